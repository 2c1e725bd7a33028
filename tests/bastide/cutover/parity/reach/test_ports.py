"""Sets of ports behave as sets, whatever ranges they are written in."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bastide.cutover.parity.reach.ports import ALL, Ports, by_protocol, joined, shared, without, written

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])))
PORTS = SPANS.map(joined)


def as_set(ports: Ports) -> set[int]:
    return {port for first, last in ports for port in range(first, last + 1)}


@given(SPANS, SPANS)
def test_ranges_in_any_order_and_cut_anywhere_are_one_set(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    assert joined(one, other) == joined(other, one) == joined(joined(one), joined(other))
    assert as_set(joined(one, other)) == as_set(tuple(one)) | as_set(tuple(other))
    found = joined(one, other)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))


@given(PORTS, PORTS)
def test_both_and_without_are_those_of_sets(one: Ports, other: Ports) -> None:
    assert as_set(shared(one, other)) == as_set(one) & as_set(other)
    assert as_set(without(one, other)) == as_set(one) - as_set(other)
    assert joined(shared(one, other), without(one, other)) == one


def test_a_rule_of_any_protocol_is_one_of_each() -> None:
    assert by_protocol("any", ((443, 443),)) == {"tcp": ((443, 443),), "udp": ((443, 443),)}
    assert set(by_protocol("any", ())) == {"tcp", "udp", "icmp", "other"}
    assert by_protocol("icmp", ((8, 8),)) == {"icmp": ALL}
    assert by_protocol("tcp", ()) == {"tcp": ALL}


def test_ports_are_written_for_people() -> None:
    assert written(((22, 22), (3128, 3129))) == "22, 3128-3129"
    assert written(ALL) == "every port"
