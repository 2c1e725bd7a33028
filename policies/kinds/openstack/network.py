"""Networks, routers, security groups, addresses and load balancers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.openstack.common import LOCATION, REGION, TAGS, joint
from policies.kinds.readers import (
    all_of,
    any_of,
    at,
    const,
    each,
    is_set,
    joined,
    look,
    mapped,
    reads,
    stands,
    unsayable,
)
from policies.kinds.table import Entry, Inputs, Place, Reader
from policies.kinds.values import Flow, Listener, Route

_DIRECTIONS: Final = {"ingress": "in", "egress": "out"}
_TLS: Final = {"sslv3": "1.0", "tlsv1": "1.0", "tlsv1.0": "1.0", "tlsv1.1": "1.1", "tlsv1.2": "1.2", "tlsv1.3": "1.3"}


def _external(*paths: str) -> Reader:
    """Whether one of the flags at `paths` is set."""
    readers = [at(path, False) for path in paths]

    @reads(*paths)
    def read(inputs: Inputs) -> Any:
        values = tuple(reader(inputs) for reader in readers)
        return any_of(tuple(_flag(value) for value in values))

    return read


def _enforced(path: str) -> Reader:
    """Whether addresses are enforced: what stands among the additional options (`valueSpecs`) goes to the same call."""
    option = "valueSpecs.port_security_enabled"

    @reads(path, option)
    def read(inputs: Inputs) -> Any:
        said, added = look(inputs, path), look(inputs, option)
        # a word that cannot be read counts as no
        extra = added if added is None or added is UNKNOWN else str(added).strip().casefold() == "true"
        answers = tuple(value for value in (said, extra) if value is not None)
        return all_of(answers) if answers else None

    return read


def _flag(value: Any) -> Any:
    return value if value is UNKNOWN else str(value).casefold() not in ("false", "0", "no", "")


@reads("direction", "ethertype", "protocol", "portRangeMin", "portRangeMax", "remoteIpPrefix", "remoteGroupId")
def _rules(inputs: Inputs) -> tuple[Flow, ...]:
    protocol = flows.protocol(look(inputs, "protocol"))
    # not looked up: one that is a secret stays one
    description = inputs.get("description")
    direction = look(inputs, "direction")
    # a direction that cannot be read counts as incoming
    known = direction if direction is UNKNOWN else _DIRECTIONS.get(str(direction).casefold(), "in")
    # https://docs.openstack.org/api-ref/network/v2: no range is every port; for ICMP the range is type and code
    ports = flows.port_range(look(inputs, "portRangeMin"), look(inputs, "portRangeMax"))
    return (
        Flow(
            known,
            True,
            protocol,
            ports if flows.has_ports(protocol) else (),
            _peers(inputs),
            flows.flow_ids(description),
            description if isinstance(description, str) else "",
        ),
    )


def _peers(inputs: Inputs) -> Any:
    group = look(inputs, "remoteGroupId")
    if group is not None and group != "":
        return (f"group:{'known later' if group is UNKNOWN else group}",)
    ethertype = look(inputs, "ethertype")
    if ethertype is UNKNOWN:
        return UNKNOWN
    # neither prefix nor group is the world; so is an address group, whose members stand elsewhere
    return flows.peer(look(inputs, "remoteIpPrefix"), _world(ethertype))


def _world(ethertype: Any) -> tuple[str, ...]:
    kind = str(ethertype).casefold()
    return {"ipv4": (flows.WORLD_4,), "ipv6": (flows.WORLD_6,)}.get(kind, flows.WORLD)


@reads("destinationCidr", "nextHop")
def _route(inputs: Inputs) -> tuple[Route, ...]:
    return (Route(look(inputs, "destinationCidr"), "host"),)


@reads("routes[].destinationCidr")
def _routes(inputs: Inputs) -> Any:
    routes = look(inputs, "routes")
    return (
        UNKNOWN if routes is UNKNOWN else tuple(Route(look(item, "destinationCidr"), "host") for item in each(routes))
    )


@reads("vipSubnetId", "vipNetworkId", "vipPortId")
def _lb_public(inputs: Inputs) -> Any:
    # a subnet is one of the platform's; the network of a load balancer can be the cloud's public one, whose id the
    # plan knows, and a network that is only known later is one that the plan itself makes
    if stands(look(inputs, "vipSubnetId")):
        return False
    vip = look(inputs, "vipNetworkId")
    return vip is not UNKNOWN if vip is not None else True


@reads("protocol", "protocolPort", "tlsVersions")
def _listeners(inputs: Inputs) -> tuple[Listener, ...]:
    return (listener(look(inputs, "protocol"), look(inputs, "protocolPort"), look(inputs, "tlsVersions")),)


def listener(protocol: Any, port: Any, versions: Any) -> Listener:
    """One entry of a load balancer of Octavia, which OVHcloud's own classes are too."""
    if protocol is UNKNOWN:
        return Listener(UNKNOWN, port, UNKNOWN)
    word = str(protocol).casefold()
    if word == "terminated_https":
        return Listener("https", port, _lowest(versions))
    # TCP and HTTPS pass through undecrypted
    return Listener(word, port, "" if word in ("http", "prometheus") else None)


def _lowest(versions: Any) -> Any:
    if versions is UNKNOWN:
        return UNKNOWN
    # the default of the service is not known: the worst
    found = [_TLS.get(str(item).casefold(), "1.0") for item in each(versions)]
    return min(found, default="1.0")


@reads("protocol", "tlsEnabled")
def _behind(inputs: Inputs) -> tuple[Listener, ...]:
    """The way from a load balancer to its members, where it is plain although the balancer reads it."""
    protocol, tls = look(inputs, "protocol"), look(inputs, "tlsEnabled")
    if UNKNOWN in (protocol, tls):
        return (Listener(protocol, None, UNKNOWN),)
    return (Listener("http", None, ""),) if str(protocol).casefold() == "http" and not tls else ()


@reads("externalPort", "protocol", "internalPort")
def _forwarded(inputs: Inputs) -> tuple[Listener, ...]:
    protocol = flows.protocol(look(inputs, "protocol"))
    return (Listener(protocol, look(inputs, "externalPort"), None, look(inputs, "internalPort")),)


_PORT_REFS: Final = {
    "groups": "securityGroupIds[]",
    "subnets": "fixedIps[].subnetId",
    "host": "deviceId",
    "network": "networkId",
}

TABLE: Final[Mapping[str, Entry]] = {
    "openstack:networking/network:Network": Entry(
        "net.vpc",
        {
            # a network of layer 2 routes nothing
            "transitive": const(False),
            # where it is not set the platform decides, and older networks of OVHcloud have none
            "port_security": _enforced("portSecurityEnabled"),
            "external": _external("external", "shared", "valueSpecs.router:external", "valueSpecs.shared"),
            **unsayable("cidrs"),
        },
        location=REGION,
        tags=TAGS,
    ),
    "openstack:networking/router:Router": Entry(
        "net.vpc",
        {"external": is_set("externalNetworkId"), **unsayable("cidrs", "transitive", "port_security")},
        location=REGION,
        tags=TAGS,
    ),
    "openstack:networking/routerInterface:RouterInterface": Entry(
        "net.peering",
        {"peers": mapped("routerId", lambda router: (router,)), **unsayable("transit")},
        {"networks": "routerId|subnetId|portId"},
        location=REGION,
        place=Place.NOWHERE,
        named="",
    ),
    "openstack:networking/routerRoute:RouterRoute": Entry(
        "net.route", {"routes": _route}, {"network": "routerId"}, place=Place.NOWHERE, named=""
    ),
    "openstack:networking/routerRoutesV2:RouterRoutesV2": Entry(
        "net.route", {"routes": _routes}, {"network": "routerId"}, place=Place.NOWHERE, named=""
    ),
    "openstack:networking/subnetRoute:SubnetRoute": Entry(
        "net.route", {"routes": _route}, {"network": "subnetId"}, place=Place.NOWHERE, named=""
    ),
    "openstack:networking/subnet:Subnet": Entry(
        "net.subnet",
        {
            "cidr": at("cidr"),
            # a subnet gives private addresses of its own range only, and the way out is its router's
            "auto_public_ip": const(False),
            "open_outbound": const(False),
        },
        {"network": "networkId"},
        location=REGION,
        tags=TAGS,
    ),
    "openstack:networking/port:Port": Entry(
        "net.port",
        {
            "port_security": _enforced("portSecurityEnabled"),
            "forwards": is_set("allowedAddressPairs"),
            # whether its network is the cloud's public one stands in no input
            **unsayable("public_ip"),
        },
        _PORT_REFS,
        location=REGION,
        tags=TAGS,
        # where it does not say, its network does
        like="network",
    ),
    "openstack:networking/portSecGroupAssociate:PortSecGroupAssociate": Entry(
        "net.port", {}, {"port": "portId", "groups": "securityGroupIds[]"}, place=Place.NOWHERE, named="", of="port"
    ),
    "openstack:compute/interfaceAttach:InterfaceAttach": Entry(
        "net.port",
        # the card is made with the defaults of its network
        unsayable("port_security", "forwards", "public_ip"),
        {"host": "instanceId", "subnets": "networkId"},
        place=Place.NOWHERE,
        named="",
        like="subnets",
    ),
    "openstack:networking/secGroup:SecGroup": Entry(
        "net.sg",
        {
            # a group of Neutron refuses what no rule allows; a new one gets rules that let everything out, unless
            # they are taken away (documentation of CloudSecurityGroup in the OVHcloud provider)
            "default_in": const("deny"),
            "default_out": mapped("deleteDefaultRules", lambda gone: "deny" if gone is True else "allow", "allow"),
            "stateful": at("stateful", False),
            "rules": const(()),
        },
        location=REGION,
        tags=TAGS,
    ),
    "openstack:networking/secGroupRule:SecGroupRule": Entry(
        "net.sg_rule",
        {"rules": _rules},
        {"group": "securityGroupId", "peer_groups": "remoteGroupId"},
        place=Place.NOWHERE,
        named="",
    ),
    "openstack:networking/floatingIp:FloatingIp": Entry(
        "net.public_ip", {}, {"target": "portId"}, location=REGION, tags=TAGS, named="address"
    ),
    "openstack:networking/floatingIpAssociate:FloatingIpAssociate": Entry(
        "net.public_ip", {}, {"ip": "floatingIp", "target": "portId"}, place=Place.NOWHERE, named="", of="ip"
    ),
    "openstack:networking/portForwardingV2:PortForwardingV2": Entry(
        "net.lb",
        # a port of a public address that leads inside
        {"public": const(True), "listeners": _forwarded, **unsayable("access_logs")},
        location=REGION,
        named="",
    ),
    "openstack:loadbalancer/loadBalancer:LoadBalancer": Entry(
        "net.lb",
        {"public": _lb_public, "listeners": const(()), **unsayable("access_logs")},
        location=LOCATION,
        tags=TAGS,
        combine={"listeners": joined},
    ),
    "openstack:loadbalancer/listener:Listener": Entry(
        "net.lb",
        {"listeners": _listeners},
        {"lb": "loadbalancerId", "certificate": "defaultTlsContainerRef|sniContainerRefs[]"},
        place=Place.NOWHERE,
        of="lb",
    ),
    "openstack:loadbalancer/pool:Pool": Entry(
        "net.lb", {"listeners": _behind}, {"lb": "loadbalancerId"}, place=Place.NOWHERE, of="lb"
    ),
    "openstack:loadbalancer/member:Member": joint("of", "poolId"),
    "openstack:loadbalancer/members:Members": joint("of", "poolId"),
    "openstack:loadbalancer/monitor:Monitor": joint("of", "poolId"),
    "openstack:loadbalancer/l7PolicyV2:L7PolicyV2": joint("of", "listenerId"),
    "openstack:loadbalancer/l7RuleV2:L7RuleV2": joint("of", "l7policyId"),
}
