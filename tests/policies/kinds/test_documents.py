"""First-boot documents: sign-in, time and secrecy, also where they are awkward."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("ssh_pwauth: false", False),
        ("ssh_pwauth: no", False),
        ('ssh_pwauth: "0"', False),
        ("ssh_pwauth: true", True),
        ("ssh_pwauth: yes", True),
        ("ssh_pwauth: unchanged", True),
        ("  PasswordAuthentication no", False),
        ("PasswordAuthentication yes", True),
        ("passwordauthentication=yes", True),
        ("ssh_pwauth: false\nwrite_files:\n- content: |\n    PasswordAuthentication yes\n", True),
        ("# ssh_pwauth: true", None),
        ("#PasswordAuthentication yes", None),
        ("runcmd: []", None),
        ("", None),
        (None, None),
        (UNKNOWN, UNKNOWN),
        (Secret("ssh_pwauth: true"), True),
        (Secret(UNKNOWN), UNKNOWN),
    ],
)
def test_password_login(text: Any, login: Any) -> None:
    assert password_login_at("userData")({"userData": text}) is login


def test_one_open_document_is_enough() -> None:
    read = password_login_at("a", "b")
    assert read({"a": "ssh_pwauth: true", "b": UNKNOWN}) is True
    assert read({"a": "ssh_pwauth: false", "b": UNKNOWN}) is UNKNOWN
    assert read({"a": "ssh_pwauth: false", "b": "PasswordAuthentication yes"}) is True


@pytest.mark.parametrize(
    ("text", "servers"),
    [
        ("server 10.64.1.20 iburst", ("10.64.1.20",)),
        ("    pool ntp.hdh.example iburst\n    server 10.0.0.1", ("ntp.hdh.example", "10.0.0.1")),
        ("[Time]\nNTP=10.0.0.1 ntp.hdh.example\n", ("10.0.0.1", "ntp.hdh.example")),
        ("ntp:\n  servers:\n    - 10.0.0.1\n    - ntp.hdh.example\nruncmd: []", ("10.0.0.1", "ntp.hdh.example")),
        ("ntp:\n  pools: [ntp.hdh.example]\n", ("ntp.hdh.example",)),
        ("server {\n  listen 80;\n}", None),
        ("", None),
        (None, None),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_time_sources(text: Any, servers: Any) -> None:
    assert time_sources_at("userData")({"userData": text}) == servers


def test_texts_are_decoded_where_they_are_encoded() -> None:
    read = texts_at("userData", base64=True)
    assert read({"userData": encoded("héllo")}) == ("héllo",)
    assert read({"userData": "not encoded!"}) == ("not encoded!",)
    assert read({"userData": UNKNOWN}) == (UNKNOWN,)
    assert read({}) == ()
    assert texts_at("a", "b.c")({"a": {"x": "1", "y": Secret("2")}, "b": {"c": ["3"]}}) == ("1", "2", "3")


@pytest.mark.parametrize(
    ("inputs", "secret"),
    [
        ({"cloud": Secret("x")}, True),
        ({"cloud": "x"}, False),
        ({"cloud": Secret(UNKNOWN)}, True),
        ({"cloud": UNKNOWN}, False),
        ({"cloud": {"a": Secret("x"), "b": "y"}}, False),
        ({"cloud": {"a": Secret("x"), "b": Secret("y")}}, True),
        ({"cloud": Secret({"a": "x"})}, True),
        ({"cloud": ""}, None),
        ({}, None),
    ],
)
def test_secret_texts(inputs: dict[str, Any], secret: Any) -> None:
    assert secret_at("cloud")(inputs) is secret
