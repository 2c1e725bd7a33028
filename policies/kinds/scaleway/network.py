"""VPCs, private networks, gateways, security groups, access lists and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.readers import at, const, each, look, mapped, reads, unsayable
from policies.kinds.scaleway.common import LOCATION, TAGS, joint
from policies.kinds.table import Entry, Inputs, Place, Reader
from policies.kinds.values import Flow, Listener, Route

_POLICY: Final = {"drop": "deny", "accept": "allow"}


def _default(path: str) -> Reader:
    # a group accepts in both directions where nothing is set (source of the provider); a word that cannot be read too
    return mapped(path, lambda word: _POLICY.get(str(word).casefold(), "allow"), "allow")


@reads("inboundRules", "outboundRules")
def _group_rules(inputs: Inputs) -> Any:
    return tuple(
        flow for path, way in (("inboundRules", "in"), ("outboundRules", "out")) for flow in _of(inputs, path, way)
    )


def _of(inputs: Inputs, path: str, direction: str) -> Iterator[Flow]:
    rules = look(inputs, path)
    if rules is UNKNOWN:
        yield Flow(direction, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, (), path)
    for index, rule in enumerate(each(rules)):
        yield _group_rule(rule, direction, f"{path}[{index}]")


def _group_rule(rule: Any, direction: str, label: str) -> Flow:
    if rule is UNKNOWN:
        return Flow(direction, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, (), label)
    action = look(rule, "action")
    # no default is documented: every protocol
    protocol = flows.protocol(look(rule, "protocol"))
    return Flow(
        direction,
        action if action is UNKNOWN else str(action).casefold() != "drop",
        protocol,
        _ports(rule) if flows.has_ports(protocol) else (),
        # neither address nor range is everybody
        flows.peer(_either(rule, "ipRange", "ip")),
        (),
        label,
    )


def _either(rule: Any, *names: str) -> Any:
    return next((value for value in (look(rule, name) for name in names) if value is not None), None)


def _ports(rule: Any) -> Any:
    found = _either(rule, "portRange", "port")
    return UNKNOWN if found is UNKNOWN else flows.ports_of(found)


@reads("rules", "isIpv6")
def _list_rules(inputs: Inputs) -> Any:
    rules, six = look(inputs, "rules"), look(inputs, "isIpv6")
    world = flows.WORLD if six is UNKNOWN else (flows.WORLD_6,) if six else (flows.WORLD_4,)
    if rules is UNKNOWN:
        return (Flow("across", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, (), "rules", UNKNOWN, UNKNOWN),)
    return tuple(_list_rule(rule, world, f"rules[{index}]") for index, rule in enumerate(each(rules)))


def _list_rule(rule: Any, world: tuple[str, ...], label: str) -> Flow:
    if rule is UNKNOWN:
        return Flow("across", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, (), label, UNKNOWN, UNKNOWN)
    action = look(rule, "action")
    protocol = flows.protocol(look(rule, "protocol"))
    named = flows.has_ports(protocol)
    return Flow(
        "across",
        action if action is UNKNOWN else str(action).casefold() != "drop",
        protocol,
        flows.port_range(look(rule, "dstPortLow"), look(rule, "dstPortHigh")) if named else (),
        flows.peer(look(rule, "destination"), world),
        flows.flow_ids(look(rule, "description")),
        label,
        flows.peer(look(rule, "source"), world),
        flows.port_range(look(rule, "srcPortLow"), look(rule, "srcPortHigh")) if named else (),
    )


@reads("destination", "nexthopVpcConnectorId")
def _route(inputs: Inputs) -> tuple[Route, ...]:
    via = "peering" if look(inputs, "nexthopVpcConnectorId") is not None else "host"
    return (Route(look(inputs, "destination"), via),)


@reads("vpcId", "targetVpcId")
def _ends(inputs: Inputs) -> tuple[Any, ...]:
    return (look(inputs, "vpcId"), look(inputs, "targetVpcId"))


@reads("publicPort", "protocol", "privatePort")
def _forwarded(inputs: Inputs) -> tuple[Listener, ...]:
    protocol = look(inputs, "protocol")
    word = "any" if str(protocol).casefold() == "both" else flows.protocol(protocol)
    return (Listener(word, look(inputs, "publicPort"), None, look(inputs, "privatePort")),)


TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:network/vpc:Vpc": Entry(
        "net.vpc",
        {
            # no default is documented: the worse
            "transitive": at("enableTransitivity", True),
            # a VPC belongs to one project, and no input shares it
            "external": const(False),
            **unsayable("cidrs", "port_security"),
        },
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:network/privateNetwork:PrivateNetwork": Entry(
        "net.subnet",
        {
            "cidr": at("ipv4Subnet.subnet"),
            # addresses of a private network are private; a public one is an input of the host
            "auto_public_ip": const(False),
            # the way out of another network of the VPC is announced here; no default is documented: the worse
            "open_outbound": at("enableDefaultRoutePropagation", True),
        },
        {"network": "vpcId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:network/acl:Acl": Entry(
        "net.sg",
        {
            "default_in": _default("defaultPolicy"),
            "default_out": _default("defaultPolicy"),
            # answers need rules of their own
            "stateful": const(False),
            "rules": _list_rules,
        },
        {"network": "vpcId"},
        location=LOCATION,
        named="",
    ),
    "scaleway:network/connector:Connector": Entry(
        "net.peering",
        # whether traffic passes on is decided by the VPCs at both ends
        {"peers": _ends, **unsayable("transit")},
        {"networks": "vpcId|targetVpcId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:network/route:Route": Entry(
        "net.route", {"routes": _route}, {"network": "vpcId"}, location=LOCATION, tags=TAGS, named=""
    ),
    "scaleway:network/publicGateway:PublicGateway": Entry(
        "net.nat",
        {"jump_host": at("bastionEnabled", False)},
        {"addresses": "ipId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:network/gatewayNetwork:GatewayNetwork": Entry(
        "net.nat",
        {},
        {"gateway": "gatewayId", "network": "privateNetworkId"},
        place=Place.NOWHERE,
        named="",
        of="gateway",
    ),
    "scaleway:network/publicGatewayIp:PublicGatewayIp": Entry(
        "net.public_ip", location=LOCATION, tags=TAGS, named="reverse"
    ),
    "scaleway:network/publicGatewayIpReverseDns:PublicGatewayIpReverseDns": joint("of", "gatewayIpId"),
    "scaleway:network/publicGatewayPatRule:PublicGatewayPatRule": Entry(
        "net.lb",
        # a port of the gateway's public address that leads inside
        {"public": const(True), "listeners": _forwarded, **unsayable("access_logs")},
        {"gateway": "gatewayId"},
        location=LOCATION,
        located_with="gateway",
        named="",
    ),
    "scaleway:ipam/ip:Ip": Entry(
        "setting", refs={"of": "sources[].privateNetworkId"}, location=LOCATION, tags=TAGS, named=""
    ),
    "scaleway:ipam/ipReverseDns:IpReverseDns": joint("of", "ipamIpId"),
    "scaleway:instance/ip:Ip": Entry("net.public_ip", location=LOCATION, tags=TAGS, named=""),
    "scaleway:instance/ipReverseDns:IpReverseDns": joint("of", "ipId"),
    "scaleway:instance/privateNic:PrivateNic": Entry(
        "net.port",
        {
            # a card in a private network has an address of that network
            "public_ip": const(False),
            **unsayable("port_security", "forwards"),
        },
        {"subnets": "privateNetworkId", "host": "serverId"},
        location=LOCATION,
        tags=TAGS,
        named="",
    ),
    "scaleway:instance/securityGroup:SecurityGroup": Entry(
        "net.sg",
        {
            "default_in": _default("inboundDefaultPolicy"),
            "default_out": _default("outboundDefaultPolicy"),
            "stateful": at("stateful", False),
            "rules": _group_rules,
        },
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:instance/securityGroupRules:SecurityGroupRules": Entry(
        "net.sg_rule", {"rules": _group_rules}, {"group": "securityGroupId"}, place=Place.NOWHERE, named=""
    ),
}
