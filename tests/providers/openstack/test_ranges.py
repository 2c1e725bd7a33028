"""Sets of addresses."""

from __future__ import annotations

import ipaddress

from hypothesis import given
from hypothesis import strategies as some

from tests.e2e.openstack.cloud.ranges import ALL, Range, merged, outside, overlap, parsed, shared, without


@some.composite
def networks(draw: some.DrawFn) -> Range:
    """Few enough bits that two of them often meet."""
    prefix = draw(some.integers(0, 4))
    if draw(some.booleans()):
        return ipaddress.ip_network((draw(some.integers(0, 15)) << 28, prefix), strict=False)
    return ipaddress.ip_network((draw(some.integers(0, 15)) << 124, prefix), strict=False)


ADDRESSES = some.one_of(some.ip_addresses(v=4), some.ip_addresses(v=6))
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _in(address: Address, ranges: object) -> bool:
    return any(address in one for one in ranges)  # type: ignore[attr-defined]


@given(networks(), networks(), ADDRESSES)
def test_shared_is_in_both(one: Range, other: Range, address: Address) -> None:
    common = shared(one, other)
    assert (common is not None and address in common) == (address in one and address in other)


@given(some.lists(networks(), max_size=4), networks(), ADDRESSES)
def test_without_takes_exactly_that_away(whole: list[Range], taken: Range, address: Address) -> None:
    assert _in(address, without(whole, taken)) == (_in(address, whole) and address not in taken)


@given(some.lists(networks(), max_size=4), ADDRESSES)
def test_outside_is_everything_else(inside: list[Range], address: Address) -> None:
    assert _in(address, outside(inside)) != _in(address, inside)


@given(some.lists(networks(), max_size=6), ADDRESSES)
def test_merged_holds_the_same_addresses(ranges: list[Range], address: Address) -> None:
    assert _in(address, merged(ranges)) == _in(address, ranges)


def test_the_two_versions_never_meet() -> None:
    assert not overlap((ALL[0],), (ALL[1],))
    assert parsed("10.0.0.7/8") == parsed("10.0.0.0/8")
