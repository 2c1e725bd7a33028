"""Where packets go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.e2e.openstack.cloud.model import Gateway, Port, Route
from tests.e2e.openstack.cloud.ranges import parsed, shared
from tests.e2e.openstack.cloud.routes import Arrival, arrivals, obedient
from tests.e2e.openstack.cloud.topology import Topology
from tests.providers.openstack.world import World, sealed_world


def _ends(world: World, wire: str, to: str) -> list[Arrival]:
    return list(arrivals(Topology(world.found), wire, parsed(to)))


def _delivered(world: World, wire: str, to: str) -> set[str]:
    return {one.wire for one in _ends(world, wire, to) if one.how == "delivered"}


def test_by_two_routers_over_the_transit_network() -> None:
    (_, way) = _ends(sealed_world(), "one-net", "10.1.0.10/32")
    assert str(way) == (
        "network one-net -> router router-one -> network transit -> router router-hub -> network hub-net"
    )
    assert (way.how, way.wire) == ("delivered", "hub-net")


def test_no_route_says_so() -> None:
    (_, way) = _ends(sealed_world(), "one-net", "10.2.2.130/32")
    assert way.how == "dropped"
    assert "router-one -> dropped: no route to 10.2.2.130/32" in str(way)


def test_an_extra_route_leads_on() -> None:
    world = sealed_world()
    world.more_routes("router-one", "10.2.2.0/24", "10.9.0.12")
    assert _delivered(world, "one-net", "10.2.2.130/32") == {"one-net", "two-net"}


def test_a_longer_prefix_wins() -> None:
    world = sealed_world()
    world.more_routes("router-one", "0.0.0.0/0", "10.9.0.1")
    world.network("detour", "one", "10.3.0.0/24")
    world.leg("router-one", "detour", "10.3.0.1")
    world.more_routes("router-one", "10.2.2.128/25", "10.9.0.12")
    both = {(str(one.to), one.path[-1]) for one in _ends(world, "one-net", "10.2.2.0/24")[1:]}
    # the upper half directly, the lower half by the hub, which knows the way
    assert both == {("10.2.2.128/25", "network two-net"), ("10.2.2.0/25", "network two-net")}


def test_the_way_out_translates_addresses() -> None:
    world = sealed_world()
    outs = [one for one in _ends(world, "hub-net", "203.0.113.7/32") if one.wire == "outside"]
    assert [[str(source) for source in one.sources] for one in outs] == [["198.51.100.5/32"]]
    world.change("routers", "router-hub", gateways=(Gateway("outside", ("198.51.100.5",), snat=False),))
    outs = [one for one in _ends(world, "hub-net", "203.0.113.7/32") if one.wire == "outside"]
    assert [one.sources for one in outs] == [()]


def test_addresses_of_version_6_are_not_translated() -> None:
    world = sealed_world()
    outs = [one for one in _ends(world, "hub-net", "2001:db8::1/128") if one.wire == "outside"]
    assert [one.sources for one in outs] == [()]


def test_a_next_hop_that_nobody_owns_is_unknown() -> None:
    world = sealed_world()
    world.more_routes("router-one", "10.2.2.0/24", "10.9.0.77")
    (_, way) = _ends(world, "one-net", "10.2.2.130/32")
    assert way.how == "unknown"
    assert "10.9.0.77: unknown: nobody owns this next hop" in str(way)


def test_a_host_as_next_hop_is_unknown() -> None:
    world = sealed_world()
    world.more_routes("router-one", "10.2.2.0/24", "10.2.1.130")
    (_, way) = _ends(world, "one-net", "10.2.2.130/32")
    assert way.how == "unknown"
    assert "one-desk: unknown: what a host forwards" in str(way)


def test_routers_that_point_at_each_other_end() -> None:
    world = sealed_world()
    world.more_routes("router-one", "10.7.0.0/24", "10.9.0.1")
    world.more_routes("router-hub", "10.7.0.0/24", "10.9.0.11")
    assert {one.how for one in _ends(world, "one-net", "10.7.0.1/32")[1:]} == {"dropped"}


def test_a_second_router_on_the_wire_is_tried_whatever_the_subnet_says() -> None:
    world = sealed_world()
    world.leg("router-two", "one-net", "10.2.1.2")
    assert "two-net" in _delivered(world, "one-net", "10.2.2.130/32")
    obeyed = obedient(Topology(world.found), _port(world, "one-desk"), parsed("10.2.2.130/32"))
    assert [one.how for one in obeyed] == ["dropped"]


def test_two_networks_with_one_number_are_one_wire() -> None:
    world = sealed_world()
    for name in ("one-net", "two-net"):
        world.change("networks", name, wire="vrack/-/200")
    assert "two-net" in _ends(world, "vrack/-/200", "10.2.2.130/32")[0].path[0]


def test_what_dhcp_tells() -> None:
    world = sealed_world()
    topology, desk = Topology(world.found), _port(world, "one-desk")
    assert [one.wire for one in obedient(topology, desk, parsed("10.1.0.10/32"))] == ["hub-net"]
    world.change("subnets", "one-net", gateway=None)
    topology = Topology(world.found)
    assert [one.how for one in obedient(topology, desk, parsed("10.1.0.10/32"))] == ["dropped"]
    world.change("subnets", "one-net", routes=(Route("10.1.0.0/24", "10.2.1.1"),))
    topology = Topology(world.found)
    assert [one.wire for one in obedient(topology, desk, parsed("10.1.0.10/32"))] == ["hub-net"]


@pytest.mark.parametrize("network", ["one-net", "hub-net", "outside", "transit"])
@given(number=some.integers(0, 2**32 - 1), prefix=some.integers(0, 32))
def test_every_address_of_a_range_ends_somewhere(network: str, number: int, prefix: int) -> None:
    """A whole range arrives where each of its addresses does."""
    topology = Topology(sealed_world().found)
    whole = parsed(f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}/{prefix}")
    single = parsed(f"{whole.network_address}/32")
    ends = {(one.how, one.wire, one.path) for one in arrivals(topology, network, single)}
    held = {
        (one.how, one.wire, one.path) if one.how != "dropped" else None
        for one in arrivals(topology, network, whole)
        if shared(one.to, single)
    }
    assert {end for end in ends if end[0] != "dropped"} <= held


def _port(world: World, name: str) -> Port:
    return next(one for one in world.found.ports if one.name == name)
