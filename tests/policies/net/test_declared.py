"""What counts as declared, and by whom: NET-002's traps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from plan.values import UNKNOWN
from policies.model import Result
from tests.policies.net.asking import asked, fails, flow, role, thing, wall

SG, SG_RULE = "outscale:index/securityGroup:SecurityGroup", "outscale:index/securityGroupRule:SecurityGroupRule"
DATABASE = flow("PRD-003", "in", "5432", "10.65.1.0/24")


def group(name: str = "group", parent: str = "wall", flows: str = "PRD-003") -> dict[str, Any]:
    return thing(SG, name, parent, removeDefaultOutboundRule=True, tags=[{"key": "flow", "value": flows}])


def opening(
    peer: str = "10.65.1.0/24", ports: tuple[int, int] = (5432, 5432), parent: str = "wall", **more: Any
) -> dict[str, Any]:
    made = {"flow": "Inbound", "ipProtocol": "tcp", "ipRange": peer, "securityGroupId": {"ref": "group"}}
    return thing(SG_RULE, "opening", parent, **{**made, "fromPortRange": ports[0], "toPortRange": ports[1], **more})


def net_002(*resources: dict[str, Any], **case: Any) -> list[str]:
    return fails("NET-002", *resources, **{"cloud": "outscale", **case})


DATA = wall("wall", "10.65.2.0/24", "data", DATABASE)


def test_as_declared() -> None:
    assert net_002(DATA, group(), opening()) == []
    assert net_002(DATA, group(), opening(peer="10.65.1.7/32")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"peer": "10.65.0.0/23"},
        {"peer": "10.66.1.0/24"},
        {"peer": "0.0.0.0/0"},
        {"peer": "not an address"},
        {"ports": (5431, 5432)},
        {"ports": (0, 0)},
        {"ports": (-1, -1)},
        {"ipProtocol": "-1"},
        {"ipProtocol": "udp"},
        {"flow": "Outbound"},
    ],
)
def test_wider_than_declared(wrong: dict[str, Any]) -> None:
    assert [text for text in net_002(DATA, group(), opening(**wrong)) if "opens more" in text]


def test_a_flow_of_another_segment_is_no_excuse() -> None:
    other = wall("other", "10.65.0.0/24", "portal", flow("PRD-001", "in", "443", "10.65.0.0/24"))
    found = net_002(DATA, other, group(flows="PRD-001"), opening())
    assert found == ["in tcp 5432 10.65.1.0/24: no flow PRD-001 is declared at this segment"]


def test_the_group_decides_whose_declaration_counts() -> None:
    """A rule written below a wall that declares everything, for the group of a wall that does not."""
    wide = wall("wide", "10.64.0.0/24", "bastion", flow("PRD-003", "in", "1-65535", "0.0.0.0/0"))
    assert net_002(DATA, wide, group(), opening(peer="0.0.0.0/0", parent="wide"))
    assert net_002(
        wide, opening(peer="10.65.1.0/24", ports=(5432, 5432), parent="wide", securityGroupId="sg-elsewhere")
    )


def test_no_group_and_no_wall() -> None:
    assert net_002(opening(parent="", securityGroupId="sg-elsewhere"))


def test_the_last_day_counts() -> None:
    ending = wall("wall", "10.65.2.0/24", "data", {**DATABASE, "until": "2026-11-28"})
    assert net_002(ending, group(), opening(), on=date(2026, 11, 28)) == []
    assert net_002(ending, group(), opening(), on=date(2026, 11, 29)) == [
        "in tcp 5432 10.65.1.0/24: its flow ended on 2026-11-28"
    ]


def test_a_flow_without_a_reason() -> None:
    silent = wall("wall", "10.65.2.0/24", "data", {**DATABASE, "justification": "  "})
    assert net_002(silent, group(), opening()) == ["in tcp 5432 10.65.1.0/24: its flow says no reason"]


def test_a_bad_rule_stands_out_beside_one_that_is_not_known_yet() -> None:
    rules = [
        {"ipProtocol": "tcp", "fromPortRange": 5432, "toPortRange": 5432, "ipRanges": {"unknown": True}},
        {"ipProtocol": "tcp", "fromPortRange": 22, "toPortRange": 22, "ipRanges": ["0.0.0.0/0"]},
    ]
    listed = thing(SG_RULE, "opening", "wall", flow="Inbound", securityGroupId={"ref": "group"}, rules=rules)
    found = asked("NET-002", DATA, group(), listed, cloud="outscale")
    assert [verdict.result for verdict in found] == [Result.UNKNOWN, Result.FAIL]


def test_members_of_another_group_are_no_declared_peer() -> None:
    rules = [
        {
            "ipProtocol": "tcp",
            "fromPortRange": 5432,
            "toPortRange": 5432,
            "securityGroupsMembers": [{"securityGroupId": "sg-1"}],
        }
    ]
    listed = thing(SG_RULE, "opening", "wall", flow="Inbound", securityGroupId={"ref": "group"}, rules=rules)
    assert net_002(DATA, group(), listed)


PORTAL = role("net:Portal", "wall", "", {"segment": "segment"}, host="portal.hdh.example")
SEGMENT = role("net:Segment", "segment", cidr="10.65.0.0/24", purpose="portal")


def test_the_portal_has_one_door_and_needs_no_flow_for_it() -> None:
    door = opening(peer="0.0.0.0/0", ports=(443, 443))
    onward = opening(peer="10.65.0.10/32", ports=(443, 443), flow="Outbound")
    assert net_002(SEGMENT, PORTAL, group(flows=""), door) == []
    assert net_002(SEGMENT, PORTAL, group(flows=""), onward) == []
    assert net_002(SEGMENT, PORTAL, group(flows=""), opening(peer="0.0.0.0/0", ports=(80, 80)))
    assert net_002(SEGMENT, PORTAL, group(flows=""), opening(peer="0.0.0.0/0", ports=(443, 443), flow="Outbound"))


NSG = "azure-native:network:NetworkSecurityGroup"
CLOSED = [
    {
        "access": "Deny",
        "direction": way,
        "name": f"deny-{way}",
        "protocol": "*",
        "sourceAddressPrefix": "*",
        "sourcePortRange": "*",
        "destinationAddressPrefix": "*",
        "destinationPortRange": "*",
    }
    for way in ("Inbound", "Outbound")
]


def nsg(**rule: Any) -> dict[str, Any]:
    made = {"access": "Allow", "direction": "Inbound", "name": "azure-x", "protocol": "Tcp", "sourcePortRange": "*"}
    return thing(NSG, "group", "wall", securityRules=[{**made, **rule}, *CLOSED])


def test_what_azure_demands_is_accepted_where_it_demands_it_and_nowhere_else() -> None:
    manager = {"sourceAddressPrefix": "GatewayManager", "destinationPortRange": "443"}
    bastion, data = wall("wall", "10.16.0.0/26", "bastion"), wall("wall", "10.16.2.0/24", "data")
    assert net_002(bastion, nsg(**manager), cloud="azure") == []
    assert net_002(data, nsg(**manager), cloud="azure")
    assert net_002(bastion, nsg(**manager), cloud="outscale") == []  # the cloud is that of the class
    assert net_002(bastion, nsg(**{**manager, "destinationPortRange": "22"}), cloud="azure")
    assert net_002(bastion, nsg(**{**manager, "sourceAddressPrefix": "Internet"}), cloud="azure")
    assert net_002(bastion, nsg(**{**manager, "protocol": "*"}), cloud="azure")


def test_azure_lets_much_pass_where_no_rule_closes_it() -> None:
    open_end = thing(NSG, "group", "wall", securityRules=CLOSED[:1])
    assert net_002(wall("wall", "10.16.2.0/24", "data"), open_end, cloud="azure") == [
        "outgoing connections that no rule names are not refused"
    ]


ACL = "scaleway:network/acl:Acl"
NETWORK = role("net:Network", "wall", cidr="10.65.0.0/20")
DATA_SEGMENT = {
    **role("net:Segment", "data", "", {"network": "wall"}, cidr="10.65.2.0/24", purpose="data", rules=[DATABASE]),
}


def listed(*rules: dict[str, Any]) -> dict[str, Any]:
    return thing(ACL, "group", "wall", defaultPolicy="drop", isIpv6=False, rules=list(rules))


FORWARD = {
    "action": "accept",
    "protocol": "TCP",
    "source": "10.65.1.0/24",
    "srcPortLow": 1024,
    "srcPortHigh": 65535,
    "destination": "10.65.2.0/24",
    "dstPortLow": 5432,
    "dstPortHigh": 5432,
    "description": "PRD-003 application to database",
}
ANSWER = {
    **FORWARD,
    "source": "10.65.2.0/24",
    "srcPortLow": 5432,
    "srcPortHigh": 5432,
    "destination": "10.65.1.0/24",
    "dstPortLow": 1024,
    "dstPortHigh": 65535,
    "description": "answers: PRD-003 application to database",
}


def test_a_list_of_a_network_lets_answers_back_only_to_what_it_lets_through() -> None:
    assert net_002(NETWORK, DATA_SEGMENT, listed(FORWARD, ANSWER), cloud="scaleway") == []
    assert net_002(NETWORK, DATA_SEGMENT, listed(ANSWER), cloud="scaleway")
    assert net_002(NETWORK, DATA_SEGMENT, listed(FORWARD, {**ANSWER, "destination": "10.65.0.0/22"}), cloud="scaleway")
    assert net_002(NETWORK, DATA_SEGMENT, listed({**FORWARD, "dstPortHigh": 5433}), cloud="scaleway")
    assert net_002(NETWORK, DATA_SEGMENT, listed({**FORWARD, "source": "10.65.0.0/20"}), cloud="scaleway")


@pytest.mark.parametrize(
    ("token", "inputs", "cloud"),
    [
        ("scaleway:instance/server:Server", {"image": "debian"}, "scaleway"),
        ("openstack:compute/instance:Instance", {"name": "host", "networks": [{"name": "net"}]}, "ovhcloud"),
        ("outscale:index/vm:Vm", {"imageId": "ami"}, "outscale"),
        ("numspot:index/vm:Vm", {"imageId": "ami"}, "numspot"),
        (
            "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine",
            {"name": "host"},
            "cloudtemple",
        ),
        ("azure-native:compute:VirtualMachine", {"vmName": "host"}, "azure"),
    ],
)
def test_a_host_without_any_wall(token: str, inputs: dict[str, Any], cloud: str) -> None:
    assert net_002(thing(token, "host", **inputs), cloud=cloud)


def test_a_router_of_ours_is_a_wall_only_where_we_operate_the_firewall() -> None:
    area = {"name": "prod", "stage": "production", "classification": "snds"}
    network = role("net:Network", "network", cidr="10.65.0.0/20")
    vm = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
    router, host = thing(vm, "router", "network", name="router"), thing(vm, "host", name="host")
    assert net_002(network, router, host, cloud="cloudtemple", area=area) == []
    assert net_002(network, host, cloud="cloudtemple", area=area)
    seat = thing("numspot:index/vm:Vm", "host", imageId="ami")
    assert net_002(
        network, thing("numspot:index/vm:Vm", "router", "network", imageId="ami"), seat, cloud="numspot", area=area
    )


@pytest.mark.parametrize(
    "inputs", [{"portSecurityEnabled": False, "securityGroupIds": ["sg"]}, {"noSecurityGroups": True}]
)
def test_a_card_on_which_no_group_counts(inputs: dict[str, Any]) -> None:
    assert net_002(thing("openstack:networking/port:Port", "card", **inputs), cloud="ovhcloud")


def test_a_firewall_that_nothing_enforces() -> None:
    assert net_002(wall("wall", "10.65.2.0/24", "data", DATABASE), cloud="ovhcloud")
    assert net_002(DATA, group(), about="wall") == []
    assert net_002(wall("wall", "10.16.0.64/26", "egress"), cloud="azure", about="wall") == []


def test_only_gateways_of_the_site_link_forward() -> None:
    pairs = {
        "securityGroupIds": [UNKNOWN],
        "portSecurityEnabled": True,
        "allowedAddressPairs": [{"ipAddress": "10.16.0.0/12"}],
    }
    card = "openstack:networking/port:Port"
    assert net_002(role("net:SiteLink", "link"), thing(card, "card", "link", **pairs), cloud="ovhcloud") == []
    assert net_002(role("access:Workstation", "seat"), thing(card, "card", "seat", **pairs), cloud="ovhcloud")
