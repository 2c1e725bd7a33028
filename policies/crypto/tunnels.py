"""Cryptography of tunnels between sites: as the cloud's resource says it, or as our own gateway is configured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.values import Tunnel
from policies.parameters import Vpn

_PROPOSALS: Final = re.compile(r"^\s*(?:esp_)?proposals\s*=\s*(?P<all>[^\n#]+)", re.M)
_VERSION: Final = re.compile(r"^\s*version\s*=\s*(?P<number>\d)", re.M)
_START: Final = re.compile(r"^\s*connections\s*\{", re.M)


def weak(tunnel: Tunnel, allowed: Vpn) -> Iterator[str]:
    """The fields of a tunnel that are not allowed, or that nobody can say. UNKNOWN fields are left out: see `later`."""
    if tunnel.ike is not UNKNOWN and not (isinstance(tunnel.ike, int) and tunnel.ike >= allowed.ike_min):
        yield "ike"
    for name, words in (("ciphers", allowed.ciphers), ("integrity", allowed.integrity), ("groups", allowed.groups)):
        value = getattr(tunnel, name)
        if value is not UNKNOWN and not _all_in(value, words):
            yield name


def later(tunnel: Tunnel) -> tuple[str, ...]:
    """The fields that are known only after apply."""
    return tuple(
        name
        for name in ("ike", "ciphers", "integrity", "groups")
        if getattr(tunnel, name) is UNKNOWN or _has_unknown(getattr(tunnel, name))
    )


def _has_unknown(value: Any) -> bool:
    return isinstance(value, list | tuple | set | frozenset) and any(item is UNKNOWN for item in value)


def _all_in(value: Any, words: tuple[str, ...]) -> bool:
    items = (value,) if isinstance(value, str) else value
    if not isinstance(items, list | tuple | set | frozenset) or not items:
        return False
    return all(item is UNKNOWN or _known_word(str(item), words) for item in items)


def _known_word(item: str, words: tuple[str, ...]) -> bool:
    return item.strip().lower() in words


def is_gateway(text: str) -> bool:
    """Whether a host's document configures strongSwan."""
    return _START.search(text) is not None


def weak_proposals(text: str, allowed: Vpn) -> tuple[str, ...]:
    """Proposals of a strongSwan configuration that use something not allowed; `ike` for an old or open version.

    A configuration without any proposal takes strongSwan's defaults, which are many: `proposals` is given.
    """
    found = [proposal.strip() for match in _PROPOSALS.finditer(text) for proposal in match["all"].split(",")]
    bad = [proposal for proposal in found if not _strong(proposal, allowed)] if found else ["proposals"]
    versions = [int(match["number"]) for match in _VERSION.finditer(text)]
    # 0, and no version at all, let the peer choose IKEv1
    return (*bad, *(() if versions and min(versions) >= allowed.ike_min else ("ike",)))


def _strong(proposal: str, allowed: Vpn) -> bool:
    known = {*allowed.ciphers, *allowed.integrity, *allowed.groups}
    words = proposal.lower().split("-")
    return all(word in known for word in words) and any(word in allowed.groups for word in words)
