"""Networks at Outscale: who reaches whom, and who reaches the internet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from components.outscale.network import LAN_RULES
from plan.values import UNKNOWN
from tests.components.view import View, plain

HUB = "::outscale-hub"
ANYWHERE = "0.0.0.0/0"
ROUTE, TABLE, RULE = "outscale:index/route:Route", "outscale:index/routeTable:RouteTable", "SecurityGroupRule"
TARGETS = {"gatewayId", "natServiceId", "netPeeringId", "nicId", "vmId"}


def by_urn(estate: View) -> Mapping[str, Any]:
    return {item.urn: item for item in estate.cloud}


def test_each_area_has_a_net_of_its_own_and_one_peering_with_the_hub(estate: View) -> None:
    for plan in estate.layers[1:]:
        kinds = [item.type for item in plan.resources]
        assert kinds.count("outscale:index/net:Net") == 1, plan.layer
        peerings = 0 if plan.layer == "hub" else 1
        assert kinds.count("outscale:index/netPeering:NetPeering") == peerings, plan.layer
        assert kinds.count("outscale:index/netPeeringAcceptation:NetPeeringAcceptation") == peerings, plan.layer


def test_security_groups_count_within_a_subnet_too(estate: View) -> None:
    for net in estate.of("outscale:index/net:Net"):
        assert LAN_RULES in plain(net.inputs["tags"]), net.urn


def test_a_peering_names_the_hubs_account_and_is_accepted_there(estate: View) -> None:
    for item in estate.of("outscale:index/netPeering:NetPeering"):
        assert item.inputs["accepterOwnerId"] == "000000000001"
        assert HUB not in item.options.provider
    for item in estate.of("NetPeeringAcceptation"):
        assert HUB in item.options.provider


def test_both_ends_of_a_peering_have_their_routes_in_the_stack_that_comes_and_goes(estate: View) -> None:
    hub_tables = len(estate.only("hub").of(TABLE)) - len(fronts(estate.only("hub")))
    for plan in estate.layers[2:]:
        area = estate.only(plan.layer)
        routes = [item for item in area.of(ROUTE) if "netPeeringId" in item.inputs]
        near = [item for item in routes if HUB not in item.options.provider]
        far = [item for item in routes if HUB in item.options.provider]
        assert len(near) == len(area.of(TABLE)) - len(fronts(area)), plan.layer
        assert len(far) == hub_tables, plan.layer
        assert {item.inputs["destinationIpRange"] for item in near} == {"10.64.0.0/20"}
        (net,) = area.of("outscale:index/net:Net")
        assert {item.inputs["destinationIpRange"] for item in far} == {net.inputs["ipRange"]}


def fronts(estate: View) -> set[str]:
    """Route tables of subnets on the internet's side."""
    return {item.name for item in estate.of(TABLE) if "-exit-" in item.name or item.name == "prod-portal"}


def test_no_route_leads_from_one_area_to_another(estate: View) -> None:
    nets = {item.inputs["ipRange"] for item in estate.of("outscale:index/net:Net")} - {"10.64.0.0/20"}
    assert len(nets) > 2
    for item in estate.of(ROUTE):
        if HUB not in item.options.provider:
            assert item.inputs["destinationIpRange"] not in nets, item.urn


def test_every_route_has_exactly_one_target(estate: View) -> None:
    for item in estate.of(ROUTE):
        assert len(TARGETS & set(item.inputs)) == 1, item.urn


def test_the_internet_is_reached_by_the_proxies_the_public_hosts_and_the_portals_front_only(estate: View) -> None:
    found = {item.name for item in estate.of(ROUTE) if item.inputs["destinationIpRange"] == ANYWHERE}
    assert found == {
        "hub-bastion-to-internet",
        "hub-site-link-to-internet",
        "hub-egress-exit-1",
        "hub-egress-exit-2",
        "hub-egress-exit-1-to-internet",
        "hub-egress-exit-2-to-internet",
        "prod-portal-to-internet",
    }


def test_the_proxies_of_a_zone_leave_by_the_nat_of_that_zone_which_nobody_else_uses(estate: View) -> None:
    through = [item for item in estate.of(ROUTE) if "natServiceId" in item.inputs]
    assert {item.name for item in through} == {"hub-egress-exit-1", "hub-egress-exit-2"}
    links = [item.name for item in estate.of("RouteTableLink") if item.name.startswith("hub-egress-")]
    assert sorted(links) == ["hub-egress-1", "hub-egress-2", "hub-egress-exit-1", "hub-egress-exit-2"]


def test_every_subnet_has_a_route_table_of_its_segments_and_none_keeps_the_nets_main_one(estate: View) -> None:
    subnets = [item.name for item in estate.of("outscale:index/subnet:Subnet")]
    links = [item.name for item in estate.of("RouteTableLink")]
    assert sorted(subnets) == sorted(links)


def test_subnets_give_no_public_address_and_stand_in_the_regions_zones(estate: View) -> None:
    for item in estate.of("outscale:index/subnet:Subnet"):
        assert item.inputs["mapPublicIpOnLaunch"] is False
        assert item.inputs["subregionName"].startswith("cloudgouv-eu-west-1")
    zones = {item.inputs["subregionName"] for item in estate.of("outscale:index/subnet:Subnet")}
    assert len(zones) == 2


def test_security_groups_lose_the_clouds_rule_that_lets_everything_out(estate: View) -> None:
    for item in estate.of("outscale:index/securityGroup:SecurityGroup"):
        assert item.inputs["removeDefaultOutboundRule"] is True
        assert item.inputs["netId"] is not None


def test_the_whole_internet_stands_in_no_rule_but_the_portals_way_in_and_the_proxies_way_out(estate: View) -> None:
    found = {
        (item.name.split("-OUT-")[0], item.inputs["flow"], item.inputs["fromPortRange"])
        for item in estate.of(RULE)
        if item.inputs["ipRange"] == ANYWHERE
    }
    assert found == {("prod-portal-in", "Inbound", 443), ("hub-egress", "Outbound", 443)}


def test_rules_name_ranges_and_no_other_group(estate: View) -> None:
    rules = estate.of(RULE)
    assert len(rules) > 100
    for item in rules:
        assert not {"rules", "securityGroupNameToLink", "securityGroupAccountIdToLink"} & set(item.inputs)
        assert item.inputs["ipProtocol"] in ("tcp", "udp", "icmp")
        assert item.inputs["fromPortRange"] <= item.inputs["toPortRange"]


def test_the_same_rule_is_never_asked_for_twice(estate: View) -> None:
    for plan in estate.layers[1:]:
        rules = estate.only(plan.layer).of(RULE)
        keys = ("flow", "ipProtocol", "ipRange", "fromPortRange", "toPortRange")
        seen = [(item.parent, *(item.inputs[key] for key in keys)) for item in rules]
        assert len(set(seen)) == len(seen), plan.layer


def test_only_the_proxies_reach_a_resolver(estate: View) -> None:
    found = {item.parent for item in estate.of(RULE) if item.inputs["fromPortRange"] == 53}
    assert len(found) == 1
    assert found.pop().endswith("::hub-egress")


def test_the_hubs_hosts_are_told_the_resolvers_that_their_firewall_knows(estate: View) -> None:
    (options,) = estate.of("DhcpOption")
    assert options.inputs["domainNameServers"] == ["192.0.2.53", "198.51.100.53"]
    assert options.inputs["ntpServers"] == ["10.64.1.20"]
    (attributes,) = estate.of("NetAttributes")
    assert attributes.inputs["dhcpOptionsSetId"] is UNKNOWN


@pytest.mark.parametrize("zone", ["a", "b"])
def test_a_segment_has_a_subnet_in_each_zone(estate: View, zone: str) -> None:
    found = [
        item.name
        for item in estate.only("prod").of("outscale:index/subnet:Subnet")
        if item.inputs["subregionName"] == f"cloudgouv-eu-west-1{zone}" and item.name != "prod-portal"
    ]
    number = "ab".index(zone) + 1
    assert sorted(found) == [
        *(f"prod-{segment}-{number}" for segment in ("cluster", "data")),
        *([f"prod-portal-{number}"]),
    ]


def test_no_host_is_made_before_its_rules_and_its_routes_are_there(estate: View) -> None:
    """Its first boot asks for packages: refused once, it never asks again."""
    area = estate.only("space-cardio")
    host = area.one("outscale:index/vm:Vm", "cardio-desk-1")
    (group,) = [item for item in area.of("outscale:index/securityGroup:SecurityGroup") if item.name == "cardio-work"]
    rules = {item.urn for item in area.of(RULE) if item.parent == group.parent}
    routes = {item.urn for item in area.of(ROUTE)}
    links = {item.urn for item in area.of("RouteTableLink") if item.name.startswith("cardio-work-")}
    assert rules
    assert routes
    assert len(links) == 2
    assert rules | routes | links <= set(host.dependencies)


def test_the_proxies_wait_for_the_way_out(estate: View) -> None:
    ways = {item.urn for item in estate.of(ROUTE) if "natServiceId" in item.inputs}
    for name in ("hub-egress-1", "hub-egress-2"):
        assert ways <= set(estate.one("outscale:index/vm:Vm", name).dependencies)
