"""Which lines are searched for secrets."""

from __future__ import annotations

import base64

import pytest

from plan.values import UNKNOWN, Asset, Secret
from policies.scan.texts import lines
from tests.policies.scan.conftest import plan, resource


def of(**inputs: object) -> list[tuple[str, int, str]]:
    found = lines([plan(resource("openstack:compute/instance:Instance", inputs=dict(inputs)))])
    return [(line["path"], line["line"], line["text"]) for line in found]


def test_single_values_carry_their_name() -> None:
    assert of(adminPass="correct-horse") == [("adminPass", 0, 'adminPass: "correct-horse"')]


def test_places_of_nested_values() -> None:
    found = of(tags={"a.b": "first-value"}, rules=[{"note": "second-value"}, "third-value"])
    assert [place for place, _, _ in found] == ['tags["a.b"]', "rules[0].note", "rules[1]"]


def test_programs_are_lines() -> None:
    assert of(userData="#cloud-config\npassword: x") == [
        ("userData", 1, "#cloud-config"),
        ("userData", 2, "password: x"),
    ]


@pytest.mark.parametrize("name", ["userData", "customData", "user_data", "cloudInit"])
def test_base64_of_programs_is_opened(name: str) -> None:
    text = "#!/bin/sh\necho héllo"
    assert [line for _, _, line in of(**{name: base64.b64encode(text.encode()).decode()})] == text.splitlines()


def test_what_is_no_base64_stays_as_it_is() -> None:
    assert of(userData="AAAA////AAAA////gICA")[0][2] == 'userData: "AAAA////AAAA////gICA"'
    assert of(other=base64.b64encode(b"a b c d e f g h").decode())[0][2].startswith("other: ")


def test_marked_unknown_short_and_other_values_are_not_searched() -> None:
    assert of(a=Secret("hidden-value"), b=UNKNOWN, c="short", d=4, e=True, f=None) == []


def test_texts_given_as_files() -> None:
    assert of(source=Asset("text", "one line here")) == [("source", 0, 'source: "one line here"')]
