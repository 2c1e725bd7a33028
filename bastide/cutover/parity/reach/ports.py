"""Sets of ports as rising ranges that neither meet nor touch. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from policies.net.ports import EVERY, Range, has_ports, opened

Ports = tuple[Range, ...]
"""Rising, disjoint, not touching: two sets are equal where their ranges are."""
ALL: Final[Ports] = (EVERY,)
_BOTH: Final = ("tcp", "udp")


def joined(*parts: Iterable[Range]) -> Ports:
    """The ports that are in any of them."""
    found: list[Range] = []
    for first, last in sorted(span for part in parts for span in part):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def shared(one: Ports, other: Ports) -> Ports:
    """The ports that are in both."""
    spans = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return joined(span for span in spans if span[0] <= span[1])


def without(one: Ports, other: Ports) -> Ports:
    """The ports of one that are not in the other."""
    left = list(one)
    for first, last in other:
        left = [part for span in left for part in _cut(span, first, last)]
    return tuple(left)


def _cut(span: Range, first: int, last: int) -> Iterable[Range]:
    if last < span[0] or first > span[1]:
        return (span,)
    sides = ((span[0], first - 1), (last + 1, span[1]))
    return tuple(side for side in sides if side[0] <= side[1])


@lru_cache(maxsize=1 << 14)
def by_protocol(protocol: str, ports: tuple[Range, ...]) -> Mapping[str, Ports]:
    """What a rule opens: protocol -> ports. A protocol without ports has all of them, `any` is every protocol."""
    if not has_ports(protocol):
        return {protocol: ALL}
    found = joined(opened(protocol, ports))
    if protocol != "any":
        return {protocol: found}
    # a rule of any protocol with ports is one of both protocols that have them
    both = dict.fromkeys(_BOTH, found)
    return {**both, "icmp": ALL, "other": ALL} if found == ALL else both


def written(ports: Ports) -> str:
    """For people: `443, 5432`, `every port`."""
    if ports == ALL:
        return "every port"
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ports)
