"""NumSpot's tables: what its inputs say, also where they are awkward."""

from __future__ import annotations

from typing import Any

import pytest

from plan.values import UNKNOWN
from policies.kinds import numspot
from policies.kinds.values import Flow, Route, Tunnel
from tests.policies.kinds import estates

WORLD = ("0.0.0.0/0", "::/0")


def read(name: str, attribute: str, **inputs: Any) -> Any:
    return numspot.TABLE[f"numspot:index/{name[0].lower()}{name[1:]}:{name}"].attributes[attribute](inputs)


def test_a_rule_of_its_own() -> None:
    (found,) = read("SecurityGroupRule", "rules", flow="Outbound", ipProtocol="tcp", fromPortRange=443, toPortRange=443)
    assert found == Flow("out", True, "tcp", ((443, 443),), WORLD)


def test_rules_inside_a_group_have_the_direction_of_their_list() -> None:
    found = read(
        "SecurityGroup",
        "rules",
        inboundRules=[{"ipProtocol": "tcp", "fromPortRange": 22, "toPortRange": 22, "ipRanges": ["0.0.0.0/0"]}],
        outboundRules=[{"ipProtocol": "-1", "serviceIds": ["pl-1"]}, {"ipProtocol": "udp"}],
    )
    assert [(item.direction, item.peers) for item in found] == [
        ("in", ("0.0.0.0/0",)),
        ("out", ("service:pl-1",)),
        ("out", WORLD),
    ]
    assert read("SecurityGroup", "rules") == ()
    assert read("SecurityGroup", "rules", outboundRules=UNKNOWN) is UNKNOWN


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ({"destinationIpRange": "0.0.0.0/0", "gatewayId": UNKNOWN}, Route("0.0.0.0/0", "internet")),
        ({"destinationIpRange": "0.0.0.0/0"}, Route("0.0.0.0/0", "internet")),
        ({"destinationIpRange": "10.0.0.0/8", "gatewayId": "pcx-1"}, Route("10.0.0.0/8", "peering")),
        ({"destinationIpRange": "10.0.0.0/8", "gatewayId": UNKNOWN}, Route("10.0.0.0/8", UNKNOWN)),
        ({"destinationIpRange": "0.0.0.0/0", "natGatewayId": UNKNOWN}, Route("0.0.0.0/0", "nat")),
        (UNKNOWN, Route(UNKNOWN, UNKNOWN)),
    ],
)
def test_routes(route: Any, expected: Route) -> None:
    assert read("RouteTable", "routes", routes=[route]) == (expected,)


def test_routes_that_are_not_known_are_unknown() -> None:
    assert read("RouteTable", "routes", routes=UNKNOWN) is UNKNOWN
    assert read("RouteTable", "routes") == ()


def phases(**changed: Any) -> dict[str, Any]:
    first = {
        "ikeVersions": ["ikev2"],
        "phase1encryptionAlgorithms": ["AES256-GCM-16"],
        "phase1integrityAlgorithms": ["SHA2-256"],
        "phase1dhGroupNumbers": [20],
    }
    second = {
        "phase2encryptionAlgorithms": ["AES256"],
        "phase2integrityAlgorithms": ["SHA2-384"],
        "phase2dhGroupNumbers": [19],
    }
    return {"vpnOptions": {"phase1options": {**first, **changed}, "phase2options": second}}


def test_tunnels_have_the_words_of_both_phases() -> None:
    (found,) = read("VpnConnection", "tunnels", **phases())
    assert found == Tunnel(2, ("aes256-gcm", "aes256"), ("sha256", "sha384"), ("dh20", "dh19"))


@pytest.mark.parametrize(
    ("versions", "ike"),
    [(["ikev1", "ikev2"], 1), (["2"], 2), ([], None), (None, None), (UNKNOWN, UNKNOWN), (["new"], 1)],
)
def test_the_lowest_version_counts(versions: Any, ike: Any) -> None:
    (found,) = read("VpnConnection", "tunnels", **phases(ikeVersions=versions))
    assert found.ike == ike


def test_what_one_phase_leaves_to_the_cloud_cannot_be_said() -> None:
    (found,) = read("VpnConnection", "tunnels", **phases(phase1encryptionAlgorithms=None))
    assert found.ciphers is None and found.integrity is not None
    assert read("VpnConnection", "tunnels") == (Tunnel(None, None, None, None),)


@pytest.mark.parametrize(
    ("word", "public"), [("INTERNAL", False), ("internal", False), ("EXTERNAL", True), ("new", True), (None, True)]
)
def test_only_the_word_internal_closes_a_managed_service(word: Any, public: bool) -> None:
    assert read("PostgresCluster", "public", visibility=word) is public
    assert read("KubernetesCluster", "api_public", visibility=word) is public


@pytest.mark.parametrize(("count", "available"), [(0, False), (1, True), (None, False), (UNKNOWN, UNKNOWN)])
def test_a_replica_makes_a_database_available(count: Any, available: Any) -> None:
    assert read("PostgresCluster", "highly_available", replicaCount=count) is available


def test_a_bridge_to_managed_services_carries_more_than_its_network() -> None:
    assert read("HybridBridge", "transit", vpcId="a", managedServiceId="b") is True
    assert read("HybridBridge", "peers", vpcId="a", managedServiceId="b") == ("a", "b")
    assert read("ComputeBridge", "transit") is False


def test_real_records() -> None:
    bucket = estates.record("numspot", "Bucket", "state")
    assert (bucket["public"], bucket["versioned"], bucket["encrypted"]) == (False, True, None)
    assert bucket.location == "cloudgouv-eu-west-1"
    space = estates.record("numspot", "Bucket", "cardio-data")
    assert space["versioned"] is True
    group = estates.record("numspot", "SecurityGroup", "hub-bastion")
    assert (group["default_in"], group["default_out"], group["rules"]) == ("deny", "deny", ())
    rule = estates.record("numspot", "SecurityGroupRule", "hub-bastion-in-tcp-22-22-192.0.2.0-28")
    assert rule["rules"] == (Flow("in", True, "tcp", ((22, 22),), ("192.0.2.0/28",)),)
    assert rule.refs("group") == (group,)
    host = estates.record("numspot", "Vm", "hub-bastion-1")
    assert host.refs("groups") == (group,)
    assert (host["deletion_protection"], host["secret_texts"], host.location) == (True, True, "cloudgouv-eu-west-1a")
    assert estates.record("numspot", "PublicIp", "hub-bastion-1").refs("target") == (host,)
    table = estates.record("numspot", "RouteTable", "hub-bastion")
    assert Route("0.0.0.0/0", "internet") in table["routes"]
    assert [found.name for found in table.refs("subnets")] == ["hub-bastion"]
    bridge = estates.record("numspot", "ComputeBridge", "prod-to-hub")
    # the other end is another stack's
    assert [found.name for found in bridge.refs("networks")] == ["prod"]
    connection = estates.record("numspot", "VpnConnection", "hub-legacy")
    assert [found.name for found in connection.refs("gateway")] == ["hub-link"]
    assert connection.location == "cloudgouv-eu-west-1"
    disk = estates.record("numspot", "Volume", "hub-audit-data")
    assert (disk["size_gb"], disk["encrypted"], disk["customer_key"]) == (500, None, False)
    assert [found.name for found in disk.refs("host")] == ["hub-audit"]
