"""What a rule speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.e2e.openstack.cloud import traffic
from tests.e2e.openstack.cloud.model import Rule
from tests.e2e.openstack.cloud.traffic import LAST_PORT, Traffic

_PORTS = some.integers(0, LAST_PORT)


@some.composite
def traffics(draw: some.DrawFn) -> Traffic:
    low, high = sorted((draw(_PORTS), draw(_PORTS)))
    return Traffic(draw(some.sampled_from([None, 1, 6, 17])), low, high)


@pytest.mark.parametrize(
    ("rule", "spoken"),
    [
        (Rule("r", "ingress"), "everything"),
        (Rule("r", "ingress", protocol="any"), "everything"),
        (Rule("r", "ingress", protocol="0"), "everything"),
        (Rule("r", "ingress", protocol="tcp"), "tcp"),
        (Rule("r", "ingress", protocol="TCP", low=22, high=22), "tcp 22"),
        (Rule("r", "ingress", protocol="6", low=1, high=9), "tcp 1-9"),
        (Rule("r", "ingress", protocol="udp", low=53), "udp 53-65535"),
        (Rule("r", "ingress", protocol="udp", low=1, high=65535), "udp"),
        (Rule("r", "ingress", protocol="icmp"), "icmp"),
        (Rule("r", "ingress", protocol="icmp", low=8, high=0), "icmp 8"),
        (Rule("r", "ingress", ethertype="IPv6", protocol="icmp"), "icmpv6"),
        (Rule("r", "ingress", ethertype="IPv6", protocol="ipv6-icmp", low=128), "icmpv6 128"),
        (Rule("r", "ingress", protocol="gre"), "gre"),
        (Rule("r", "ingress", protocol="200"), "protocol 200"),
    ],
)
def test_words_and_numbers(rule: Rule, spoken: str) -> None:
    assert str(traffic.of(rule)) == spoken


def test_a_word_that_nobody_knows_is_none() -> None:
    assert traffic.of(Rule("r", "ingress", protocol="quux")) is None


@given(traffics(), traffics(), _PORTS, some.sampled_from([1, 6, 17]))
def test_what_meets_is_in_both(one: Traffic, other: Traffic, port: int, protocol: int) -> None:
    packet = Traffic(protocol, port, port)
    both = one.meet(other)
    assert bool(both and both.meet(packet)) == bool(one.meet(packet) and other.meet(packet))
