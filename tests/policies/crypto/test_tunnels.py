"""Cryptography of tunnels."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.values import UNKNOWN
from policies.crypto.tunnels import is_gateway, later, weak, weak_proposals
from policies.kinds.values import Tunnel
from policies.parameters import parameters

ALLOWED = parameters().vpn.value
STRONG = Tunnel(2, ("aes256gcm",), ("sha384",), ("ecp384",))
OWN = Path("components/hosts/files/swanctl.conf")


def test_a_strong_tunnel() -> None:
    assert not tuple(weak(STRONG, ALLOWED)) and not later(STRONG)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ike", 1),
        ("ike", None),
        ("ciphers", ("aes256gcm", "3des")),
        ("ciphers", ()),
        ("ciphers", None),
        ("integrity", ("sha1",)),
        ("groups", ("modp1024",)),
        ("groups", "dh2"),
    ],
)
def test_one_weak_field_is_named(field: str, value: object) -> None:
    assert tuple(weak(STRONG._replace(**{field: value}), ALLOWED)) == (field,)


def test_an_unknown_member_does_not_hide_a_weak_one() -> None:
    tunnel = STRONG._replace(ciphers=(UNKNOWN, "3des"))
    assert tuple(weak(tunnel, ALLOWED)) == ("ciphers",)
    assert later(tunnel) == ("ciphers",)
    assert not tuple(weak(STRONG._replace(ciphers=UNKNOWN), ALLOWED))


def test_the_configuration_that_our_gateways_get_is_strong() -> None:
    text = OWN.read_text(encoding="utf-8")
    assert is_gateway(text)
    assert weak_proposals(text, ALLOWED) == ()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("version = 2", "version = 1", ("ike",)),
        ("version = 2", "", ("ike",)),
        ("version = 2", "version = 0", ("ike",)),
        ("aes256gcm16-prfsha384-ecp384", "aes256gcm16-prfsha384-ecp384, 3des-sha1-modp1024", ("3des-sha1-modp1024",)),
        ("esp_proposals = aes256gcm16-ecp384", "esp_proposals = aes256gcm16", ("aes256gcm16",)),
        ("aes256gcm16-prfsha384-ecp384", "default", ("default",)),
    ],
)
def test_a_weakened_configuration_is_named(old: str, new: str, found: tuple[str, ...]) -> None:
    text = OWN.read_text(encoding="utf-8")
    assert old in text
    assert weak_proposals(text.replace(old, new), ALLOWED) == found


def test_a_configuration_without_proposals_takes_all_that_strongswan_knows() -> None:
    assert weak_proposals("connections {\n  site {\n    version = 2\n  }\n}\n", ALLOWED) == ("proposals",)
