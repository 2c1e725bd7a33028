"""Ports as firewall rules write them, and which of them administer something. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

Range = tuple[int, int]
EVERY: Final[Range] = (0, 65535)
_ALL: Final[Range] = (1, 65535)

ADMIN: Final[Mapping[int, str]] = {
    22: "SSH",
    23: "Telnet",
    623: "IPMI",
    2375: "Docker",
    2376: "Docker",
    2379: "etcd",
    2380: "etcd",
    3389: "RDP",
    5900: "VNC",
    5901: "VNC",
    5985: "WinRM",
    5986: "WinRM",
    6443: "Kubernetes",
    10250: "kubelet",
}
"""Ports by which a host or cluster is administered. Not 443, 8200 or 8443: applications are used by them as well, and
who may do what there is the application's matter; a flow to them must be declared like any other (NET-002)."""

_PORTLESS: Final = frozenset({"icmp", "icmpv4", "icmpv6", "ipv6-icmp", "1", "58", "esp", "ah", "50", "51"})


def has_ports(protocol: str) -> bool:
    """Whether a rule of this protocol opens ports. `any` and names that nobody knows do."""
    return protocol.strip().casefold() not in _PORTLESS


def opened(protocol: str, ports: Iterable[Range]) -> tuple[Range, ...]:
    """The ports that a rule opens. No port and port 0 are every port, unless the protocol has none."""
    if not has_ports(protocol):
        return ()
    found = tuple(EVERY if (first, last) in ((0, 0), (-1, -1)) else (first, last) for first, last in ports)
    return found or (EVERY,)


@lru_cache(maxsize=1 << 14)
def admin_ports(protocol: str, ports: tuple[Range, ...]) -> tuple[int, ...]:
    """The ports of administration that a rule opens, rising."""
    ranges = opened(protocol, ports)
    return tuple(port for port in ADMIN if any(first <= port <= last for first, last in ranges))


def inside(inner: Range, outer: Iterable[Range]) -> bool:
    """Whether all of a range of ports lies in one of others."""
    return any(first <= inner[0] and inner[1] <= last for first, last in outer)


def parsed(texts: Iterable[str]) -> tuple[Range, ...]:
    """Ports as flows of the intent write them: `22`, `1-65535`. From 1 to the last is every port: 0 is reserved, and a
    firewall that names no port opens no other (RFC 6335, section 6).

    Raises:
        ValueError: a text is neither.
    """
    bounds = (str(text).partition("-") for text in texts)
    found = ((int(first), int(last or first)) for first, _, last in bounds)
    return tuple(EVERY if bound == _ALL else bound for bound in found)


def shown(ranges: Iterable[Range]) -> str:
    """Ranges of ports for a message."""
    texts = (str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    return ", ".join(texts) or "-"
