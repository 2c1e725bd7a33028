"""Inputs whose name says that they take a secret: held against the SDKs that are installed."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from policies.crypto.secret_names import names_digest, names_secret
from tests.conftest import REPOSITORY

_WRAPPED = re.compile(r'__props__\.__dict__\["(\w+)"\] = None if \w+ is None else pulumi\.Output\.secret\(')
# wrapped by an SDK, and caught in another way (why), or no secret for us
REVIEWED = {
    "access_key": "the id of a key, found by its form",
    "content": "of a script or certificate: looked into as text",
    "data": "of a stored secret: `value_is_secret`",
    "key": "public half of a pair, or a certificate: looked into as text",
    "user_data": "of a host: `secret_texts`",
}


def wrapped(package: str) -> Iterator[str]:
    """Names of the inputs that an SDK itself makes secrets."""
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None
    for file in Path(spec.origin).parent.rglob("*.py"):
        yield from _WRAPPED.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", ["pulumiverse_scaleway", "pulumi_ovh", "pulumi_openstack"])
def test_every_input_that_an_sdk_makes_a_secret_is_known_by_its_name(package: str) -> None:
    names = set(wrapped(package))
    assert names
    assert {name for name in names if not names_secret(name)} <= set(REVIEWED)


def test_every_secret_of_our_own_sdks_is_known_by_its_name() -> None:
    tables = yaml.safe_load((REPOSITORY / "providers" / "secrets.yaml").read_text(encoding="utf-8"))
    names = {name.rpartition(".")[2] for cloud in tables.values() for name in cloud["secret"]}
    # ids beside a key, and a generated document: random text and passwords are found in them
    assert {name for name in names if not names_secret(name)} <= {"apiKeyId", "clientGatewayConfiguration"}
    plain = {name.rpartition(".")[2] for cloud in tables.values() for name in cloud["plain"]}
    assert not {name for name in plain if names_secret(name)}


@pytest.mark.parametrize(
    "name",
    [
        "administratorLoginPassword",
        "password",
        "sharedKey",
        "shared_key",
        "dataWo",
        "clientSecret",
        "SecretKey",
        "authToken",
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert names_secret(name)


@pytest.mark.parametrize(
    "name", ["secretId", "secretName", "keyId", "clientToken", "passwordWoVersion", "tokenTtl", "name"]
)
def test_names_of_no_secrets(name: str) -> None:
    assert not names_secret(name)


def test_names_of_digests() -> None:
    assert names_digest("keyVersion") and names_digest("sha256") and not names_digest("password")


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("DB_PASS", True),
        ("dbPass", True),
        ("pass", True),
        ("PGPASS", True),
        ("apiKeys", True),
        ("secret_keys", True),
        ("bypass", False),
        ("networkBypass", False),
        ("passThrough", False),
    ],
)
def test_short_words_and_several_of_them(name: str, takes: bool) -> None:
    assert names_secret(name) is takes
