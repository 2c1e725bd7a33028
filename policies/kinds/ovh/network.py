"""Networks, gateways, security groups, addresses, load balancers and names, of both generations of classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.openstack.network import listener
from policies.kinds.ovh.common import LOCATION, joint
from policies.kinds.readers import at, const, each, joined, look, mapped, reads, stands, texts, unsayable
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Flow, Listener

_DIRECTIONS: Final = {"ingress": "in", "egress": "out"}
_WORLDS: Final = {"ipv4": (flows.WORLD_4,), "ipv6": (flows.WORLD_6,)}


@reads("rules")
def _rules(inputs: Inputs) -> tuple[Flow, ...]:
    rules = look(inputs, "rules")
    if rules is UNKNOWN:
        return (_unread("rules"),)
    return tuple(_rule(rule, f"rules[{index}]") for index, rule in enumerate(each(rules)))


def _unread(label: str) -> Flow:
    return Flow(UNKNOWN, True, UNKNOWN, UNKNOWN, UNKNOWN, (), label)


def _rule(rule: Any, label: str) -> Flow:
    if rule is UNKNOWN:
        return _unread(label)
    direction = look(rule, "direction")
    protocol = flows.protocol(look(rule, "protocol"))
    ports = flows.port_range(look(rule, "portRangeMin"), look(rule, "portRangeMax"))
    return Flow(
        # a direction that cannot be read counts as incoming
        direction if direction is UNKNOWN else _DIRECTIONS.get(str(direction).casefold(), "in"),
        True,
        protocol,
        ports if flows.has_ports(protocol) else (),
        _peers(rule),
        flows.flow_ids(look(rule, "description")),
        label,
    )


def _peers(rule: Any) -> Any:
    group = look(rule, "remoteGroupId")
    if group is not None and group != "":
        return (f"group:{'known later' if group is UNKNOWN else group}",)
    kind = look(rule, "ethernetType")
    # neither prefix nor group is the world
    return (
        UNKNOWN
        if kind is UNKNOWN
        else flows.peer(look(rule, "remoteIpPrefix"), _WORLDS.get(str(kind).casefold(), flows.WORLD))
    )


@reads("network.private.floatingIp", "network.private.floatingIpCreate", "network.private")
def _old_lb_public(inputs: Inputs) -> bool:
    # a balancer that no private network is named for stands in the public one
    asked = (look(inputs, f"network.private.{name}") for name in ("floatingIp", "floatingIpCreate"))
    return look(inputs, "network.private") is None or any(value is not None for value in asked)


@reads("network.ip", "network.subnetId", "network.id")
def _lb_public(inputs: Inputs) -> Any:
    # an address outside its subnet is a floating one, and the plan cannot tell the two apart
    return True if stands(look(inputs, "network.ip")) else not stands(look(inputs, "network.subnetId"))


@reads("listeners[].protocol", "listeners[].port", "listeners[].tlsVersions", "listeners[].secretId")
def _old_listeners(inputs: Inputs) -> tuple[Listener, ...]:
    found = look(inputs, "listeners")
    if found is UNKNOWN:
        return (Listener(UNKNOWN, UNKNOWN, UNKNOWN),)
    return tuple(_old_listener(item) for item in each(found))


def _old_listener(item: Any) -> Listener:
    if item is UNKNOWN:
        return Listener(UNKNOWN, UNKNOWN, UNKNOWN)
    return listener(_protocol_of(item), look(item, "port"), look(item, "tlsVersions"))


def _protocol_of(item: Any) -> Any:
    word = look(item, "protocol")
    # the old class says `terminatedHttps`
    return word if word is UNKNOWN else str(word).replace("terminatedHttps", "terminated_https")


@reads("protocol", "protocolPort", "tlsVersions")
def _listeners(inputs: Inputs) -> tuple[Listener, ...]:
    return (listener(look(inputs, "protocol"), look(inputs, "protocolPort"), look(inputs, "tlsVersions")),)


def _one_place(regions: Any) -> Any:
    found = list(each(regions))
    # several regions in one text are no place at all
    return UNKNOWN if UNKNOWN in found else " / ".join(map(str, found)) or None


_NETWORK: Final = {"transitive": const(False), "external": const(False), **unsayable("cidrs", "port_security")}
"""Networks of layer 2 in the vRack: they route nothing, and no input makes them public."""

_SUBNET: Final = {
    "cidr": at("cidr"),
    # a subnet gives private addresses of its own range only, and the way out is a gateway of its own
    "auto_public_ip": const(False),
    "open_outbound": const(False),
}
_OUTSIDE: Final = {"jump_host": const(False)}

TABLE: Final[Mapping[str, Entry]] = {
    "ovh:Vrack/vrack:Vrack": Entry("net.vpc", _NETWORK, place=Place.GLOBAL),
    "ovh:Vrack/cloudProject:CloudProject": Entry(
        "net.peering",
        # a project that is put into a vRack shares its layer 2 with every other one in it
        {"peers": texts("projectId"), "transit": const(True)},
        {"networks": "serviceName|projectId"},
        place=Place.NOWHERE,
        named="",
    ),
    "ovh:CloudProject/networkPrivate:NetworkPrivate": Entry(
        "net.vpc", _NETWORK, location=mapped("regions", _one_place)
    ),
    "ovh:CloudProject/regionNetwork:RegionNetwork": Entry(
        "net.vpc", {**_NETWORK, "cidrs": texts("subnet.cidr")}, location=LOCATION
    ),
    "ovh:index/cloudNetworkPrivateVrack:CloudNetworkPrivateVrack": Entry("net.vpc", _NETWORK, location=LOCATION),
    "ovh:CloudProject/networkPrivateSubnet:NetworkPrivateSubnet": Entry(
        "net.subnet", {**_SUBNET, "cidr": at("network")}, {"network": "networkId"}, location=LOCATION, named=""
    ),
    "ovh:CloudProject/networkPrivateSubnetV2:NetworkPrivateSubnetV2": Entry(
        "net.subnet", _SUBNET, {"network": "networkId"}, location=LOCATION
    ),
    "ovh:index/cloudNetworkPrivateVrackSubnet:CloudNetworkPrivateVrackSubnet": Entry(
        "net.subnet", _SUBNET, {"network": "networkId"}, location=LOCATION
    ),
    "ovh:CloudProject/gateway:Gateway": Entry(
        "net.nat", _OUTSIDE, {"network": "subnetId|networkId"}, location=LOCATION
    ),
    "ovh:CloudProject/gatewayInterface:GatewayInterface": Entry(
        "net.peering",
        {"peers": texts("subnetId"), **unsayable("transit")},
        {"networks": "interfaceId|subnetId"},
        place=Place.NOWHERE,
        named="",
    ),
    "ovh:index/cloudGateway:CloudGateway": Entry("net.nat", _OUTSIDE, {"network": "subnetIds[]"}, location=LOCATION),
    "ovh:index/cloudFloatingIp:CloudFloatingIp": Entry("net.public_ip", location=LOCATION, named=""),
    "ovh:CloudProject/failoverIpAttach:FailoverIpAttach": Entry(
        "net.public_ip", {}, {"target": "routedTo"}, location=at("geoLoc"), named="ip"
    ),
    "ovh:index/cloudSecurityGroup:CloudSecurityGroup": Entry(
        "net.sg",
        {
            # the rules that let everything out cannot be taken away with this class (its own documentation)
            "default_in": const("deny"),
            "default_out": const("allow"),
            "rules": _rules,
            **unsayable("stateful"),
        },
        {"peer_groups": "rules[].remoteGroupId"},
        location=LOCATION,
    ),
    "ovh:CloudProject/loadBalancer:LoadBalancer": Entry(
        "net.lb",
        {"public": _old_lb_public, "listeners": _old_listeners, **unsayable("access_logs")},
        location=LOCATION,
    ),
    "ovh:index/cloudLoadbalancer:CloudLoadbalancer": Entry(
        "net.lb",
        {"public": _lb_public, "listeners": const(()), **unsayable("access_logs")},
        location=LOCATION,
        combine={"listeners": joined},
    ),
    "ovh:index/cloudLoadbalancerListener:CloudLoadbalancerListener": Entry(
        "net.lb",
        {"listeners": _listeners},
        {"lb": "loadbalancerId", "certificate": "defaultTlsContainerRef|sniContainerRefs[]"},
        place=Place.NOWHERE,
        of="lb",
    ),
    "ovh:index/cloudLoadbalancerPool:CloudLoadbalancerPool": joint("of", "loadbalancerId"),
    "ovh:index/cloudLoadbalancerPoolMember:CloudLoadbalancerPoolMember": joint("of", "poolId"),
    "ovh:index/cloudLoadbalancerL7policy:CloudLoadbalancerL7policy": joint("of", "listenerId"),
    "ovh:Domain/zone:Zone": Entry("dns", {"private": const(False)}, place=Place.GLOBAL, named=""),
    "ovh:Domain/zoneRecord:ZoneRecord": Entry("dns", {"private": const(False)}, place=Place.GLOBAL, named=""),
    "ovh:Domain/zoneImport:ZoneImport": Entry("dns", {"private": const(False)}, place=Place.GLOBAL, named=""),
    "ovh:Domain/zoneDNSSec:ZoneDNSSec": joint("of", "zoneName"),
}
