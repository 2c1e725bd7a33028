"""Networks, segments, routes, network cards, addresses, endpoints and names of azure-native."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native import flows
from policies.kinds.azure_native.reading import (
    among,
    any_of,
    computed,
    first_known,
    folded,
    inside,
    joint,
    said_in,
    set_in,
    standing,
    worldwide,
)
from policies.kinds.readers import NOT_SAYABLE, at, const, each, inverse, is_set, look, reads, texts
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Route

_HOPS: Final[Mapping[str, str]] = {
    "internet": "internet",
    "virtualappliance": "host",
    "virtualnetworkgateway": "vpn",
    "vnetlocal": "local",
    "none": "none",
}


@computed("addressPrefix", "addressPrefixes")
def _cidr(single: Any, several: Any) -> Any:
    ranges = [single] if single is not None else list(each(several))
    # several ranges are no CIDR text: whoever reads it as one says so
    return UNKNOWN if UNKNOWN in ranges else ", ".join(map(str, ranges)) or None


@reads("routes[]")
def _routes(inputs: Inputs) -> Any:
    written = look(inputs, "routes")
    return UNKNOWN if written is UNKNOWN else tuple(_route(route) for route in each(written))


@reads("addressPrefix", "nextHopType")
def _single_route(inputs: Inputs) -> tuple[Route, ...]:
    return (_route(inputs),)


def _route(route: Any) -> Route:
    if route is UNKNOWN:
        return Route(UNKNOWN, UNKNOWN)
    destination, hop = look(route, "addressPrefix"), look(route, "nextHopType")
    if isinstance(destination, str) and folded(destination) in ("internet", "*", ""):
        destination = "0.0.0.0/0"
    # a hop that nobody knows is the worst one
    return Route(destination, UNKNOWN if hop is UNKNOWN else _HOPS.get(folded(hop), "internet"))


@computed("virtualNetworkName", "remoteVirtualNetwork.id")
def _ends(local: Any, remote: Any) -> tuple[Any, ...]:
    return (local, remote)


@reads(
    "manualPrivateLinkServiceConnections[].privateLinkServiceId", "privateLinkServiceConnections[].privateLinkServiceId"
)
def _service(inputs: Inputs) -> Any:
    # a connection that the other side must approve is a stranger's service: it is the one to name
    manual = look(inputs, "manualPrivateLinkServiceConnections[].privateLinkServiceId")
    own = look(inputs, "privateLinkServiceConnections[].privateLinkServiceId")
    if manual is UNKNOWN or own is UNKNOWN:
        return UNKNOWN
    return first_known([*(manual or ()), *(own or ())])


@computed("databricksVirtualNetwork.id", "workspaceName", "remoteVirtualNetwork.id")
def _workspace_ends(network: Any, workspace: Any, remote: Any) -> tuple[Any, ...]:
    return (network or workspace, remote)


# the other end's forwarded traffic is taken, or its gateways are used
_TRANSIT: Final = any_of(at("allowForwardedTraffic", False), at("useRemoteGateways", False))
_MEMBERS: Final = "ApplicationSecurityGroups[].id"
_CARD: Final = {
    # Azure drops what does not come from a card's own address, unless the card may forward
    "port_security": inverse(at("enableIPForwarding", False)),
    "forwards": at("enableIPForwarding", False),
    "public_ip": set_in("ipConfigurations[].publicIPAddress"),
}

TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:network:ApplicationSecurityGroup": joint(named="applicationSecurityGroupName", tags=at("tags")),
    "azure-native:network:NatGateway": standing(
        "net.nat", {"jump_host": const(False)}, named="natGatewayName"
    ),  # a translation of addresses; the jump host is a class of its own (BastionHost)
    "azure-native:network:DdosProtectionPlan": joint(named="ddosProtectionPlanName", tags=at("tags")),
    "azure-native:network:NetworkInterface": standing(
        "net.port",
        _CARD,
        {
            "groups": "networkSecurityGroup.id",
            "subnets": "ipConfigurations[].subnet.id",
            "addresses": "ipConfigurations[].publicIPAddress.id",
        },
        named="networkInterfaceName",
    ),
    "azure-native:network:NetworkSecurityGroup": standing(
        "net.sg",
        {
            "default_in": flows.default_in,
            "default_out": flows.default_out,
            # of a connection that is let in the answers pass: network security groups always work so
            "stateful": const(True),
            "rules": flows.inline_rules,
        },
        {"peer_groups": f"securityRules[].source{_MEMBERS}|securityRules[].destination{_MEMBERS}"},
        named="networkSecurityGroupName",
    ),
    "azure-native:network:NetworkWatcher": joint(named="networkWatcherName", tags=at("tags")),
    "azure-native:network:PrivateDnsZoneGroup": joint("privateEndpointName"),
    "azure-native:network:PrivateEndpoint": standing(
        "net.endpoint",
        {"service": _service},
        {
            "target": (
                "privateLinkServiceConnections[].privateLinkServiceId"
                "|manualPrivateLinkServiceConnections[].privateLinkServiceId"
            ),
        },
        named="privateEndpointName",
    ),
    "azure-native:network:PublicIPAddress": standing(
        "net.public_ip", {}, {"target": "natGateway.id"}, named="publicIpAddressName"
    ),
    "azure-native:network:PublicIPPrefix": standing(
        "net.public_ip", {}, {"target": "natGateway.id"}, named="publicIpPrefixName"
    ),
    "azure-native:network:Route": inside(
        "net.route", {"routes": _single_route}, {"table": "routeTableName"}, of="table", named="routeName"
    ),
    "azure-native:network:RouteTable": standing("net.route", {"routes": _routes}, named="routeTableName"),
    "azure-native:network:SecurityRule": inside(
        "net.sg_rule",
        {"rules": flows.single_rule},
        {"group": "networkSecurityGroupName", "peer_groups": f"source{_MEMBERS}|destination{_MEMBERS}"},
        of="group",
        named="securityRuleName",
    ),
    "azure-native:network:Subnet": inside(
        "net.subnet",
        {
            "cidr": _cidr,
            # addresses come with cards and never with a subnet
            "auto_public_ip": const(False),
            # a translation of addresses lets them out as well
            "open_outbound": any_of(at("defaultOutboundAccess", True), is_set("natGateway.id")),
        },
        {
            "network": "virtualNetworkName",
            "firewall": "networkSecurityGroup.id",
            "routes": "routeTable.id",
        },
        of="network",
        named="subnetName",
    ),
    "azure-native:network:VirtualNetwork": standing(
        "net.vpc",
        {
            "cidrs": texts("addressSpace.addressPrefixes"),
            # what a network passes on to the ones it is joined to is set at each joint (`net.peering`)
            "transitive": const(False),
            # set at each card (`net.port`)
            "port_security": NOT_SAYABLE,
            # a joint that is written inside is no record: what it leads to is out of sight
            "external": any_of(
                is_set("virtualNetworkPeerings"), said_in("subnets[].sharingScope", "Tenant", "DelegatedServices")
            ),
        },
        named="virtualNetworkName",
    ),
    "azure-native:network:VirtualNetworkPeering": Entry(
        "net.peering",
        {"transit": _TRANSIT, "peers": _ends},
        {"networks": "remoteVirtualNetwork.id|virtualNetworkName"},
        place=Place.NOWHERE,
        named="virtualNetworkPeeringName",
    ),
    "azure-native:databricks:VNetPeering": Entry(
        "net.peering",
        {"transit": _TRANSIT, "peers": _workspace_ends},
        {"networks": "remoteVirtualNetwork.id|databricksVirtualNetwork.id"},
        place=Place.NOWHERE,
        named="peeringName",
    ),
    "azure-native:dns:RecordSet": Entry("dns", {"private": const(False)}, place=Place.GLOBAL, named=""),
    "azure-native:dns:Zone": worldwide(
        "dns", {"private": among("zoneType", "Private", default=False)}, named="zoneName"
    ),
    # zones of this module are seen by the networks that are linked to them and by nobody else
    "azure-native:privatedns:PrivateRecordSet": Entry("dns", {"private": const(True)}, place=Place.GLOBAL, named=""),
    "azure-native:privatedns:PrivateZone": worldwide("dns", {"private": const(True)}, named="privateZoneName"),
    "azure-native:privatedns:VirtualNetworkLink": joint(
        "privateZoneName", named="virtualNetworkLinkName", tags=at("tags")
    ),
}
