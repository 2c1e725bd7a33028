"""Spaces are sealed, and each hole that could be made is found in its direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from stacks.estate import Estate
from tests.e2e.openstack.cloud.model import Balancer, FloatingIp, Found, Gateway, Group, Listener, Rule, Unmodelled
from tests.e2e.openstack.cloud.sealing import Sealing, sealed, sealing
from tests.providers.openstack.world import INSIDE, SPACES, TRANSIT, World, rule, sealed_world, tcp

ONE_TWO, TWO_ONE = "one to two", "two to one"
OUT, IN = "one to the internet", "the internet to two"


def _sealing(world: World) -> Sealing:
    return sealing(world.found, SPACES, INSIDE, TRANSIT)


def _claims(world: World) -> set[str]:
    """Claims that do not hold, without their walls."""
    return {hole.partition(",")[0].partition(": ")[0] for hole in _sealing(world).holes}


def _walls(world: World, claim: str) -> set[str]:
    found = (hole for hole in _sealing(world).holes if hole.startswith(f"{claim}, "))
    return {hole.removeprefix(f"{claim}, ").partition(":")[0] for hole in found}


def test_a_sealed_world() -> None:
    found = _sealing(sealed_world())
    assert found.holes == []
    assert found.evaluated == 26


def _gateway(world: World, router: str) -> None:
    world.change("routers", router, gateways=(Gateway("outside", ("198.51.100.6",)),))
    world.leg(router, "outside", "198.51.100.6", owner="network:router_gateway")


def _lone_address(world: World) -> None:
    world.add(floating_ips=FloatingIp("lone", "two", "198.51.100.30", "outside", None, None))


def _balancer(world: World) -> None:
    listener = (Listener("TCP", 443),)
    world.add(balancers=Balancer("door", "door", "two", "198.51.100.40", "outside", "door-port", listener))


def _known(world: World) -> None:
    """Addresses that the internet knows, behind the space's router, to which the hub's router leads."""
    world.network("two-known", "two", "2001:db8:2::/64")
    world.change("subnets", "two-known", cidr="2a00:2::/64")
    world.leg("router-two", "two-known", "2a00:2::1")
    world.network("six", "hub", "fd00:9::/64")
    world.leg("router-two", "six", "fd00:9::2")
    world.leg("router-hub", "six", "fd00:9::1")
    world.more_routes("router-hub", "2a00:2::/64", "fd00:9::2")


@pytest.mark.parametrize(
    ("tamper", "claim", "wall"),
    [
        (lambda w: w.more_rules("one", tcp("egress", 5432, "10.2.2.0/24")), ONE_TWO, "groups of the sender"),
        (lambda w: w.more_rules("two", tcp("ingress", 443, "10.2.1.130/32")), ONE_TWO, "groups of the receiver"),
        (lambda w: w.more_rules("two", rule("ingress", group="one")), ONE_TWO, "groups of the receiver"),
        (lambda w: w.more_rules("two", rule("ingress", group="nobody")), ONE_TWO, "groups of the receiver"),
        (lambda w: w.more_rules("two", rule("ingress", address_group="some")), ONE_TWO, "groups of the receiver"),
        (lambda w: w.more_routes("router-one", "10.2.2.0/24", "10.9.0.12"), ONE_TWO, "routes"),
        (lambda w: w.more_routes("router-one", "10.2.0.0/16", "10.9.0.1"), ONE_TWO, "routes"),
        (lambda w: w.more_routes("router-one", "10.2.2.130/32", "10.9.0.99"), ONE_TWO, "routes"),
        (lambda w: w.leg("router-one", "two-net", "10.2.2.2"), ONE_TWO, "routes"),
        (lambda w: w.leg("router-one", "two-net", "10.2.2.2"), TWO_ONE, "routes"),
        (lambda w: w.change("ports", "one-desk", pairs=("10.1.0.10",)), ONE_TWO, "groups of the receiver"),
        (lambda w: w.change("ports", "one-desk", port_security=False), ONE_TWO, "groups of the sender"),
        (lambda w: w.change("ports", "one-desk", port_security=False), ONE_TWO, "groups of the receiver"),
        (lambda w: w.change("ports", "one-desk", port_security=False), TWO_ONE, "groups of the receiver"),
        (lambda w: w.host("spy", "one", "transit", "10.9.0.50", groups=("one",)), ONE_TWO, "routes"),
        (lambda w: w.more_rules("one", tcp("egress", 443, "0.0.0.0/0")), OUT, "groups of the sender"),
        (lambda w: w.more_rules("one", tcp("egress", 53, "203.0.113.53/32")), OUT, "groups of the sender"),
        (lambda w: w.more_rules("one", rule("egress", ethertype="IPv6")), OUT, "groups of the sender"),
        (lambda w: w.change("ports", "one-desk", groups=("default-one",)), OUT, "groups of the sender"),
        (lambda w: w.more_routes("router-one", "0.0.0.0/0", "10.9.0.1"), OUT, "routes"),
        (lambda w: w.more_routes("router-one", "203.0.113.0/24", "10.9.0.99"), OUT, "routes"),
        (lambda w: _gateway(w, "router-one"), OUT, "routes"),
        (lambda w: w.more_rules("two", tcp("ingress", 443, None)), IN, "groups of the receiver"),
        (lambda w: w.more_rules("two", tcp("ingress", 22, "192.0.2.0/28")), IN, "groups of the receiver"),
        (lambda w: w.change("ports", "two-desk", port_security=False), IN, "groups of the receiver"),
        (lambda w: w.floating("198.51.100.20", "two-desk"), IN, "routes"),
        (_lone_address, IN, "routes"),
        (lambda w: _gateway(w, "router-two"), IN, "routes"),
        (lambda w: w.leg("router-hub", "two-net", "10.2.2.3"), IN, "routes"),
        (lambda w: w.host("edge", "two", "outside", "198.51.100.88", groups=("two",)), IN, "routes"),
        (_balancer, IN, "routes"),
        (_known, IN, "routes"),
    ],
)
def test_a_seeded_hole_is_found(tamper: Callable[[World], None], claim: str, wall: str) -> None:
    world = sealed_world()
    tamper(world)
    assert wall in _walls(world, claim)


def test_holes_are_found_in_their_own_direction_only() -> None:
    world = sealed_world()
    world.more_rules("one", tcp("egress", 5432, "10.2.2.0/24"))
    assert _claims(world) == {ONE_TWO}
    world = sealed_world()
    world.floating("198.51.100.20", "two-desk")
    assert IN in _claims(world)


def test_a_rule_counts_though_no_machine_carries_it_yet() -> None:
    world = sealed_world()
    world.group("spare", "one", tcp("egress", 22, "10.2.2.0/24"))
    assert _walls(world, ONE_TWO) == {"groups of the sender"}


def test_a_machine_in_two_spaces_is_a_hole() -> None:
    world = sealed_world()
    world.host("second-foot", "two", "two-net", "10.2.2.140", groups=("two",))
    world.change("ports", "second-foot", device="server-one-desk")
    assert _sealing(world).holes == ["one and two: one-desk and second-foot belong to one machine"]


def test_a_foreign_port_on_a_network_of_a_space_counts() -> None:
    world = sealed_world()
    world.group("foreign", "stranger", rule("egress"))
    world.host("foreign", "stranger", "one-net", "10.2.1.200", groups=("foreign",))
    assert {ONE_TWO, OUT} <= _claims(world)


def test_what_is_not_understood_is_a_hole() -> None:
    world = sealed_world()
    world.add(unmodelled=Unmodelled("trunk", "t-1", "one"))
    world.add(unmodelled=Unmodelled("trunk", "t-2", "somebody-else"))
    assert _sealing(world).holes == ["trunk t-1: may carry traffic, and is not evaluated"]


def test_looking_at_nothing_is_a_hole() -> None:
    assert sealing(Found(), {}, INSIDE, TRANSIT).holes == ["no space: looked at nothing"]
    found = sealing(Found(), SPACES, INSIDE, TRANSIT)
    assert found.evaluated == 0
    assert sum("looked at nothing" in hole for hole in found.holes) == 14
    world = sealed_world()
    world.found = replace(
        world.found, groups=(), ports=tuple(p for p in world.found.ports if p.device in _routers(world))
    )
    assert "one to two, groups of the sender: looked at nothing" in _sealing(world).holes


def _routers(world: World) -> set[str]:
    return {one.id for one in world.found.routers}


def test_an_estate_as_intended_is_sealed(stands: tuple[Estate, Found]) -> None:
    estate, found = stands
    result = sealed(estate, found)
    assert result.holes == []
    pairs = len(estate.intent.spaces) * (len(estate.intent.spaces) - 1)
    assert result.evaluated > 3 * pairs


def test_an_estate_with_one_rule_too_many_is_not(stands: tuple[Estate, Found]) -> None:
    estate, found = stands
    more = Rule("more", "egress", "IPv4", "tcp", 22, 22, "10.72.16.0/24")
    groups = tuple(_with(one, more) if one.name == "hdh-cardio-work" else one for one in found.groups)
    holes = sealed(estate, replace(found, groups=groups)).holes
    assert holes and all(hole.startswith("cardio to onco, groups of the sender: ") for hole in holes)


def _with(group: Group, rule: Rule) -> Group:
    return replace(group, rules=(*group.rules, rule))


def test_an_estate_of_which_a_space_was_not_read_is_not(loopback: tuple[Estate, Found]) -> None:
    estate, found = loopback
    projects = {area: project for area, project in found.projects.items() if area != "onco"}
    holes = sealed(estate, replace(found, projects=projects)).holes
    assert "cardio to onco, routes: looked at nothing" in holes
