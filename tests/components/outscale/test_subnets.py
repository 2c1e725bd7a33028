"""How a segment is cut into the subnets of its zones."""

from __future__ import annotations

import ipaddress
import itertools

import pytest

from components.outscale import subnets
from facts.errors import BadInput
from stacks.estate import load_estate
from tests.components.view import View

SEGMENT = "10.64.3.0/24"
RESERVED = 4
"""Addresses at the front of a subnet that the cloud keeps; and the last one."""


def test_zones_and_fronts_share_no_address_and_fill_no_more_than_the_segment() -> None:
    parts = [subnets.of_zone(SEGMENT, zone) for zone in (1, 2, 3)] + [
        subnets.front(SEGMENT, zone) for zone in (1, 2, 3)
    ]
    assert all(part.subnet_of(ipaddress.IPv4Network(SEGMENT)) for part in parts)
    assert not [pair for pair in itertools.combinations(parts, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize(
    ("planned", "zone", "found"),
    [
        ("10.64.3.10", 1, "10.64.3.10"),
        ("10.64.3.11", 2, "10.64.3.75"),
        ("10.64.3.12", 3, "10.64.3.140"),
        ("10.64.3.21", 1, "10.64.3.21"),
        ("10.64.3.253", 1, "10.64.3.61"),
        ("10.64.3.252", 2, "10.64.3.124"),
        ("10.64.3.251", 3, "10.64.3.187"),
    ],
)
def test_an_address_keeps_its_place_from_the_front_or_from_the_end(planned: str, zone: int, found: str) -> None:
    assert subnets.address(SEGMENT, planned, zone) == found


def test_no_two_planned_addresses_meet() -> None:
    segment = ipaddress.IPv4Network(SEGMENT)
    planned = [*(segment[number] for number in range(10, 22)), *(segment[-number] for number in range(3, 7))]
    found = [subnets.address(SEGMENT, str(address), zone) for address in planned for zone in (1, 2, 3)]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("zone", [1, 2, 3])
def test_no_host_stands_on_an_address_that_the_cloud_keeps(zone: int) -> None:
    subnet = subnets.of_zone(SEGMENT, zone)
    for planned in ("10.64.3.10", "10.64.3.253"):
        place = int(ipaddress.IPv4Address(subnets.address(SEGMENT, planned, zone))) - int(subnet.network_address)
        assert RESERVED <= place < subnet.num_addresses - 1


@pytest.mark.parametrize(("cidr", "planned"), [("10.64.3.0/27", "10.64.3.10"), ("10.64.3.0/26", "10.64.3.21")])
def test_a_segment_that_is_too_small_is_refused_with_what_to_do(cidr: str, planned: str) -> None:
    with pytest.raises(BadInput, match=r"cut into four") as caught:
        subnets.address(cidr, planned, 1)
    assert "addresses.segment_prefix" in caught.value.action


@pytest.mark.parametrize(("first", "order"), [(1, "123"), (2, "213"), (3, "312")])
def test_the_zone_of_the_first_proxy_has_the_first_quarter(first: int, order: str) -> None:
    quarters = {str(subnets.of_zone(SEGMENT, int(zone), first)) for zone in order[:1]}
    assert quarters == {"10.64.3.0/26"}
    ranges = [subnets.of_zone(SEGMENT, int(zone), first) for zone in order]
    assert ranges == sorted(ranges)


def test_everyone_finds_the_proxy_where_the_plan_says_whatever_its_zone() -> None:
    intent = load_estate("outscale").intent
    egress = intent.hub.egress.model_copy(update={"zones": (2, 1)})
    turned = intent.changed(hub=intent.hub.model_copy(update={"egress": egress}))
    first = subnets.first_zone(turned, turned.hub, egress.segment)
    cidr = str(turned.plan.segments["hub", egress.segment])
    assert first == 2
    assert subnets.address(cidr, turned.plan.proxy(), 2, first) == turned.plan.proxy()
    assert subnets.address(cidr, turned.plan.time(), first, first) == turned.plan.time()


def test_every_host_with_a_fixed_address_stands_in_the_subnet_of_its_zone(estate: View) -> None:
    fixed = 0
    for item in estate.of("outscale:index/vm:Vm"):
        (nic,) = item.inputs["primaryNics"]
        fixed += len(nic.get("privateIps", ()))
    assert fixed >= 3 * len(estate.layers[1:])
