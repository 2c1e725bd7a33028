"""Ports as rules write them."""

from __future__ import annotations

import pytest

from policies.net.ports import ADMIN, EVERY, admin_ports, inside, opened, parsed, shown


@pytest.mark.parametrize("ports", [(), ((0, 0),), ((-1, -1),), ((0, 65535),)])
def test_nothing_and_port_0_are_every_port(ports: tuple[tuple[int, int], ...]) -> None:
    assert opened("tcp", ports) == (EVERY,)
    assert admin_ports("any", ports) == tuple(ADMIN)


@pytest.mark.parametrize("protocol", ["icmp", "ICMPv6", " esp ", "1"])
def test_protocols_without_ports(protocol: str) -> None:
    assert admin_ports(protocol, ()) == ()


def test_a_protocol_that_nobody_knows_has_ports() -> None:
    assert 22 in admin_ports("sctp", ())


def test_a_range_across_administration() -> None:
    assert admin_ports("tcp", ((1000, 4000),)) == (2375, 2376, 2379, 2380, 3389)
    assert admin_ports("tcp", ((23, 22),)) == ()


def test_data_ports_administer_nothing() -> None:
    assert admin_ports("tcp", tuple((port, port) for port in (80, 443, 2049, 3128, 5432, 8200, 8443))) == ()


def test_one_range_must_hold_all() -> None:
    assert inside((22, 22), ((1, 100),))
    assert not inside((22, 200), ((1, 100), (101, 300)))


def test_ports_of_the_intent() -> None:
    assert parsed(("22", "1-100", "1-65535")) == ((22, 22), (1, 100), (0, 65535))
    with pytest.raises(ValueError, match="ssh"):
        parsed(("ssh",))


def test_shown() -> None:
    assert shown(((22, 22), (80, 81))) == "22, 80-81"
    assert shown(()) == "-"
