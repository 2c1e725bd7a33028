"""Outscale's tables: what its inputs say, also where they are awkward."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from components.contract.words import Right
from components.outscale.access import ACTIONS
from components.outscale.access import document as document_of
from plan.values import UNKNOWN, Secret
from policies.kinds import outscale
from policies.kinds.table import Entry
from policies.kinds.values import Disk, Flow, Listener, Route
from tests.policies.kinds import estates

WORLD = ("0.0.0.0/0", "::/0")
ALL = ((0, 65535),)


def entry(name: str) -> Entry:
    return outscale.TABLE[f"outscale:index/{name[0].lower()}{name[1:]}:{name}"]


def read(name: str, attribute: str, **inputs: Any) -> Any:
    return entry(name).attributes[attribute](inputs)


def flow(**inputs: Any) -> Flow:
    (found,) = read("SecurityGroupRule", "rules", flow="Inbound", **inputs)
    assert isinstance(found, Flow)
    return found


@pytest.mark.parametrize(
    ("text", "peers"),
    [
        ("0.0.0.0/0", WORLD[:1]),
        ("::/0", WORLD[1:]),
        ("10.1.2.3/0", WORLD[:1]),
        ("0.0.0.0", WORLD[:1]),
        ("*", WORLD),
        ("Any", WORLD),
        ("internet", WORLD),
        ("", WORLD),
        ("10.0.0.0/8/8", WORLD),
        (None, WORLD),
        ("0.0.0.0/1", ("0.0.0.0/1",)),
        ("192.0.2.7", ("192.0.2.7/32",)),
        ("192.0.2.0/28", ("192.0.2.0/28",)),
        (UNKNOWN, (UNKNOWN,)),
        (Secret("0.0.0.0/0"), WORLD[:1]),
    ],
)
def test_the_world_is_the_world_in_any_spelling(text: Any, peers: Any) -> None:
    assert flow(ipProtocol="tcp", fromPortRange=22, toPortRange=22, ipRange=text).peers == peers


@pytest.mark.parametrize(
    ("protocol", "low", "high", "expected"),
    [
        ("tcp", 22, 22, ("tcp", ((22, 22),))),
        ("TCP", "22", 22.0, ("tcp", ((22, 22),))),
        ("6", 22, 22, ("tcp", ((22, 22),))),
        ("tcp", 0, 0, ("tcp", ALL)),
        ("tcp", -1, -1, ("tcp", ALL)),
        ("tcp", None, None, ("tcp", ALL)),
        ("tcp", 22, None, ("tcp", ((22, 65535),))),
        ("tcp", 90, 22, ("tcp", ALL)),
        ("-1", 22, 22, ("any", ALL)),
        (None, 22, 22, ("any", ALL)),
        ("icmp", -1, -1, ("icmp", ())),
        ("50", -1, -1, ("50", ALL)),
        ("tcp", UNKNOWN, 22, ("tcp", UNKNOWN)),
    ],
)
def test_ports_that_are_not_named_are_all_ports(protocol: Any, low: Any, high: Any, expected: Any) -> None:
    found = flow(ipProtocol=protocol, fromPortRange=low, toPortRange=high, ipRange="10.0.0.0/8")
    assert (found.protocol, found.ports) == expected


def test_an_unknown_protocol_is_unknown() -> None:
    assert flow(ipProtocol=UNKNOWN, ipRange="10.0.0.0/8").protocol is UNKNOWN


@pytest.mark.parametrize(
    ("word", "towards"), [("Inbound", "in"), ("outbound", "out"), ("sideways", "in"), (None, "in")]
)
def test_a_direction_in_doubt_is_inwards(word: Any, towards: str) -> None:
    (found,) = read("SecurityGroupRule", "rules", flow=word, ipRange="10.0.0.0/8")
    assert found.direction == towards


def test_rules_in_a_list_are_read_one_by_one() -> None:
    rules = [
        {"ipProtocol": "tcp", "fromPortRange": 22, "toPortRange": 22, "ipRanges": ["10.0.0.0/8", "0.0.0.0/0"]},
        {
            "ipProtocol": "tcp",
            "fromPortRange": 1,
            "toPortRange": 2,
            "securityGroupsMembers": [{"securityGroupId": "a"}],
        },
        {"ipProtocol": "-1", "securityGroupsMembers": [{"securityGroupId": UNKNOWN}], "serviceIds": ["pl-1"]},
        {"ipProtocol": "tcp"},
        UNKNOWN,
    ]
    found = read("SecurityGroupRule", "rules", flow="Inbound", rules=rules)
    assert [item.peers for item in found] == [
        ("10.0.0.0/8", "0.0.0.0/0"),
        ("group:a",),
        ("group:?", "service:pl-1"),
        WORLD,
        UNKNOWN,
    ]
    assert [item.label for item in found] == [f"rules[{index}]" for index in range(5)]


def test_a_rule_beside_a_list_is_read_too() -> None:
    found = read(
        "SecurityGroupRule", "rules", flow="Inbound", ipRange="0.0.0.0/0", rules=[{"ipRanges": ["10.0.0.0/8"]}]
    )
    assert [item.peers for item in found] == [("0.0.0.0/0",), ("10.0.0.0/8",)]


def test_rules_that_are_not_known_are_unknown() -> None:
    assert read("SecurityGroupRule", "rules", flow="Inbound", rules=UNKNOWN) is UNKNOWN
    assert flow(rules=[{"ipRanges": UNKNOWN}]).peers is UNKNOWN


def test_members_of_a_linked_group_are_not_the_world() -> None:
    assert flow(ipProtocol="tcp", securityGroupNameToLink="web").peers == ("group:web",)


@pytest.mark.parametrize(
    ("value", "expected"), [(True, "deny"), (False, "allow"), (None, "allow"), (UNKNOWN, UNKNOWN), ("true", "allow")]
)
def test_a_group_lets_everything_out_unless_it_is_told_not_to(value: Any, expected: Any) -> None:
    assert read("SecurityGroup", "default_out", removeDefaultOutboundRule=value) == expected


@pytest.mark.parametrize(
    ("inputs", "via"),
    [
        ({"natServiceId": UNKNOWN}, "nat"),
        ({"netPeeringId": "pcx-1"}, "peering"),
        ({"vmId": UNKNOWN}, "host"),
        ({"nicId": "eni-1"}, "host"),
        ({"gatewayId": "igw-1"}, "internet"),
        ({"gatewayId": "vgw-1"}, "vpn"),
        ({"gatewayId": "what"}, "internet"),
        ({"gatewayId": UNKNOWN}, "internet"),
        ({}, "internet"),
    ],
)
def test_a_default_route_without_a_known_target_leads_to_the_internet(inputs: dict[str, Any], via: str) -> None:
    routes = read("Route", "routes", destinationIpRange="0.0.0.0/0", **inputs)
    assert routes == (Route("0.0.0.0/0", via),)


@pytest.mark.parametrize(
    ("destination", "via"),
    [("10.16.0.0/12", UNKNOWN), ("8.0.0.0/8", "internet"), ("nonsense", "internet"), (UNKNOWN, UNKNOWN)],
)
def test_only_a_private_destination_leaves_an_unknown_gateway_open(destination: Any, via: Any) -> None:
    assert read("Route", "routes", destinationIpRange=destination, gatewayId=UNKNOWN) == (Route(destination, via),)


@pytest.mark.parametrize(("enable", "expected"), [(True, 1), (False, 0), (None, 1)])
def test_propagated_routes_are_whatever_the_other_end_announces(enable: Any, expected: int) -> None:
    assert len(read("VirtualGatewayRoutePropagation", "routes", enable=enable)) == expected


@pytest.mark.parametrize(
    ("word", "public"), [("internal", False), ("INTERNAL", False), ("internet-facing", True), (None, True), ("x", True)]
)
def test_only_the_word_internal_closes_a_balancer(word: Any, public: bool) -> None:
    assert read("LoadBalancer", "public", loadBalancerType=word) is public


def test_listeners() -> None:
    listeners = [
        {"loadBalancerProtocol": "TCP", "loadBalancerPort": 443},
        {"loadBalancerProtocol": "HTTP", "loadBalancerPort": 80},
        {"loadBalancerProtocol": "HTTPS", "loadBalancerPort": 443},
        {"loadBalancerProtocol": UNKNOWN, "loadBalancerPort": 443},
        UNKNOWN,
    ]
    assert read("LoadBalancer", "listeners", listeners=listeners) == (
        Listener("tcp", 443, None),
        Listener("http", 80, ""),
        Listener("https", 443, "1.0"),
        Listener(UNKNOWN, 443, UNKNOWN),
        Listener(UNKNOWN, UNKNOWN, UNKNOWN),
    )


def test_a_host_outside_every_net_has_a_public_address() -> None:
    assert read("Vm", "public_ip") is True
    assert read("Vm", "public_ip", subnetId=UNKNOWN) is False
    assert read("Vm", "public_ip", primaryNics=[{"subnetId": "subnet-1"}]) is False
    assert read("Vm", "public_ip", primaryNics=[UNKNOWN]) is False
    assert (
        read("Vm", "public_ip", primaryNics=[{"subnetId": "s", "linkPublicIps": [{"publicIp": "192.0.2.1"}]}]) is True
    )


def test_a_host_with_a_generated_password_may_be_entered_with_it() -> None:
    closed = base64.b64encode(b"#cloud-config\nssh_pwauth: false\n").decode()
    assert read("Vm", "password_login", userData=closed) is False
    assert read("Vm", "password_login", userData=closed, getAdminPassword=True) is True


def test_documents_of_a_host_are_decoded_and_known_to_be_secret() -> None:
    document = base64.b64encode(b"#cloud-config\n").decode()
    assert read("Vm", "texts", userData=Secret(document)) == ("#cloud-config\n",)
    assert read("Vm", "secret_texts", userData=Secret(document)) is True
    assert read("Vm", "secret_texts", userData=document) is False
    assert read("Vm", "secret_texts") is None


def test_a_host_has_a_disk_whatever_it_names() -> None:
    assert read("Vm", "disks") == (Disk(None, False),)
    assert (
        read("Vm", "disks", blockDeviceMappings=[{"bsu": {}}, {"bsu": {}}, {"noDevice": ""}])
        == (Disk(None, False),) * 2
    )


def statement(**parts: Any) -> str:
    return json.dumps({"Statement": [{"Effect": "Allow", "Resource": ["*"], **parts}]})


@pytest.mark.parametrize(
    ("document", "wildcard", "able"),
    [
        (statement(Action=["api:ReadNets"]), False, set()),
        (statement(Action="api:CreateNetPeering"), False, {"manage-network"}),
        (statement(Action=["api:CreateVms", "api:DeleteVolume"]), False, {"manage-compute", "delete-data"}),
        (statement(Action=["api:CreateAccessKey"]), False, {"manage-iam"}),
        (statement(Action=["eim:PutUserPolicy"]), False, {"manage-iam"}),
        (statement(Action=["api:ReadApiLogs"]), False, {"read-logs"}),
        (statement(Action=["api:DoSomethingNew"]), False, {"all"}),
        (statement(Action=["api:*"]), True, {"all"}),
        (statement(Action="*"), True, {"all"}),
        (statement(Action=["api:Create*"]), True, {"all"}),
        (statement(NotAction=["api:DeleteNet"]), True, {"all"}),
        ("{not json", True, {"all"}),
        ('{"Statement": ["x"]}', True, {"all"}),
    ],
)
def test_grants_of_a_policy(document: str, wildcard: bool, able: set[str]) -> None:
    (grant,) = read("Policy", "grants", document=document)
    assert (grant.wildcard, set(grant.capabilities)) == (wildcard, able)


@pytest.mark.parametrize(
    ("right", "able"),
    [
        # data lies in object storage, which EIM does not know: no policy gives anything of it
        (Right.READ, set()),
        (Right.WORK, set()),
        (Right.REVIEW, set()),
        (Right.ADMINISTER, {"manage-backups", "manage-compute"}),
        # who writes tags counts as who runs hosts: the cloud reads settings from tags
        (Right.LINK, {"manage-compute", "manage-network"}),
        (Right.DEPLOY, {"manage-backups", "manage-compute", "manage-network"}),
    ],
)
def test_what_the_policy_of_a_right_really_gives(right: Right, able: set[str]) -> None:
    (grant,) = read("Policy", "grants", document=document_of(right))
    assert (grant.wildcard, grant.capabilities) == (False, able)


def test_every_right_has_a_policy_that_says_what_it_gives() -> None:
    assert set(ACTIONS) == set(Right)


def test_a_statement_that_refuses_gives_nothing() -> None:
    assert read("Policy", "grants", document=json.dumps({"Statement": {"Effect": "Deny", "Action": "*"}})) == ()


def test_a_policy_that_is_not_known_is_unknown() -> None:
    assert read("Policy", "grants", document=UNKNOWN) is UNKNOWN


@pytest.mark.parametrize(
    ("inputs", "owner"), [({}, "root"), ({"userName": ""}, "root"), ({"userName": "robot"}, "user")]
)
def test_a_key_without_a_user_is_the_accounts(inputs: dict[str, Any], owner: str) -> None:
    assert read("AccessKey", "owner", **inputs) == owner
    assert read("AccessKey", "expires", **inputs) is None


def test_a_rule_of_the_api_without_ranges_lets_everybody_in() -> None:
    assert read("ApiAccessRule", "allowed") == ()
    assert read("ApiAccessRule", "allowed", ipRanges=["192.0.2.0/28"]) == ("192.0.2.0/28",)


@pytest.mark.parametrize("text", ["", "no certificate", None, UNKNOWN])
def test_a_certificate_that_cannot_be_read_says_nothing(text: Any) -> None:
    found = [read("Ca", name, caPem=text) for name in ("issuer", "algorithm", "size")]
    assert found == ([UNKNOWN] * 3 if text is UNKNOWN else [None] * 3)


def test_real_records() -> None:
    authority = estates.record("outscale", "Ca", "hub-deployer-api")
    assert (authority["issuer"], authority["algorithm"], authority["size"]) == (
        "Example authority of deployers",
        "ed25519",
        256,
    )
    assert authority.is_global
    group = estates.record("outscale", "SecurityGroup", "hub-bastion")
    assert (group["default_in"], group["default_out"]) == ("deny", "deny")
    assert group.tags is not None and "HUB-001" in group.tags["flow"]
    rule = estates.record("outscale", "SecurityGroupRule", "hub-bastion-HUB-001-in-tcp-22-192.0.2.0-28")
    assert rule["rules"] == (Flow("in", True, "tcp", ((22, 22),), ("192.0.2.0/28",)),)
    assert rule.refs("group") == (group,)
    subnet = estates.record("outscale", "Subnet", "hub-bastion-1")
    assert (subnet["cidr"], subnet.location) == ("10.64.0.0/26", "cloudgouv-eu-west-1a")
    assert [table.name for table in subnet.refs("routes")] == ["hub-bastion"]
    host = estates.record("outscale", "Vm", "hub-bastion-1")
    assert (host["public_ip"], host["deletion_protection"], host["secret_texts"]) == (False, True, True)
    assert host.location.startswith("cloudgouv-eu-west-1")
    assert subnet in host.refs("subnets", "net.subnet") and group in host.refs("groups", "net.sg")
    address = estates.record("outscale", "PublicIp", "hub-bastion-1")
    assert address.refs("target") == (host,)
    disk = estates.record("outscale", "Volume", "hub-keys-1")
    assert [found.name for found in disk.refs("host")] == ["hub-keys-1"]
    peering = estates.record("outscale", "NetPeering", "prod-to-hub")
    # the other end is another stack's
    assert [found.name for found in peering.refs("networks")] == ["prod"]
    gateway = estates.record("outscale", "InternetService", "hub")
    assert [found.name for found in gateway.refs("network")] == ["hub"]
    user = estates.record("outscale", "User", "cardio-link")
    assert [found.kind for found in user.refs("policies")] == ["iam.policy"]
    balancer = estates.record("outscale", "LoadBalancer", "prod-portal")
    assert balancer["public"] and balancer["listeners"] == (Listener("tcp", 443, None, 443),)
    assert balancer["access_logs"] is False


def test_an_empty_text_is_no_target_of_a_route() -> None:
    (route,) = read("Route", "routes", destinationIpRange="0.0.0.0/0", gatewayId="igw-1", netPeeringId="")
    assert route.via == "internet"
