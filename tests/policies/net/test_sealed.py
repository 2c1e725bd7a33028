"""Areas that must not meet: traps of NET-003, NET-004, NET-005, NET-006 and NET-010."""

from __future__ import annotations

from typing import Any

import pytest

from plan.model import PlannedResource
from policies.model import Result
from tests.policies.net.asking import asked, fails, flow, role, space, thing, wall
from tests.policies.records import record_of, said_of, stack_of

HUB = role("area:Environment", "hub", stage="hub", classification="personal")
HUB_NET = role("net:Network", "hub-net", "hub", cidr="10.64.0.0/20", internet_exit=True)
EGRESS = role("net:Segment", "hub-egress", "hub", {"network": "hub-net"}, cidr="10.64.1.0/24", purpose="egress")
LINK = role("net:Segment", "hub-site-link", "hub", {"network": "hub-net"}, cidr="10.64.2.0/24", purpose="site-link")
CARDIO, ONCO = space("cardio"), space("onco")
CARDIO_NET = role("net:Network", "cardio-net", "cardio", cidr="10.72.0.0/20")
ONCO_NET = role("net:Network", "onco-net", "onco", cidr="10.72.16.0/20")
AREAS = (HUB, HUB_NET, EGRESS, LINK, CARDIO, CARDIO_NET, ONCO, ONCO_NET)
SG, SG_RULE = "outscale:index/securityGroup:SecurityGroup", "outscale:index/securityGroupRule:SecurityGroupRule"


def out_to(peer: str, parent: str = "cardio-net", port: int = 3128) -> dict[str, Any]:
    inputs = {"flow": "Outbound", "ipProtocol": "tcp", "ipRange": peer, "fromPortRange": port, "toPortRange": port}
    return thing(SG_RULE, "out", parent, **inputs)


@pytest.mark.parametrize("peer", ["10.64.1.0/24", "10.64.1.10/32", "10.72.0.0/20"])
def test_a_space_may_reach_itself_and_the_proxy(peer: str) -> None:
    assert fails("NET-005", *AREAS, out_to(peer), cloud="outscale") == []


@pytest.mark.parametrize(
    "peer",
    ["10.64.2.0/24", "10.64.0.0/20", "10.65.0.0/20", "10.0.0.0/8", "8.8.8.8/32", "2001:db8::/32", "0.0.0.0/0", "?"],
)
def test_a_space_may_reach_nothing_else(peer: str) -> None:
    assert fails("NET-005", *AREAS, out_to(peer), cloud="outscale")


def test_without_the_hub_in_the_plan_private_ranges_may_be_the_hubs() -> None:
    assert fails("NET-005", CARDIO, CARDIO_NET, out_to("10.64.1.0/24"), cloud="outscale") == []
    assert fails("NET-005", CARDIO, CARDIO_NET, out_to("203.0.114.0/24"), cloud="outscale")


def test_a_route_counts_for_the_space_whose_table_it_is_in() -> None:
    table = thing("outscale:index/routeTable:RouteTable", "table", "cardio-net")
    exit_ = thing(
        "outscale:index/route:Route",
        "exit",
        "hub-egress",
        routeTableId={"ref": "table"},
        destinationIpRange="0.0.0.0/0",
        natServiceId="nat-1",
    )
    assert fails("NET-005", *AREAS, table, exit_, cloud="outscale")
    assert fails("NET-010", *AREAS, table, exit_, cloud="outscale")
    own = thing("outscale:index/routeTable:RouteTable", "table", "hub-egress")
    assert fails("NET-010", *AREAS, own, exit_, cloud="outscale") == []


def test_a_default_route_to_the_hubs_gateway_is_no_way_to_the_internet() -> None:
    route = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.64.1.4"}
    table = thing("azure-native:network:RouteTable", "table", "cardio-net", routeTableName="rt", routes=[route])
    assert fails("NET-005", *AREAS, table, cloud="azure") == []
    assert fails("NET-004", *AREAS, table, cloud="azure") == []
    straight = {**route, "nextHopType": "Internet"}
    table = thing("azure-native:network:RouteTable", "table", "cardio-net", routeTableName="rt", routes=[straight])
    assert fails("NET-005", *AREAS, table, cloud="azure")


@pytest.mark.parametrize("policy", ["accept", None])
def test_a_group_that_lets_everything_out(policy: str | None) -> None:
    inputs = {"inboundDefaultPolicy": "drop", **({"outboundDefaultPolicy": policy} if policy else {})}
    group = thing("scaleway:instance/securityGroup:SecurityGroup", "group", "cardio-net", **inputs)
    assert fails("NET-005", *AREAS, group)


def test_a_network_that_passes_traffic_on() -> None:
    vpc = thing("scaleway:network/vpc:Vpc", "vpc", "hub-net", name="hub", enableTransitivity=True)
    assert fails("NET-004", *AREAS, vpc)


def test_a_peering_is_judged_by_both_of_its_ends() -> None:
    cardio = thing("scaleway:network/vpc:Vpc", "cardio-vpc", "cardio-net", name="cardio")
    onco = thing("scaleway:network/vpc:Vpc", "onco-vpc", "onco-net", name="onco")
    hub = thing("scaleway:network/vpc:Vpc", "hub-vpc", "hub-net", name="hub")
    token = "scaleway:network/connector:Connector"
    to_hub = thing(token, "joint", "cardio-net", vpcId={"ref": "cardio-vpc"}, targetVpcId={"ref": "hub-vpc"})
    to_onco = thing(token, "joint", "cardio-net", vpcId={"ref": "cardio-vpc"}, targetVpcId={"ref": "onco-vpc"})
    by_hub = thing(token, "joint", "hub-net", vpcId={"ref": "cardio-vpc"}, targetVpcId={"ref": "onco-vpc"})
    literal = thing(token, "joint", "cardio-net", vpcId={"ref": "cardio-vpc"}, targetVpcId="fr-par/11111111")
    assert fails("NET-004", *AREAS, cardio, onco, hub, to_hub) == []
    assert fails("NET-004", *AREAS, cardio, onco, hub, to_onco)
    assert fails("NET-004", *AREAS, cardio, onco, hub, by_hub)
    assert fails("NET-004", *AREAS, cardio, onco, hub, literal)


def test_a_peering_at_azure_names_the_other_end_by_its_id() -> None:
    cardio = thing("azure-native:network:VirtualNetwork", "cardio-vnet", "cardio-net", virtualNetworkName="vnet-cardio")
    onco = thing("azure-native:network:VirtualNetwork", "onco-vnet", "onco-net", virtualNetworkName="vnet-onco")
    other = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/"

    def peering(name: str) -> dict[str, Any]:
        return thing(
            "azure-native:network:VirtualNetworkPeering",
            "joint",
            "cardio-net",
            virtualNetworkName="vnet-cardio",
            remoteVirtualNetwork={"id": other + name},
            allowForwardedTraffic=False,
        )

    assert fails("NET-004", *AREAS, cardio, onco, peering("vnet-onco"), cloud="azure")
    assert fails("NET-004", *AREAS, cardio, onco, peering("vnet-of-somebody"), cloud="azure")


def test_a_list_of_the_hub_joins_no_two_areas() -> None:
    def listed(source: str, destination: str) -> dict[str, Any]:
        rule = {
            "action": "accept",
            "protocol": "TCP",
            "source": source,
            "destination": destination,
            "dstPortLow": 443,
            "dstPortHigh": 443,
        }
        return thing("scaleway:network/acl:Acl", "list", "hub-net", defaultPolicy="drop", rules=[rule])

    assert fails("NET-004", *AREAS, listed("10.64.0.0/24", "10.72.0.0/13")) == []
    assert fails("NET-004", *AREAS, listed("10.72.0.0/24", "10.72.16.0/24"))
    assert fails("NET-004", *AREAS, listed("10.0.0.0/8", "10.0.0.0/8"))


def test_a_host_with_a_leg_in_another_space() -> None:
    segment = thing("outscale:index/subnet:Subnet", "segment", "onco-net", ipRange="10.72.16.0/24")
    host = thing(
        "outscale:index/vm:Vm", "host", "cardio-net", imageId="ami", primaryNics=[{"subnetId": {"ref": "segment"}}]
    )
    assert fails("NET-004", *AREAS, segment, host, cloud="outscale")


def test_a_subnet_that_reaches_into_another_segment() -> None:
    work = role("net:Segment", "work", "cardio", {"network": "cardio-net"}, cidr="10.72.0.0/24", purpose="workstations")
    data = role("net:Segment", "data", "cardio", {"network": "cardio-net"}, cidr="10.72.1.0/24", purpose="data")
    wide = thing("outscale:index/subnet:Subnet", "wide", "work", ipRange="10.72.0.0/23")
    own = thing("outscale:index/subnet:Subnet", "own", "work", ipRange="10.72.0.0/26")
    assert fails("NET-003", *AREAS, work, data, wide, cloud="outscale")
    assert fails("NET-003", *AREAS, work, data, own, cloud="outscale") == []


def test_the_way_out_to_the_world_is_the_proxys_alone() -> None:
    egress = wall("wall", "10.64.1.0/24", "egress", flow("OUT-001", "out", "443", "0.0.0.0/0"), parent="hub")
    shared = wall("wall", "10.64.3.0/24", "shared", flow("OUT-001", "out", "443", "0.0.0.0/0"), parent="hub")
    group = thing(SG, "group", "wall", removeDefaultOutboundRule=True)
    world = {**out_to("0.0.0.0/0", "wall", 443)}
    world["inputs"] = {**world["inputs"], "securityGroupId": {"ref": "group"}}
    assert fails("NET-006", *AREAS, egress, group, world, cloud="outscale") == []
    assert fails("NET-006", *AREAS, shared, group, world, cloud="outscale")


def test_an_airlock_that_is_none() -> None:
    sealed = role("area:Airlock", "sas", "cardio", {"reviewers": "reviewers"}, stages=["inbox", "review", "outbox"])
    reviewers = role("access:Group", "reviewers", "cardio")
    buckets = [role("storage:Bucket", f"bucket-{stage}", "sas") for stage in ("inbox", "review", "outbox")]
    assert fails("NET-006", CARDIO, reviewers, sealed, *buckets, about="sas") == []
    assert fails("NET-006", CARDIO, reviewers, sealed, *buckets[:2], about="sas")
    no_review = role("area:Airlock", "sas", "cardio", {"reviewers": "reviewers"}, stages=["inbox", "outbox"])
    assert fails("NET-006", CARDIO, reviewers, no_review, *buckets, about="sas")
    nobody = role("area:Airlock", "sas", "cardio", stages=["inbox", "review", "outbox"])
    assert fails("NET-006", CARDIO, nobody, *buckets, about="sas")


@pytest.mark.parametrize("hosts", [["*"], ["*.sante.fr"], [""], [".sante.fr"], ["files.example.com"]])
def test_destinations_of_a_managed_gateway(hosts: list[str]) -> None:
    allowed = [{"flow": "OUT-002", "host": "annuaire.sante.fr", "port": 443, "justification": "directory"}]
    gateway = role("net:EgressAllowList", "egress", allowed=allowed)
    policy = thing("azure-native:network:FirewallPolicy", "policy", "egress", firewallPolicyName="afwp")
    rules = [{"ruleType": "ApplicationRule", "name": "x", "targetFqdns": hosts}]
    collection = {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "action": {"type": "Allow"},
        "rules": rules,
    }
    group = thing(
        "azure-native:network:FirewallPolicyRuleCollectionGroup",
        "names",
        "egress",
        firewallPolicyName="afwp",
        ruleCollections=[collection],
    )
    assert fails("NET-006", gateway, policy, group, cloud="azure", about="policy")


def test_only_declared_hosts_face_the_internet() -> None:
    server = "scaleway:instance/server:Server"
    for kind, name in (("access:Workstation", "seat"), ("keys:KeyStore", "store"), ("net:Portal", "portal")):
        assert fails("NET-010", role(kind, name), thing(server, "host", name, image="debian", enableDynamicIp=True))
    assert (
        fails("NET-010", role("access:Bastion", "b"), thing(server, "host", "b", image="d", enableDynamicIp=True)) == []
    )
    assert fails("NET-010", thing(server, "host", image="debian", enableDynamicIp=True))


def test_a_link_to_a_site_that_nobody_declared() -> None:
    link = role("net:SiteLink", "link", peer_address="203.0.113.10")
    token = "numspot:index/clientGateway:ClientGateway"
    assert fails("NET-010", link, thing(token, "peer", "link", publicIp="203.0.113.10"), cloud="numspot") == []
    assert fails("NET-010", link, thing(token, "peer", "link", publicIp="203.0.113.11"), cloud="numspot")
    assert fails("NET-010", thing(token, "peer", publicIp="203.0.113.10"), cloud="numspot")


def test_what_is_not_known_yet_hides_nothing() -> None:
    group = thing(
        "scaleway:instance/securityGroup:SecurityGroup",
        "group",
        "cardio-net",
        inboundDefaultPolicy="drop",
        outboundDefaultPolicy={"unknown": True},
        outboundRules=[
            {"action": "accept", "protocol": "TCP", "portRange": "443", "ipRange": {"unknown": True}},
            {"action": "accept", "protocol": "TCP", "portRange": "443", "ipRange": "0.0.0.0/0"},
        ],
    )
    found = [verdict.result for verdict in asked("NET-005", *AREAS, group)]
    assert sorted(found) == [Result.FAIL, Result.UNKNOWN, Result.UNKNOWN]


def test_a_segment_that_is_written_inside_a_network_is_asked_like_any_other() -> None:
    network = PlannedResource(
        "urn:vnet",
        "azure-native:network:VirtualNetwork",
        "vnet",
        True,
        inputs={
            "virtualNetworkName": "vnet",
            "subnets": [
                {"name": "open", "addressPrefix": "10.1.9.0/24", "natGateway": {"id": "x"}},
                {"name": "OWN", "addressPrefix": "10.1.8.0/24"},
            ],
        },
    )
    own = PlannedResource(
        "urn:own",
        "azure-native:network:Subnet",
        "own",
        True,
        inputs={"virtualNetworkName": "vnet", "subnetName": "own", "defaultOutboundAccess": False},
    )
    view, context = stack_of(network, own, cloud="azure")
    assert [item.name for item in view.of("net.subnet")] == ["own", "vnet.subnets[0]"]
    assert record_of(view, "vnet.subnets[0]").refs("network") == (record_of(view, "vnet"),)
    for rule_id in ("NET-002", "NET-006", "NET-010", "NET-011"):
        said = said_of(rule_id, view, context, about="vnet.subnets[0]")
        assert any(item.result is Result.FAIL for item in said), rule_id


@pytest.mark.parametrize("token", ["networking/port:Port", "compute/interfaceAttach:InterfaceAttach"])
@pytest.mark.parametrize("rule_id", ["NET-005", "NET-010"])
def test_a_card_in_a_network_of_nobody_can_be_a_public_one(rule_id: str, token: str) -> None:
    net = thing("openstack:networking/network:Network", "net", "cardio-net", name="net")

    def said(network: Any) -> list[Result]:
        card = thing(f"openstack:{token}", "card", "cardio", networkId=network)
        return [item.result for item in asked(rule_id, *AREAS, net, card, cloud="ovhcloud")]

    assert Result.UNKNOWN in said("00000000-0000-4000-8000-000000000001")
    assert Result.UNKNOWN not in said({"ref": "net"}) and Result.UNKNOWN not in said("net")
