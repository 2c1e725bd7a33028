"""The legacy's end of the link: what each target's end asks of it."""

from __future__ import annotations

from plan.model import PlannedResource
from tests.planned import plans_of


def of_type(move: str, kind: str) -> list[PlannedResource]:
    return [item for item in resources(move) if item.type == f"azure-native:network:{kind}"]


def resources(move: str) -> tuple[PlannedResource, ...]:
    (plan,) = plans_of(move)
    return plan.resources


def test_where_the_target_speaks_bgp_only_each_of_its_gateways_is_a_peer() -> None:
    move = "cutover-scaleway"
    sites, connections = of_type(move, "LocalNetworkGateway"), of_type(move, "VirtualNetworkGatewayConnection")
    (gateway,) = of_type(move, "VirtualNetworkGateway")
    assert [item.inputs["gatewayIpAddress"] for item in sites] == ["203.0.113.76", "203.0.113.77"]
    assert {item.inputs["bgpSettings"]["asn"] for item in sites} == {12876}
    ends = {
        str(config["privateIp"]): str(config["peerPrivateIp"])
        for item in resources(move)
        if item.type == "scaleway:s2svpn/connection:Connection"
        for config in item.inputs["bgpConfigIpv4s"]
    }
    asked = {
        f"{site.inputs['bgpSettings']['bgpPeeringAddress']}/30": "/".join(
            (link.inputs["gatewayCustomBgpIpAddresses"][0]["customBgpIpAddress"], "30")
        )
        for site, link in zip(sites, connections, strict=True)
    }
    assert asked == ends
    assert all(item.inputs["enableBgp"] for item in (*connections, gateway))
    assert gateway.inputs["bgpSettings"]["asn"] == 64601


def test_elsewhere_routes_are_static_and_declared() -> None:
    (site,) = of_type("cutover-ovhcloud", "LocalNetworkGateway")
    (connection,) = of_type("cutover-ovhcloud", "VirtualNetworkGatewayConnection")
    assert site.inputs["localNetworkAddressSpace"] == {"addressPrefixes": ["10.65.240.0/24"]}
    assert connection.inputs["enableBgp"] is False
    (selectors,) = connection.inputs["trafficSelectorPolicies"]
    assert selectors == {"localAddressRanges": ["10.17.240.0/24"], "remoteAddressRanges": ["10.65.240.0/24"]}


def test_the_cipher_is_the_best_that_both_ends_have() -> None:
    for move, cipher in (("cutover-ovhcloud", "GCMAES256"), ("cutover-numspot", "AES256")):
        (connection,) = of_type(move, "VirtualNetworkGatewayConnection")
        (policy,) = connection.inputs["ipsecPolicies"]
        assert (policy["ikeEncryption"], policy["ipsecEncryption"]) == (cipher, cipher)
