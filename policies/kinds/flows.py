"""Inputs of firewall rules in neutral words, whatever the provider's spelling.

What cannot be read counts as everything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_network
from typing import Any, Final

from plan.values import UNKNOWN

WORLD_4: Final = "0.0.0.0/0"
WORLD_6: Final = "::/0"
WORLD: Final = (WORLD_4, WORLD_6)
EVERY_PORT: Final = ((0, 65535),)

_EVERYBODY: Final = frozenset({"", "*", "any", "all", "internet", "world", "everyone"})
# IANA numbers and names of what providers take by number or by several names
_PROTOCOLS: Final = {
    "": "any",
    "-1": "any",
    "*": "any",
    "0": "any",
    "all": "any",
    "ip": "any",
    "1": "icmp",
    "6": "tcp",
    "17": "udp",
    "58": "icmp",
    "icmpv6": "icmp",
    "ipv6-icmp": "icmp",
    "ipv6_icmp": "icmp",
}
_FLOW: Final = re.compile(r"\b[A-Z][A-Z0-9]*-[0-9]{3}\b")


def peer(text: Any, world: tuple[str, ...] = WORLD) -> Any:
    """One end of a rule as a tuple of CIDR texts; UNKNOWN stays. `world`: what "everybody" means for this rule."""
    if text is UNKNOWN:
        return UNKNOWN
    if not isinstance(text, str) or text.strip().casefold() in _EVERYBODY:
        return world
    return _network(text.strip()) or world


@lru_cache(maxsize=8192)
def _network(text: str) -> tuple[str, ...]:
    try:
        found = ip_network(text, strict=False)
    except ValueError:
        return ()
    if found.prefixlen == 0 or text in ("0.0.0.0", "::"):
        return (WORLD_4,) if found.version == 4 else (WORLD_6,)
    return (text if "/" in text else str(found),)


def port_range(first: Any, last: Any) -> Any:
    """Ports from `first` to `last` as a tuple of one range; UNKNOWN where one is. None, or 0 alone: every port."""
    if first is UNKNOWN or last is UNKNOWN:
        return UNKNOWN
    low, high = _port(first), _port(last)
    if low is None and high is None:
        return EVERY_PORT
    low = 0 if low is None else low
    high = 65535 if high is None else high
    return EVERY_PORT if high == 0 or low > high else ((low, high),)


def _port(value: Any) -> int | None:
    try:
        found = int(value)
    except (TypeError, ValueError):
        return None
    return found if 0 <= found <= 65535 else None


def ports_of(text: Any) -> Any:
    """`22`, `"22"`, `"22-23"` or nothing as a tuple of one range."""
    if isinstance(text, str) and "-" in text.strip().lstrip("-"):
        low, _, high = text.strip().partition("-")
        return port_range(low.strip(), high.strip())
    return port_range(text, text)


def protocol(text: Any) -> Any:
    """The protocol in lower case, numbers and other names made one; UNKNOWN stays."""
    if text is UNKNOWN:
        return UNKNOWN
    word = "" if text is None else str(text).strip().casefold()
    return _PROTOCOLS.get(word, word)


def has_ports(word: Any) -> bool:
    """Whether rules of this protocol name ports. An unknown protocol may."""
    return word is UNKNOWN or word not in ("icmp", "igmp", "esp", "ah", "gre", "vrrp")


def flow_ids(text: Any) -> tuple[str, ...]:
    """Ids of flows of the intent in a description (`HUB-001: administrators reach the bastion`)."""
    return tuple(dict.fromkeys(_FLOW.findall(text))) if isinstance(text, str) else ()
