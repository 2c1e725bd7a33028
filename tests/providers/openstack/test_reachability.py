"""What can reach what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from tests.e2e.openstack.cloud import groups, reachability
from tests.e2e.openstack.cloud.groups import Host
from tests.e2e.openstack.cloud.model import Rule
from tests.e2e.openstack.cloud.ranges import outside
from tests.e2e.openstack.cloud.reachability import Reach
from tests.e2e.openstack.cloud.topology import Topology
from tests.e2e.openstack.cloud.traffic import Traffic
from tests.providers.openstack.world import INSIDE, World, ranges, rule, sealed_world, tcp

_SSH = Traffic(6, 22, 22)


def _host(world: World, name: str) -> Host:
    return groups.at(Topology(world.found), next(one for one in world.found.ports if one.name == name))


def _reach(world: World, source: str, destination: str) -> Reach:
    return reachability.reach(Topology(world.found), _host(world, source), _host(world, destination))


def _traffic(world: World, source: str, destination: str) -> set[str]:
    return {str(one) for one in _reach(world, source, destination).traffic}


def _from_internet(world: World, destination: str) -> Reach:
    return reachability.from_internet(Topology(world.found), _host(world, destination), outside(INSIDE))


def _to_internet(world: World, source: str) -> Reach:
    return reachability.to_internet(Topology(world.found), _host(world, source), outside(INSIDE))


def test_what_both_ends_and_the_routes_allow() -> None:
    world = sealed_world()
    assert _traffic(world, "bastion", "one-desk") == {"tcp 22"}
    assert _traffic(world, "one-desk", "proxy") == {"tcp 3128"}
    assert _traffic(world, "one-desk", "bastion") == set()
    assert _traffic(world, "one-desk", "two-desk") == set()


def test_the_explanation_names_every_hop() -> None:
    lines = _reach(sealed_world(), "bastion", "one-desk").explained()
    assert lines[-1].startswith(
        "bastion -> network hub-net -> router router-hub -> network transit -> router router-one -> network one-net"
        " -> one-desk: passes: tcp 22, by group bastion, rule "
    )
    lines = _reach(sealed_world(), "one-desk", "two-desk").explained()
    assert lines[-1] == "one-desk -> network one-net -> router router-one -> dropped: no route to 10.2.2.130/32"
    lines = _reach(sealed_world(), "one-desk", "bastion").explained()
    assert "one-desk -> network one-net -> router router-one -> network transit -> router router-hub" in lines[1]
    assert lines[1].endswith("dropped: the sender's groups let nothing out")


def test_only_the_common_ports_pass() -> None:
    world = sealed_world()
    world.more_rules("bastion", rule("egress", "tcp", (20, 100), prefix="10.2.0.0/16"))
    world.more_rules("one", rule("ingress", "tcp", (80, 443), prefix="10.1.0.0/24"))
    assert _traffic(world, "bastion", "one-desk") == {"tcp 22", "tcp 80-100"}


def test_on_one_wire_no_router_is_needed() -> None:
    world = sealed_world()
    world.host("one-other", "one", "one-net", "10.2.1.131", groups=("one",))
    assert _traffic(world, "one-desk", "one-other") == set()
    world.more_rules("one", rule("ingress", group="one"), rule("egress"))
    assert _traffic(world, "one-desk", "one-other") == {"everything"}


def test_an_address_pair_carries_a_false_sender() -> None:
    world = sealed_world()
    world.more_routes("router-one", "10.2.2.0/24", "10.9.0.12")
    world.more_rules("one", tcp("egress", 22, "10.2.2.0/24"))
    assert _traffic(world, "one-desk", "two-desk") == set()
    world.change("ports", "one-desk", pairs=("10.1.0.10",))
    assert _traffic(world, "one-desk", "two-desk") == {"tcp 22"}


def test_without_port_security_any_sender_can_be_told() -> None:
    world = sealed_world()
    world.more_routes("router-one", "10.2.2.0/24", "10.9.0.12")
    world.change("ports", "one-desk", port_security=False, groups=())
    assert _traffic(world, "one-desk", "two-desk") == {"tcp 22"}


def test_a_floating_address_leads_in_from_whom_the_group_allows() -> None:
    found = _from_internet(sealed_world(), "bastion")
    assert {str(one) for one in found.traffic} == {"tcp 22"}
    assert {source for way in found.open for source in way.sources} == set(ranges("192.0.2.0/28"))
    assert any("floating 198.51.100.10" in way.path for way in found.open)
    assert not _from_internet(sealed_world(), "one-desk").traffic


def test_a_neighbour_on_the_external_network_needs_no_floating_address() -> None:
    world = sealed_world()
    world.more_rules("proxy", tcp("ingress", 80, None))
    assert {str(one) for one in _from_internet(world, "proxy").traffic} == {"tcp 80"}


def test_the_way_out() -> None:
    assert {str(one) for one in _to_internet(sealed_world(), "proxy").traffic} == {"tcp 443"}
    assert not _to_internet(sealed_world(), "one-desk").traffic
    assert not _to_internet(sealed_world(), "bastion").traffic


def test_back_in_by_a_floating_address_with_a_translated_sender() -> None:
    world = sealed_world()
    world.more_rules("proxy", tcp("egress", 22, "198.51.100.0/24"))
    assert _traffic(world, "proxy", "bastion") == set()
    world.more_rules("bastion", tcp("ingress", 22, "198.51.100.5/32"))
    assert _traffic(world, "proxy", "bastion") == {"tcp 22"}


def test_a_host_on_the_external_network_itself() -> None:
    world = sealed_world()
    world.group("open", "hub", tcp("ingress", 443, "0.0.0.0/0"))
    world.host("edge", "hub", "outside", "198.51.100.77", groups=("open",))
    assert {str(one) for one in _from_internet(world, "edge").traffic} == {"tcp 443"}


def test_version_6() -> None:
    world = sealed_world()
    for number, space in enumerate(("one", "two"), 1):
        world.network(f"{space}-six", space, f"fd00:{number}::/64")
        world.leg("router-one", f"{space}-six", f"fd00:{number}::1")
        world.host(f"{space}-six", space, f"{space}-six", f"fd00:{number}::10", groups=(space,))
    assert _traffic(world, "one-six", "two-six") == set()
    world.more_rules("one", rule("egress", "icmp", ethertype="IPv6"))
    world.more_rules("two", rule("ingress", "icmpv6", ethertype="IPv6", prefix="fd00:1::/64"))
    assert _traffic(world, "one-six", "two-six") == {"icmpv6"}


def test_an_unknown_next_hop_counts_as_open_and_says_so() -> None:
    world = sealed_world()
    world.more_routes("router-hub", "10.2.2.128/25", "10.9.0.77")
    found = _reach(world, "bastion", "two-desk")
    assert {str(one) for one in found.traffic} == {"tcp 22"}
    assert "10.9.0.77: unknown: nobody owns this next hop" in found.unknown[0]


def test_a_declared_flow_works_or_says_why() -> None:
    world = sealed_world()
    ends = _host(world, "bastion"), _host(world, "one-desk")
    assert reachability.works(Topology(world.found), *ends, _SSH) == ""
    problem = reachability.works(Topology(world.found), *ends, Traffic(6, 22, 23))
    assert "passes: tcp 22" in problem
    world.change("subnets", "one-net", gateway=None)
    assert reachability.works(Topology(world.found), *ends, _SSH) == "no way back from one-desk to bastion"
    world.change("routers", "router-hub", routes=())
    assert reachability.works(Topology(world.found), *ends, _SSH).endswith("dropped: 10.2.1.130/32 is not there")


_RULES = some.builds(
    lambda direction, low, high, prefix: rule(direction, "tcp", (min(low, high), max(low, high)), prefix=prefix),
    some.sampled_from(["ingress", "egress"]),
    some.integers(1, 65535),
    some.integers(1, 65535),
    some.sampled_from([None, "10.1.0.0/24", "10.2.0.0/16", "10.2.2.130/32"]),
)


@given(some.sampled_from(["one", "two", "proxy", "bastion"]), some.lists(_RULES, min_size=1, max_size=3))
def test_one_more_rule_never_closes_anything(group: str, more: list[Rule]) -> None:
    before, after = sealed_world(), sealed_world()
    after.more_rules(group, *more)
    for source in ("bastion", "proxy", "one-desk"):
        for destination in ("one-desk", "two-desk"):
            if source != destination:
                for packet in _reach(before, source, destination).traffic:
                    assert _reach(after, source, destination).passes(packet)
