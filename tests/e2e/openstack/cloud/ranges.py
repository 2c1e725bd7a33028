"""Sets of addresses of both IP versions, as networks."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from typing import cast

Range = ipaddress.IPv4Network | ipaddress.IPv6Network
ALL = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))


def parsed(text: str) -> Range:
    """A range or a single address, however it is written."""
    return ipaddress.ip_network(text, strict=False)


def parsed_all(texts: Iterable[str]) -> tuple[Range, ...]:
    return tuple(parsed(text) for text in texts)


def shared(near: Range, far: Range) -> Range | None:
    """The addresses in both: of two ranges one holds the other, or they have none in common."""
    if near.version != far.version or not near.overlaps(far):
        return None
    return near if near.prefixlen >= far.prefixlen else far


def overlap(near: Iterable[Range], far: Iterable[Range]) -> bool:
    others = tuple(far)
    return any(shared(one, other) for one in near for other in others)


def without(whole: Iterable[Range], taken: Range) -> Iterator[Range]:
    """The addresses of `whole` that are not in `taken`."""
    for one in whole:
        common = shared(one, taken)
        if common is None:
            yield one
        elif common != one:
            # both are of one version, which the types cannot say
            yield from cast(ipaddress.IPv4Network, one).address_exclude(cast(ipaddress.IPv4Network, common))


def outside(inside: Iterable[Range]) -> tuple[Range, ...]:
    """Every address that is in none of `inside`."""
    left: list[Range] = list(ALL)
    for one in inside:
        left = list(without(left, one))
    return tuple(left)


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The same addresses in as few ranges as can be."""
    found = tuple(ranges)
    four = [one for one in found if isinstance(one, ipaddress.IPv4Network)]
    six = [one for one in found if isinstance(one, ipaddress.IPv6Network)]
    return (*ipaddress.collapse_addresses(four), *ipaddress.collapse_addresses(six))
