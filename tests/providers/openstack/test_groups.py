"""What security groups let pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.e2e.openstack.cloud import groups
from tests.e2e.openstack.cloud.groups import Direction, Host
from tests.e2e.openstack.cloud.model import Rule
from tests.e2e.openstack.cloud.topology import Topology
from tests.providers.openstack.world import World, ranges, rule, sealed_world, tcp


def _host(world: World, name: str) -> Host:
    topology = Topology(world.found)
    return groups.at(topology, next(one for one in world.found.ports if one.name == name))


def _open(world: World, name: str, direction: Direction, *peers: str) -> set[str]:
    found = groups.passed(Topology(world.found), _host(world, name), direction, ranges(*peers))
    return {f"{one.traffic} {one.peer}" + (" unknown" if one.unknown else "") for one in found}


def test_only_what_a_rule_names() -> None:
    world = sealed_world()
    assert _open(world, "one-desk", "ingress", "10.1.0.10/32") == {"tcp 22 10.1.0.10/32"}
    assert _open(world, "one-desk", "ingress", "10.1.0.11/32") == set()
    assert _open(world, "one-desk", "egress", "10.1.0.10/32") == set()


def test_the_part_of_a_range_that_a_rule_names() -> None:
    assert _open(sealed_world(), "one-desk", "ingress", "0.0.0.0/0") == {"tcp 22 10.1.0.10/32"}


def test_all_groups_of_a_port_together() -> None:
    world = sealed_world()
    world.group("more", "one", tcp("ingress", 80, "10.1.0.10/32"))
    world.change("ports", "one-desk", groups=("one", "more"))
    assert _open(world, "one-desk", "ingress", "10.1.0.10/32") == {"tcp 22 10.1.0.10/32", "tcp 80 10.1.0.10/32"}


def test_a_port_without_a_group_is_closed() -> None:
    world = sealed_world()
    world.change("ports", "one-desk", groups=())
    assert _open(world, "one-desk", "ingress", "0.0.0.0/0") == set()


@pytest.mark.parametrize("values", [{"port_security": False}, {"owner": "network:own"}])
def test_without_port_security_everything_passes(values: dict[str, object]) -> None:
    world = sealed_world()
    world.change("ports", "one-desk", **values)
    assert _open(world, "one-desk", "ingress", "203.0.113.0/24") == {"everything 203.0.113.0/24"}
    assert _host(world, "one-desk").sends == ranges("0.0.0.0/0", "::/0")


def test_an_address_pair_is_an_address_to_send_from() -> None:
    world = sealed_world()
    world.change("ports", "one-desk", pairs=("10.1.0.0/28",))
    assert _host(world, "one-desk").sends == ranges("10.2.1.130/32", "10.1.0.0/28")


def test_members_of_a_remote_group() -> None:
    world = sealed_world()
    world.more_rules("two", rule("ingress", "udp", group="one"))
    assert _open(world, "two-desk", "ingress", "10.2.1.0/24") == {"udp 10.2.1.130/32"}
    world.change("ports", "one-desk", pairs=("10.2.1.200",))
    assert _open(world, "two-desk", "ingress", "10.2.1.0/24") == {"udp 10.2.1.130/32", "udp 10.2.1.200/32"}
    world.change("ports", "one-desk", groups=())
    assert _open(world, "two-desk", "ingress", "10.2.1.0/24") == set()


def test_versions_are_apart() -> None:
    world = sealed_world()
    world.more_rules("two", rule("ingress", "tcp", (443, 443), ethertype="IPv6"))
    assert _open(world, "two-desk", "ingress", "203.0.113.0/24") == set()
    assert _open(world, "two-desk", "ingress", "2001:db8::/32") == {"tcp 443 2001:db8::/32"}


@pytest.mark.parametrize(
    "strange",
    [
        rule("ingress", "quux", prefix="10.1.0.0/16"),
        rule("ingress", "tcp", (22, 22), address_group="friends"),
        rule("ingress", "tcp", (22, 22), group="elsewhere"),
        replace(rule("ingress"), direction="sideways"),
        replace(rule("ingress"), ethertype="IPX"),
    ],
)
def test_what_is_not_understood_is_open_and_says_so(strange: Rule) -> None:
    world = sealed_world()
    world.more_rules("two", strange)
    assert any(one.endswith(" unknown") for one in _open(world, "two-desk", "ingress", "10.1.0.99/32"))


def test_a_group_that_was_not_read_is_open_and_says_so() -> None:
    world = sealed_world()
    world.change("ports", "two-desk", groups=("elsewhere",))
    assert _open(world, "two-desk", "ingress", "10.7.0.0/24") == {"everything 10.7.0.0/24 unknown"}
