"""Networks of NumSpot.

Sources: numspot/terraform-provider-numspot 1.7.3 (schema), the capability table of NumSpot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.outscale import flows
from policies.kinds.outscale.parts import TAGS, both, by_gateway, listeners, public_balancer
from policies.kinds.readers import NOT_SAYABLE, at, const, each, look, mapped, reads, stands, texts
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Route, Tunnel

_TARGETS: Final = (("natGatewayId", "nat"), ("vpcPeeringId", "peering"), ("vmId", "host"), ("nicId", "host"))
_PHASES: Final = (("vpnOptions.phase1options", "phase1"), ("vpnOptions.phase2options", "phase2"))


@reads("routes[]")
def _routes(inputs: Inputs) -> Any:
    listed = look(inputs, "routes")
    return listed if listed is UNKNOWN else tuple(_route(item) for item in each(listed))


def _route(item: Any) -> Route:
    if item is UNKNOWN:
        return Route(UNKNOWN, UNKNOWN)
    destination = look(item, "destinationIpRange")
    for name, via in _TARGETS:
        if stands(look(item, name)):
            return Route(destination, via)
    gateway = look(item, "gatewayId")
    return Route(destination, by_gateway(UNKNOWN if gateway is None else gateway, destination))


@reads(
    "vpnOptions.phase1options.ikeVersions[]",
    *(
        f"{path}.{phase}{what}[]"
        for path, phase in _PHASES
        for what in ("encryptionAlgorithms", "integrityAlgorithms", "dhGroupNumbers")
    ),
)
def _tunnels(inputs: Inputs) -> tuple[Tunnel, ...]:
    """What the connection is told; None for what is left to the cloud, which takes weak ciphers too."""
    return (
        Tunnel(
            _ike(look(inputs, "vpnOptions.phase1options.ikeVersions")),
            _words(inputs, "encryptionAlgorithms", _word),
            _words(inputs, "integrityAlgorithms", _word),
            _words(inputs, "dhGroupNumbers", _group),
        ),
    )


def _ike(versions: Any) -> Any:
    """The lowest version, 1 or 2. Another word is the lowest there is."""
    if versions is None or versions is UNKNOWN:
        return versions
    found = list(each(versions))
    if UNKNOWN in found:
        return UNKNOWN
    return (2 if all(str(item).endswith("2") for item in found) else 1) if found else None


def _words(inputs: Inputs, what: str, change: Any) -> Any:
    lists = [look(inputs, f"{path}.{phase}{what}") for path, phase in _PHASES]
    if any(found is UNKNOWN for found in lists):
        return UNKNOWN
    if not all(lists):
        # one phase without a list is left to the cloud
        return None
    return tuple(dict.fromkeys(item if item is UNKNOWN else change(item) for found in lists for item in each(found)))


def _word(value: Any) -> str:
    return str(value).strip().casefold().replace("_", "-").replace("sha2-", "sha").replace("-gcm-16", "-gcm")


def _group(value: Any) -> str:
    try:
        return f"dh{int(value)}"
    except (TypeError, ValueError):
        return str(value).casefold()


TABLE: Final[Mapping[str, Entry]] = {
    "numspot:index/vpc:Vpc": Entry(
        "net.vpc",
        {
            "cidrs": texts("ipRange"),
            # NumSpot runs on Outscale, whose peerings carry nothing beyond their two networks
            "transitive": const(False),
            "port_security": NOT_SAYABLE,
            # a VPC belongs to one space; the class has no argument that shares it
            "external": const(False),
        },
        {},
        tags=TAGS,
        named="",
    ),
    "numspot:index/dhcpOptions:DhcpOptions": Entry("setting", {}, {}, tags=TAGS, named=""),
    "numspot:index/subnet:Subnet": Entry(
        "net.subnet",
        {
            "cidr": at("ipRange"),
            "auto_public_ip": at("mapPublicIpOnLaunch", False),
            # a way out is a route of a route table, never a property of a subnet
            "open_outbound": const(False),
        },
        {"network": "vpcId"},
        location=at("availabilityZoneName"),
        located_with="network",
        tags=TAGS,
        named="",
    ),
    "numspot:index/routeTable:RouteTable": Entry(
        "net.route",
        {"routes": _routes},
        {"network": "vpcId", "subnets": "subnetIds[]|subnetId"},
        located_with="network",
        tags=TAGS,
        named="",
    ),
    "numspot:index/computeBridge:ComputeBridge": Entry(
        # a bridge of two VPCs is a peering of Outscale (its gateway is `pcx-...`): it carries nothing beyond them
        "net.peering",
        {"transit": const(False), "peers": both("sourceVpcId", "destinationVpcId")},
        {"networks": "sourceVpcId|destinationVpcId"},
        named="",
    ),
    "numspot:index/hybridBridge:HybridBridge": Entry(
        "net.peering",
        # it opens all managed services of the space to a network at once (capability `database`)
        {"transit": const(True), "peers": both("vpcId", "managedServiceId")},
        {"networks": "vpcId|managedServiceId"},
        named="",
    ),
    "numspot:index/internetGateway:InternetGateway": Entry(
        "net.gateway", {}, {"network": "vpcId"}, located_with="network", tags=TAGS, named=""
    ),
    "numspot:index/natGateway:NatGateway": Entry(
        # a NAT gateway has no port of its own towards the inside or the outside
        "net.nat",
        {"jump_host": const(False)},
        {"network": "subnetId", "addresses": "publicIpId"},
        located_with="network",
        tags=TAGS,
        named="",
    ),
    "numspot:index/publicIp:PublicIp": Entry("net.public_ip", {}, {"target": "vmId|nicId"}, tags=TAGS, named=""),
    "numspot:index/securityGroup:SecurityGroup": Entry(
        "net.sg",
        {
            # a group lets in what a rule names
            "default_in": const("deny"),
            # the cloud opens every new group outwards; the provider takes that rule out before it reports it made
            "default_out": const("deny"),
            # no argument makes a group stateless, and no source at hand says that it is not: not sayable
            "stateful": NOT_SAYABLE,
            "rules": flows.inside("inboundRules", "outboundRules"),
        },
        {"network": "vpcId"},
        located_with="network",
        tags=TAGS,
        # nothing points to a group by its name, and buckets can have the same
        named="",
    ),
    "numspot:index/securityGroupRule:SecurityGroupRule": Entry(
        "net.sg_rule", {"rules": flows.single}, {"group": "securityGroupId"}, place=Place.NOWHERE, named=""
    ),
    "numspot:index/nic:Nic": Entry(
        "net.port",
        {
            "port_security": NOT_SAYABLE,
            # no argument takes traffic of others (capability `site-link`: the check of a packet's source stays on)
            "forwards": const(False),
            "public_ip": mapped("privateIps[].linkPublicIpPrivateIp", bool, False),
        },
        {"groups": "securityGroupIds[]", "subnets": "subnetId", "host": "linkNic.vmId"},
        located_with="subnets",
        tags=TAGS,
        named="",
    ),
    "numspot:index/loadBalancer:LoadBalancer": Entry(
        "net.lb",
        {
            "public": public_balancer("type"),
            "listeners": listeners,
            # no argument and no class of the provider
            "access_logs": const(False),
        },
        {
            "certificate": "listeners[].serverCertificateId",
            "groups": "securityGroups[]",
            "subnets": "subnets[]",
            "addresses": "publicIp",
        },
        located_with="subnets",
        tags=TAGS,
    ),
    "numspot:index/clientGateway:ClientGateway": Entry(
        "net.vpn", {"tunnels": const(()), "peer": at("publicIp")}, {}, named=""
    ),
    "numspot:index/virtualGateway:VirtualGateway": Entry(
        "net.vpn",
        {"tunnels": const(()), "peer": NOT_SAYABLE},
        {"network": "vpcId"},
        located_with="network",
        named="",
    ),
    "numspot:index/vpnConnection:VpnConnection": Entry(
        "net.vpn",
        {"tunnels": _tunnels, "peer": NOT_SAYABLE},
        {"gateway": "virtualGatewayId", "other": "clientGatewayId"},
        located_with="gateway",
        named="",
    ),
}
