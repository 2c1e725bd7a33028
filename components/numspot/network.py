"""Networks, segments and firewalls.

One VPC for each area, joined to the hub's by a bridge that passes nothing on to a third; one route table for each
segment; one security group for each segment, which counts between hosts of one subnet too, because every VPC says so in
a tag before its first subnet is made.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi
import pulumi_numspot as numspot

from components.contract.flows import ANYWHERE
from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, Text
from components.contract.intent import Area, Hub
from components.contract.names import role_name
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    NetworkLinks,
    NetworkSpec,
    Rule,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.words import Protocol
from components.numspot.place import Here, present, tag_blocks
from components.numspot.providers import CLOUD

LAN_RULES: numspot.VpcTagArgsDict = {"key": "osc.fcu.enable_lan_security_groups", "value": "true"}
"""Without it hosts of one subnet reach each other whatever their security groups say (documentation, VPC, Concepts)."""
# The first address of a subnet that the cloud leaves to its hosts; ours begin at .10.
_ANCHOR = 4


@dataclass(frozen=True)
class OwnNetwork(NetworkHandle):
    """A network for the segments of its own layer.

    `first` is the segment whose subnet is made with the network (it holds what needs a subnet), by its role's name.
    `routes` are the entries of every route table, `ways_out` the further one of some segments, by role name.
    """

    first: str
    subnet: Text
    routes: tuple[numspot.RouteTableRouteArgsDict, ...]
    ways_out: Mapping[str, numspot.RouteTableRouteArgsDict]

    def exported(self) -> dict[str, object]:
        """As any network: no other layer attaches to its gateways."""
        inner = ("first", "subnet", "routes", "ways_out")
        return {name: value for name, value in super().exported().items() if name not in inner}


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """A VPC with the subnet of one segment: in the hub the bastion's, elsewhere the area's services'.

    In the hub: the internet gateway, the NAT gateway of the egress segment and the gateway of the site link. Elsewhere:
    the bridge to the hub, and the VM without a task that must stand in a network before it can be bridged.
    Deliberately not: automatic public addresses, a way from one area to another (bridges pass nothing on).
    """
    vpc = numspot.Vpc(
        place.name,
        ip_range=spec.cidr,
        tenancy="default",
        tags=[*tag_blocks(place), LAN_RULES],
        opts=place.options(provider=CLOUD),
    )
    if links.hub is None:
        return _hub(place, spec, vpc, _first(place, place.site.intent.hub.bastion.segment))
    return _spoke(place, spec, vpc, links.hub, _first(place, place.site.area.service_segment))


@dataclass(frozen=True)
class _First:
    """The segment whose subnet is made with the network."""

    name: str
    cidr: str


def _first(place: Here, segment: str) -> _First:
    area = place.site.area
    return _First(_role(area, segment), str(place.site.addresses.segments[area.name, segment]))


def _role(area: Area, segment: str) -> str:
    """The name of the role of one of the area's segments."""
    return role_name(area, next(item for item in area.segments if item.name == segment))


def _hub(place: Here, spec: NetworkSpec, vpc: numspot.Vpc, first: _First) -> OwnNetwork:
    hub = place.site.intent.hub
    check_segments(hub)
    subnet = _subnet(place, first.name, first.cidr, vpc)
    internet = _internet_gateway(place, vpc)
    address = numspot.PublicIp(f"{place.name}-exit", tags=tag_blocks(place), opts=place.options(provider=CLOUD))
    nat = numspot.NatGateway(
        f"{place.name}-exit",
        public_ip_id=address.id,
        subnet_id=subnet.id,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD, depends_on=[internet]),
    )
    link = numspot.VirtualGateway(
        f"{place.name}-link", connection_type="ipsec.1", vpc_id=vpc.id, opts=place.options(provider=CLOUD)
    )
    bridged = [
        _route(str(place.site.addresses.networks[area.name]), place.choices.bridges[area.name])
        for area in place.site.intent.areas
        if area.name in place.choices.bridges
    ]
    return OwnNetwork(
        urn=place.urn,
        id=vpc.id,
        name=place.label("network"),
        cidr=spec.cidr,
        router=link.id,
        first=first.name,
        subnet=subnet.id,
        routes=(*bridged, *(_route(cidr, link.id) for cidr in hub.site_link.remote_cidrs)),
        ways_out={
            first.name: _route(ANYWHERE, internet.id),
            _role(hub, hub.egress.segment): {"destination_ip_range": ANYWHERE, "nat_gateway_id": nat.id},
            **{name: _route(ANYWHERE, internet.id) for name in _entries(hub)},
        },
    )


def check_segments(hub: Hub) -> None:
    """Raise ValueError where bastion and proxies share a subnet, which has one way out."""
    if hub.bastion.segment == hub.egress.segment:
        raise ValueError(
            f"found the bastion and the proxies in one segment `{hub.egress.segment}` | a segment for each: one has "
            "public addresses, the other goes out by NAT | move the bastion to a segment of its own"
        )


def _spoke(place: Here, spec: NetworkSpec, vpc: numspot.Vpc, hub: NetworkHandle, first: _First) -> OwnNetwork:
    area = place.site.area
    subnet = _subnet(place, first.name, first.cidr, vpc)
    bridge = numspot.ComputeBridge(
        f"{place.name}-to-hub",
        source_vpc_id=vpc.id,
        destination_vpc_id=hub.id,
        opts=place.options(provider=CLOUD, depends_on=[_anchor(place, vpc, subnet, first)]),
    )
    entries = _entries(area)
    internet = _internet_gateway(place, vpc).id if entries else None
    return OwnNetwork(
        urn=place.urn,
        id=vpc.id,
        name=place.label("network"),
        cidr=spec.cidr,
        router=bridge.gateway_id,
        first=first.name,
        subnet=subnet.id,
        routes=(_route(hub.cidr, bridge.gateway_id),),
        ways_out={name: _route(ANYWHERE, internet) for name in entries} if internet else {},
    )


def _entries(area: Area) -> list[str]:
    """The segments with a portal, whose load balancer answers on the internet; no host there has an address on it."""
    return sorted({_role(area, portal.segment) for portal in area.portals})


def _route(destination: Text, gateway: Text) -> numspot.RouteTableRouteArgsDict:
    return {"destination_ip_range": destination, "gateway_id": gateway}


def _internet_gateway(place: Here, vpc: numspot.Vpc) -> numspot.InternetGateway:
    return numspot.InternetGateway(
        place.name, vpc_id=vpc.id, tags=tag_blocks(place), opts=place.options(provider=CLOUD)
    )


def _anchor(place: Here, vpc: numspot.Vpc, subnet: numspot.Subnet, first: _First) -> numspot.Vm:
    """A VM that does nothing, behind a group that lets nothing in or out: no key pair, document or public address."""
    closed = numspot.SecurityGroup(
        f"{place.name}-anchor",
        name=f"{place.label('network')}-anchor",
        description="holds a network for its bridge, everything closed",
        vpc_id=vpc.id,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )
    return numspot.Vm(
        f"{place.name}-anchor",
        image_id=place.choices.image,
        type=place.choices.anchor_type,
        subnet_id=subnet.id,
        security_group_ids=[closed.id],
        private_ips=[str(ipaddress.IPv4Network(first.cidr)[_ANCHOR])],
        placement={"availability_zone_name": place.choices.availability_zone, "tenancy": "default"},
        deletion_protection=True,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )


def _subnet(place: Here, name: str, cidr: str, vpc: numspot.Vpc | Text) -> numspot.Subnet:
    return numspot.Subnet(
        name,
        vpc_id=vpc.id if isinstance(vpc, numspot.Vpc) else vpc,
        ip_range=cidr,
        availability_zone_name=place.choices.availability_zone,
        map_public_ip_on_launch=False,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A subnet (but where it was made with the network) and its route table: to the hub and, where declared, outside.

    Deliberately not: a default route but for the bastion's segment, the proxies' and a portal's; the network's main
    route table, which no resource manages and no subnet of ours uses.
    """
    home = _own(place, links.network)
    subnet = home.subnet if home.first == place.name else _subnet(place, place.name, spec.cidr, home.id).id
    further = home.ways_out.get(place.name)
    table = numspot.RouteTable(
        place.name,
        vpc_id=home.id,
        subnet_ids=[subnet],
        routes=[*home.routes, *([further] if further else [])],
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )
    return SegmentHandle(
        place.urn, subnet, place.label("segment"), spec.cidr, home.id, subnet, ready=(*home.ready, table)
    )


def _own(place: Here, found: NetworkHandle | None) -> OwnNetwork:
    home = present(found, f"the network of the segment `{place.name}`")
    if not isinstance(home, OwnNetwork):
        raise TypeError(f"the segment `{place.name}` stands in a network of another layer")
    return home


def firewall(place: Here, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """A security group and a rule for each direction, port and peer of a flow; everything else is closed.

    The cloud opens every new group outwards; the provider takes that rule out before it reports the group made.
    Rules carry no text, so the group's tags carry the flows.
    """
    home = present(links.segment, f"the segment of the firewall `{place.name}`")
    flows = tuple(dict.fromkeys(rule.flow for rule in spec.rules))
    group = numspot.SecurityGroup(
        place.name,
        name=place.label("segment"),
        description=f"segment {spec.segment}, what no flow opens is closed",
        vpc_id=home.network,
        tags=tag_blocks(place, *flows),
        opts=place.options(provider=CLOUD),
    )
    made = [_rule(place, group.id, opened) for opened in dict.fromkeys(_opened(spec.rules))]
    return FirewallHandle(place.urn, {"0": group.id}, ready=tuple(made))


@dataclass(frozen=True)
class Opened:
    """One rule of a security group. Two flows that open the same are one rule."""

    direction: str
    protocol: Protocol
    low: int
    high: int
    peer: str

    @property
    def name(self) -> str:
        return f"{self.direction}-{self.protocol}-{self.low}-{self.high}-{self.peer.replace('/', '-')}"


def _rule(place: Here, group: pulumi.Input[str], opened: Opened) -> numspot.SecurityGroupRule:
    return numspot.SecurityGroupRule(
        f"{place.name}-{opened.name}",
        security_group_id=group,
        flow="Inbound" if opened.direction == "in" else "Outbound",
        ip_protocol=opened.protocol.value,
        from_port_range=opened.low,
        to_port_range=opened.high,
        ip_range=opened.peer,
        opts=place.options(provider=CLOUD),
    )


def _opened(rules: tuple[Rule, ...]) -> Iterator[Opened]:
    for rule in rules:
        for peer in rule.peers:
            for low, high in _ports(rule):
                yield Opened(rule.direction, rule.protocol, low, high, peer)


def _ports(rule: Rule) -> Iterator[tuple[int, int]]:
    if rule.protocol is Protocol.ICMP:
        # all types and codes (documentation, security group rules)
        yield -1, -1
    for text in rule.ports:
        low, _, high = text.partition("-")
        yield int(low), int(high or low)
