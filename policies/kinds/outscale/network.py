"""Networks of Outscale.

Sources: outscale/terraform-provider-outscale 1.8.0 (schema), the capability table of Outscale, Outscale API 1.42.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.flows import WORLD_4
from policies.kinds.outscale import flows
from policies.kinds.outscale.parts import TAGS, both, by_gateway, listeners, public_balancer
from policies.kinds.readers import NOT_SAYABLE, at, const, look, mapped, reads, stands, texts
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Route, Tunnel

# The cloud takes none of these from us (API: `not available`), so nothing can be said of them.
_CIPHERS_NOT_OURS: Final = (Tunnel(None, None, None, None),)


@reads("destinationIpRange", "gatewayId", "natServiceId", "netPeeringId", "nicId", "vmId")
def _routes(inputs: Inputs) -> tuple[Route, ...]:
    destination = look(inputs, "destinationIpRange")
    for name, via in (("natServiceId", "nat"), ("netPeeringId", "peering"), ("vmId", "host"), ("nicId", "host")):
        if stands(look(inputs, name)):
            return (Route(destination, via),)
    gateway = look(inputs, "gatewayId")
    # a route without any target: nobody knows yet
    return (Route(destination, by_gateway(UNKNOWN if gateway is None else gateway, destination)),)


@reads("enable")
def _propagated(inputs: Inputs) -> Any:
    """Every route that the other end of a VPN announces: nothing here limits them."""
    enable = look(inputs, "enable")
    if enable is UNKNOWN:
        return UNKNOWN
    return () if enable is False else (Route(WORLD_4, "vpn"),)


def _first_subregion(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list | tuple) else value


TABLE: Final[Mapping[str, Entry]] = {
    "outscale:index/net:Net": Entry(
        "net.vpc",
        {
            "cidrs": texts("ipRange"),
            # a peering carries nothing beyond its two Nets (capability `site-link`)
            "transitive": const(False),
            # a matter of each card: `isSourceDestChecked` of hosts
            "port_security": NOT_SAYABLE,
            # a Net belongs to one account; the class has no argument that shares it
            "external": const(False),
        },
        tags=TAGS,
        named="",
    ),
    "outscale:index/netAttributes:NetAttributes": Entry("setting", {}, {"of": "netId"}, place=Place.NOWHERE, named=""),
    "outscale:index/dhcpOption:DhcpOption": Entry("setting", {}, {}, tags=TAGS, named=""),
    "outscale:index/subnet:Subnet": Entry(
        "net.subnet",
        {
            "cidr": at("ipRange"),
            "auto_public_ip": at("mapPublicIpOnLaunch", False),
            # a way out is a route of its own (class route), never a property of a subnet
            "open_outbound": const(False),
        },
        {"network": "netId"},
        location=at("subregionName"),
        located_with="network",
        tags=TAGS,
        named="",
    ),
    "outscale:index/routeTable:RouteTable": Entry(
        "net.route", {"routes": const(())}, {"network": "netId"}, located_with="network", tags=TAGS, named=""
    ),
    "outscale:index/route:Route": Entry(
        "net.route", {"routes": _routes}, {"network": "routeTableId"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/routeTableLink:RouteTableLink": Entry(
        "net.subnet", {}, {"subnet": "subnetId", "routes": "routeTableId"}, place=Place.NOWHERE, named="", of="subnet"
    ),
    "outscale:index/mainRouteTableLink:MainRouteTableLink": Entry(
        "setting", {}, {"of": "netId"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/netPeering:NetPeering": Entry(
        "net.peering",
        # not transitive (capability `site-link`)
        {"transit": const(False), "peers": both("sourceNetId", "accepterNetId")},
        {"networks": "sourceNetId|accepterNetId"},
        tags=TAGS,
        named="",
    ),
    "outscale:index/netPeeringAcceptation:NetPeeringAcceptation": Entry(
        "setting", {}, {"of": "netPeeringId"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/netAccessPoint:NetAccessPoint": Entry(
        "net.endpoint",
        {"service": at("serviceName")},
        {"network": "netId"},
        located_with="network",
        tags=TAGS,
        named="",
    ),
    "outscale:index/internetService:InternetService": Entry("net.gateway", {}, {}, tags=TAGS, named=""),
    "outscale:index/internetServiceLink:InternetServiceLink": Entry(
        "net.gateway",
        {},
        {"gateway": "internetServiceId", "network": "netId"},
        place=Place.NOWHERE,
        named="",
        of="gateway",
    ),
    "outscale:index/natService:NatService": Entry(
        # a NAT service has no port of its own towards the inside or the outside
        "net.nat",
        {"jump_host": const(False)},
        {"network": "subnetId", "addresses": "publicIpId"},
        located_with="network",
        tags=TAGS,
        named="",
    ),
    "outscale:index/publicIp:PublicIp": Entry("net.public_ip", {}, {}, tags=TAGS, named=""),
    "outscale:index/publicIpLink:PublicIpLink": Entry(
        "net.public_ip",
        {},
        {"ip": "publicIpId|publicIp", "target": "vmId|nicId"},
        place=Place.NOWHERE,
        named="",
        of="ip",
    ),
    "outscale:index/securityGroup:SecurityGroup": Entry(
        "net.sg",
        {
            # a group lets in what a rule names (class security_group_rule, flow Inbound)
            "default_in": const("deny"),
            "default_out": mapped(
                "removeDefaultOutboundRule", lambda removed: "deny" if removed is True else "allow", "allow"
            ),
            # no argument makes a group stateless, and no source at hand says that it is not: not sayable
            "stateful": NOT_SAYABLE,
            "rules": const(()),
        },
        {"network": "netId"},
        located_with="network",
        tags=TAGS,
        named="securityGroupName",
    ),
    "outscale:index/securityGroupRule:SecurityGroupRule": Entry(
        "net.sg_rule",
        {"rules": flows.rules},
        {
            "group": "securityGroupId",
            "peer_groups": "rules[].securityGroupsMembers[].securityGroupId"
            "|rules[].securityGroupsMembers[].securityGroupName|securityGroupNameToLink",
        },
        place=Place.NOWHERE,
        named="",
    ),
    "outscale:index/nic:Nic": Entry(
        "net.port",
        {
            "port_security": NOT_SAYABLE,
            # the class has no argument to take traffic of others; hosts have `isSourceDestChecked`
            "forwards": const(False),
            "public_ip": mapped("privateIps[].linkPublicIps", bool, False),
        },
        {"groups": "securityGroupIds[]", "subnets": "subnetId"},
        located_with="subnets",
        tags=TAGS,
        named="",
    ),
    "outscale:index/nicLink:NicLink": Entry(
        "net.port", {}, {"card": "nicId", "host": "vmId"}, place=Place.NOWHERE, named="", of="card"
    ),
    "outscale:index/nicPrivateIp:NicPrivateIp": Entry("setting", {}, {"of": "nicId"}, place=Place.NOWHERE, named=""),
    "outscale:index/loadBalancer:LoadBalancer": Entry(
        "net.lb",
        {
            "public": public_balancer("loadBalancerType"),
            "listeners": listeners,
            # off until load_balancer_attributes turns them on
            "access_logs": const(False),
        },
        {
            "certificate": "listeners[].serverCertificateId",
            "groups": "securityGroups[]",
            "subnets": "subnets[]",
            "addresses": "publicIp",
        },
        location=mapped("subregionNames", _first_subregion),
        located_with="subnets",
        tags=TAGS,
        named="loadBalancerName",
    ),
    "outscale:index/loadBalancerAttributes:LoadBalancerAttributes": Entry(
        "net.lb",
        {"access_logs": at("accessLog.isEnabled")},
        {"balancer": "loadBalancerName", "certificate": "serverCertificateId"},
        place=Place.NOWHERE,
        named="",
        of="balancer",
    ),
    "outscale:index/loadBalancerListenerRule:LoadBalancerListenerRule": Entry(
        "setting", {}, {"of": "listeners[].loadBalancerName"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/loadBalancerPolicy:LoadBalancerPolicy": Entry(
        "setting", {}, {"of": "loadBalancerName"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/loadBalancerVms:LoadBalancerVms": Entry(
        "setting", {}, {"of": "loadBalancerName"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/clientGateway:ClientGateway": Entry(
        "net.vpn", {"tunnels": const(()), "peer": at("publicIp")}, {}, tags=TAGS, named=""
    ),
    "outscale:index/virtualGateway:VirtualGateway": Entry(
        "net.vpn", {"tunnels": const(()), "peer": NOT_SAYABLE}, {}, tags=TAGS, named=""
    ),
    "outscale:index/virtualGatewayLink:VirtualGatewayLink": Entry(
        "setting", {}, {"of": "virtualGatewayId"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/virtualGatewayRoutePropagation:VirtualGatewayRoutePropagation": Entry(
        "net.route", {"routes": _propagated}, {"network": "routeTableId"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/vpnConnection:VpnConnection": Entry(
        "net.vpn",
        {"tunnels": const(_CIPHERS_NOT_OURS), "peer": NOT_SAYABLE},
        {"gateway": "virtualGatewayId", "other": "clientGatewayId"},
        tags=TAGS,
        named="",
    ),
    "outscale:index/vpnConnectionRoute:VpnConnectionRoute": Entry(
        "net.route",
        {"routes": mapped("destinationIpRange", lambda found: (Route(found, "vpn"),), ())},
        {},
        place=Place.NOWHERE,
        named="",
    ),
}
