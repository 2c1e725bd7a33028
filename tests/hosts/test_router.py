"""Routers without a machine: what arguments refuse, what the contract's rules become, what depends on what."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from components.contract.roles.network import Rule
from components.contract.words import Protocol
from components.crossings import RoutedSegment, area_routes, crossings, ways
from components.documents import Surroundings, area_router, router_document
from components.hosts import router
from components.hosts.legs import Leg, Route, gateway_address, mac_address, network_config
from components.hosts.router import Exit, Router, SegmentRule
from tests.hosts.routers import routed

WORK, DATA = Leg("segment-work", "10.1.0.1", 24), Leg("segment-data", "10.1.1.1", 24)
TRANSIT = Leg("transit", "10.9.1.0", 22)
FLOW = SegmentRule("A-001", "segment-work", "segment-data", ("10.1.0.0/24",), ("10.1.1.0/24",), "tcp", ("5432",))
GOOD: dict[str, Any] = {
    "host_name": "router",
    "time_servers": ("10.0.0.5",),
    "legs": (WORK, DATA, TRANSIT),
    "routes": (Route("10.0.0.0/20", "10.9.0.1"),),
    "rules": (FLOW,),
}
EXIT: dict[str, Any] = {
    "leg": Leg("exit", "192.0.2.10", 24),
    "gateway": "192.0.2.1",
    "sources": ("10.1.0.10/32",),
}


def flows(host: Router) -> list[str]:
    return [line.strip() for line in router.ruleset(host).splitlines() if "comment" in line and "oifname" in line]


def rule(direction: Any, *peers: str, flow: str = "A-001", ports: tuple[str, ...] = ("22",)) -> Rule:
    return Rule(flow, direction, Protocol.TCP, ports, peers, "for the test", None)


def test_the_document_is_yaml_the_same_each_time_and_holds_no_way_in() -> None:
    for name in ("hub", "prod", "cardio"):
        text = router_document(routed().router(name))
        assert text == router_document(routed().router(name))
        content = yaml.safe_load(text)
        files = {file["path"]: file["content"] for file in content["write_files"]}
        assert "net.ipv4.ip_forward = 0" in files["/etc/sysctl.d/90-bastide.conf"]
        assert "net.ipv6.conf.all.forwarding = 0" in files["/etc/sysctl.d/90-bastide.conf"]
        forward = files["/etc/nftables.conf"].partition("chain forward")[2].partition("chain output")[0]
        assert [line for line in forward.splitlines() if "accept" in line and "meta mark" not in line] == []
        assert "tcp dport { 22 }" not in files["/etc/nftables.conf"]
        assert "iifname @leg_exit oifname" not in files[f"{router.FOLDER}/rules.nft"]


def test_every_flow_of_a_space_is_one_rule_and_nothing_else_passes() -> None:
    named = [line.rpartition('comment "')[2].rstrip('"') for line in flows(routed().router("cardio"))]
    assert sorted(named) == ["CAR-001", "CAR-002", "CAR-003", "CAR-004", "CAR-005", "CAR-006"]


def test_what_the_hub_s_router_does_not_carry_is_said() -> None:
    text = router.ruleset(routed().router("hub"))
    beside = re.findall(r"# not by this router: ([A-Z0-9-]+)", text)
    assert beside == ["HUB-001", "HUB-018", "HUB-019"]
    carried = {line.rpartition('comment "')[2].rstrip('"') for line in flows(routed().router("hub"))}
    intent = routed().intent
    segments = {segment.name for segment in intent.hub.segments}
    crossing = {flow.id for flow in intent.hub.flows if not (flow.source == flow.to and flow.to in segments)}
    assert crossing == (carried & crossing) | set(beside)


def test_a_new_space_changes_nothing_at_the_hub() -> None:
    made = routed()
    fewer = made.intent.changed(spaces=made.intent.spaces[:1])
    assert area_routes(fewer) == area_routes(made.intent)
    assert replace(made, intent=fewer).router("hub") == made.router("hub")
    for area in (*made.intent.environments, *made.intent.spaces):
        network, via = made.intent.plan.networks[area.name], made.intent.plan.transit_address(area)
        assert Route(str(network), via) in area_routes(made.intent)


def test_the_only_sources_that_leave_are_the_exit_s() -> None:
    hub = routed().router("hub")
    assert hub.exit
    out = [item for item in hub.rules if item.leaves == "exit"]
    assert out and all(set(item.sources) <= set(hub.exit.sources) for item in out)
    everywhere = [line for line in flows(hub) if "oifname @leg_exit" in line and "ip daddr !=" in line]
    assert len(everywhere) == 1 and "10.0.0.0/8" in everywhere[0] and "169.254.0.0/16" in everywhere[0]


def test_a_flow_between_segments_of_an_area_needs_both_rules() -> None:
    def made(*directions: str) -> tuple[int, tuple[str, ...]]:
        work = RoutedSegment("work", "10.1.0.0/24", (rule("out", "10.1.1.0/24"),) if "out" in directions else ())
        data = RoutedSegment("data", "10.1.1.0/24", (rule("in", "10.1.0.0/24"),) if "in" in directions else ())
        found = crossings((work, data), ways((work, data), (), ("0.0.0.0/0",), ()))
        return len(found.rules), found.beside

    assert made("out", "in") == (1, ())
    for half in ("out", "in"):
        count, beside = made(half)
        assert count == 0 and beside == ("A-001 (stands at one of its two segments only)",)


def test_a_pool_that_holds_the_area_itself_comes_from_the_transit_network_only() -> None:
    work = RoutedSegment("work", "10.1.0.0/24", (rule("in", "10.0.0.0/8"),))
    data = RoutedSegment("data", "10.1.1.0/24", ())
    (found,) = crossings((work, data), ways((work, data), (), ("0.0.0.0/0",), ())).rules
    assert (found.enters, found.leaves) == ("transit", "segment-work")


def test_a_segment_may_be_called_as_the_router_s_own_legs_are() -> None:
    area = (RoutedSegment("transit", "10.1.0.0/24", ()), RoutedSegment("exit", "10.1.1.0/24", ()))
    legs = (*(Leg(item.leg, gateway_address(item.cidr), 24) for item in area), TRANSIT)
    assert router.ruleset(Router(**{**GOOD, "legs": legs, "rules": ()})).count("type ifname") == 3


def test_a_dated_flow_ends_after_its_last_day() -> None:
    (line,) = flows(Router(**{**GOOD, "rules": (replace(FLOW, until=date(2026, 12, 31)),)}))
    assert 'meta time < "2027-01-01 00:00:00"' in line


def test_ports_that_touch_are_one_range() -> None:
    (line,) = flows(Router(**{**GOOD, "rules": (replace(FLOW, ports=("1-1024", "443", "1025", "8080")),)}))
    assert "tcp dport { 1-1025, 8080 }" in line


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"legs": (WORK,)}, "at least two"),
        ({"legs": (WORK, WORK, TRANSIT)}, "each of them once"),
        ({"legs": (WORK, replace(WORK, name="segment-other"), TRANSIT)}, "a network apart from segment-work"),
        ({"routes": (Route("10.0.0.0/20", "10.8.0.1"),)}, "another host in the network of a leg"),
        ({"routes": (Route("10.0.0.0/20", "10.9.1.0"),)}, "another host in the network of a leg"),
        ({"routes": (Route("0.0.0.0/0", "10.9.0.1"),)}, "a bounded range"),
        ({"routes": (Route("10.0.0.0/20", "10.9.0.1", "10.1.0.9"),)}, "the address of a leg"),
        ({"rules": (replace(FLOW, leaves="segment-none"),)}, "one of the legs"),
        ({"rules": (replace(FLOW, sources=("10.7.0.0/24",)),)}, "a range that leg segment-work leads to"),
        ({"exit": Exit(**{**EXIT, "sources": ("10.7.0.1/32",)})}, "a range in the network of a leg"),
        ({"beside": ('x" accept',)}, "in one line"),
    ],
)
def test_a_wrong_argument_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Router(**{**GOOD, **changes})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: replace(FLOW, destinations=("0.0.0.0/0",)), "a bounded network"),
        (lambda: replace(FLOW, ports=()), "ports for tcp and udp"),
        (lambda: replace(FLOW, ports=("22 }",)), "a port from 1 to 65535"),
        (lambda: replace(FLOW, leaves="segment-work"), "pass no router"),
        (lambda: replace(FLOW, flow='A" accept comment "'), "in one line"),
        (lambda: replace(WORK, address="10.1.0.0"), "the address of a host"),
        (lambda: replace(WORK, mac="03:00:00:00:00:01"), "one adapter's"),
        (lambda: replace(WORK, name="a b"), "lower-case letters"),
        (lambda: Exit(**{**EXIT, "gateway": "192.0.3.1"}), "another host's address"),
        (lambda: Exit(**{**EXIT, "sources": ("0.0.0.0/0",)}), "a bounded network"),
        (lambda: Route("2001:db8::/32", "10.9.0.1"), "IPv4"),
    ],
)
def test_a_wrong_part_is_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_a_mac_made_from_an_address_is_local_single_and_unique() -> None:
    macs = {mac_address(str(address)) for address in ipaddress.ip_network("10.1.0.0/24")}
    assert len(macs) == 256
    assert all(int(mac[:2], 16) & 3 == 2 for mac in macs)


def test_the_network_configuration_sets_what_the_router_looks_for() -> None:
    made = routed("cardio").router("cardio")
    content = yaml.safe_load(network_config(made.all_legs, made.all_routes))
    assert content["version"] == 2
    assert list(content["ethernets"]) == ["leg0", "leg1", "leg2"]
    for leg, (name, adapter) in zip(made.all_legs, content["ethernets"].items(), strict=True):
        assert adapter["set-name"] == name
        assert adapter["match"] == {"macaddress": leg.mac}
        assert adapter["addresses"] == [f"{leg.address}/{leg.prefix}"]
        assert (adapter["dhcp4"], adapter["dhcp6"]) == (False, False)
    (way,) = content["ethernets"]["leg2"]["routes"]
    assert way == {"to": made.routes[0].cidr, "via": made.routes[0].via}


def test_a_network_configuration_without_mac_or_with_a_lost_route_is_refused() -> None:
    with pytest.raises(ValueError, match="a MAC"):
        network_config([WORK])
    with pytest.raises(ValueError, match="in the network of a leg"):
        network_config([replace(WORK, mac=mac_address(WORK.address))], [Route("0.0.0.0/0", "10.7.0.1")])


def test_only_the_hub_has_an_exit() -> None:
    made = routed()
    spec = made.spec(made.intent.spaces[0])
    with pytest.raises(ValueError, match="for the router of the hub alone"):
        area_router(
            replace(spec, internet_exit=True),
            Surroundings("cardio-router", made.intent.plan),
            (RoutedSegment("work", "10.72.0.0/24", ()),),
            time_servers=("10.64.1.20",),
        )
