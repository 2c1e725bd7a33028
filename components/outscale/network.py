"""Networks, segments and firewalls.

One Net for each area, joined to the hub's Net by a peering that carries nothing further. Every segment has a route
table of its own, so only those that need it have a way to the internet. Security groups are the wall around each
segment, in both directions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi
import pulumi_outscale as outscale

from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, Text, entry
from components.contract.intent import Area, Hub, Intent
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    NetworkLinks,
    NetworkSpec,
    Rule,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.words import Protocol, Purpose
from components.outscale import subnets
from components.outscale.place import Here, present, replaced_in_place, tag_blocks
from components.outscale.providers import CLOUD, HUB

ANYWHERE = "0.0.0.0/0"
LAN_RULES: outscale.NetTagArgsDict = {"key": "osc.fcu.enable_lan_security_groups", "value": "true"}
"""Without it hosts of one subnet reach each other whatever their security groups say. It counts only where the Net has
it before its first subnet (vendor's user guide, About Nets)."""
# Segments of the hub whose hosts have an address on the internet.
_OUTSIDE = (Purpose.BASTION, Purpose.SITE_LINK)
_DIRECTIONS = {"in": "Inbound", "out": "Outbound"}
_NO_PORTS = -1
_DNS = "53"


@dataclass(frozen=True, kw_only=True)
class Net(NetworkHandle):
    """A network with the route tables of its segments (`<segment>` or `<segment>-<zone>`) and, in the hub, its way to
    the internet. It has no router of its own.
    """

    tables: Mapping[str, Text]
    internet: Text

    def exported(self) -> dict[str, object]:
        """Without what is for its own layer: no other may use the way to the internet."""
        return {key: value for key, value in super().exported().items() if key != "internet"}


@dataclass(frozen=True, kw_only=True)
class ZonedSegment(SegmentHandle):
    """A segment with its subnet in each zone, by zone number as text, and what a role adds routes to.

    `first`: the zone whose hosts stand at their addresses of the plan.
    """

    subnets: Mapping[str, Text]
    first: int
    net: Net

    def at(self, zone: int) -> Text:
        return self.subnets[str(zone)]


def tables_of(intent: Intent, area: Area) -> Iterator[str]:
    """The route tables of an area: one for each segment, and for the proxies' one in each zone, behind its own NAT."""
    for segment in area.segments:
        if isinstance(area, Hub) and segment.purpose is Purpose.EGRESS:
            yield from (f"{segment.name}-{zone}" for zone in range(1, intent.platform.zones + 1))
        else:
            yield segment.name


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """A Net with the route tables of its segments; its peering with the hub, accepted, and the routes at both ends; in
    the hub the internet service, which by itself routes nothing.

    Deliberately not: a route from one area to another (a peering carries nothing beyond its two Nets), IPv6.
    """
    net = outscale.Net(
        place.name,
        ip_range=spec.cidr,
        tenancy="default",
        tags=[*tag_blocks(place), LAN_RULES],
        opts=place.options(provider=CLOUD),
    )
    tables = {name: _table(place, net, name).route_table_id for name in tables_of(place.site.intent, place.site.area)}
    internet: Text = ""
    if spec.internet_exit:
        internet = internet_service(place, net.net_id)
        _resolvers(place, net)
    routes = tuple(_join(place, spec, net, tables, links.hub)) if links.hub else ()
    return Net(
        place.urn,
        net.net_id,
        place.label("network"),
        spec.cidr,
        "",
        tables=tables,
        internet=internet,
        ready=routes,
    )


def _table(place: Here, net: outscale.Net, name: str) -> outscale.RouteTable:
    return outscale.RouteTable(
        f"{place.name}-{name}", net_id=net.net_id, tags=tag_blocks(place), opts=place.options(provider=CLOUD)
    )


def internet_service(place: Here, net: Text) -> pulumi.Output[str]:
    """The internet service of a Net, to be had once it is linked: a route to it would fail before."""
    made = outscale.InternetService(place.name, tags=tag_blocks(place), opts=place.options(provider=CLOUD))
    link = outscale.InternetServiceLink(
        place.name,
        net_id=net,
        internet_service_id=made.internet_service_id,
        opts=place.options(provider=CLOUD),
    )
    return link.internet_service_id


def _resolvers(place: Here, net: outscale.Net) -> None:
    """Names and time in the hub as the hosts' own firewalls allow them, not the cloud's defaults."""
    made = outscale.DhcpOption(
        place.name,
        domain_name=place.site.intent.platform.domain,
        domain_name_servers=list(place.choices.dns_servers),
        ntp_servers=[place.site.addresses.time()],
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )
    outscale.NetAttributes(
        place.name,
        net_id=net.net_id,
        dhcp_options_set_id=made.dhcp_options_set_id,
        opts=place.options(provider=CLOUD),
    )


def _join(
    place: Here, spec: NetworkSpec, net: outscale.Net, tables: Mapping[str, Text], hub: NetworkHandle
) -> Iterator[outscale.Route]:
    """The routes. Both ends belong to this stack: an area comes and goes, and nothing of the hub's own changes."""
    peering = outscale.NetPeering(
        f"{place.name}-to-hub",
        source_net_id=net.net_id,
        accepter_net_id=hub.id,
        accepter_owner_id=place.choices.hub_account,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )
    accepted = outscale.NetPeeringAcceptation(
        f"{place.name}-to-hub", net_peering_id=peering.net_peering_id, opts=place.options(provider=HUB)
    )
    for name, table in tables.items():
        yield _peered(place, f"{name}-to-hub", CLOUD, table, hub.cidr, accepted)
    far = pulumi.Output.from_input(hub.tables)
    for name in tables_of(place.site.intent, place.site.intent.hub):
        # one by one: a table that the hub's layer is about to make leaves the others known
        yield _peered(place, f"from-hub-{name}", HUB, entry(far, name), spec.cidr, accepted)


def _peered(
    place: Here, suffix: str, provider: str, table: Text, destination: Text, accepted: outscale.NetPeeringAcceptation
) -> outscale.Route:
    return outscale.Route(
        f"{place.name}-{suffix}",
        route_table_id=table,
        destination_ip_range=destination,
        net_peering_id=accepted.net_peering_id,
        opts=place.options(provider=provider),
    )


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A subnet in each zone, linked to the segment's route table; for the hub's bastion and site link the default route
    to the internet service, for its proxies a NAT service in each of their zones.

    Deliberately not: public addresses at launch, a default route of any other segment.
    """
    net = present(links.network, "the network of a segment")
    if not isinstance(net, Net):
        raise TypeError(f"the network of {place.name} was not made in its layer")
    name = place.name.removeprefix(f"{place.site.area.name}-")
    behind_nat = isinstance(place.site.area, Hub) and spec.purpose is Purpose.EGRESS
    first = subnets.first_zone(place.site.intent, place.site.area, name)
    made: dict[str, Text] = {}
    ready: list[pulumi.Resource] = [*net.ready]
    for zone in range(1, place.site.intent.platform.zones + 1):
        cidr = str(subnets.of_zone(spec.cidr, zone, first))
        subnet = plain_subnet(place, f"{place.name}-{zone}", net.id, cidr, zone)
        table = net.tables[f"{name}-{zone}" if behind_nat else name]
        ready.append(_linked(place, f"{place.name}-{zone}", table, subnet))
        made[str(zone)] = subnet.subnet_id
    if isinstance(place.site.area, Hub) and spec.purpose in _OUTSIDE:
        ready.append(to_internet(place, place.name, net.tables[name], net.internet))
    if behind_nat:
        ready += _ways_out(place, spec, net, name)
    one = made[str(first)]
    return ZonedSegment(
        place.urn,
        one,
        place.label("segment"),
        spec.cidr,
        net.id,
        one,
        subnets=made,
        first=first,
        ready=tuple(ready),
        net=net,
    )


def _linked(place: Here, name: str, table: Text, subnet: outscale.Subnet) -> outscale.RouteTableLink:
    return outscale.RouteTableLink(
        name,
        route_table_id=table,
        subnet_id=subnet.subnet_id,
        opts=replaced_in_place(place.options(provider=CLOUD)),
    )


def plain_subnet(place: Here, name: str, net: Text, cidr: str, zone: int) -> outscale.Subnet:
    return outscale.Subnet(
        name,
        net_id=net,
        ip_range=cidr,
        subregion_name=place.choices.zone(zone),
        map_public_ip_on_launch=False,
        tags=tag_blocks(place),
        opts=replaced_in_place(place.options(provider=CLOUD)),
    )


def front_subnet(place: Here, name: str, net: Text, internet: Text, cidr: str, zone: int) -> pulumi.Output[str]:
    """A subnet on the internet's side, with a route table of its own; to be had once the route is there."""
    subnet = plain_subnet(place, name, net, str(subnets.front(cidr, zone)), zone)
    table = outscale.RouteTable(name, net_id=net, tags=tag_blocks(place), opts=place.options(provider=CLOUD))
    link = _linked(place, name, table.route_table_id, subnet)
    route = to_internet(place, name, table.route_table_id, internet)
    ready = pulumi.Output.all(subnet.subnet_id, link.link_route_table_id, route.destination_ip_range)
    return ready.apply(lambda found: str(found[0]))


def to_internet(place: Here, name: str, table: Text, internet: Text) -> outscale.Route:
    return outscale.Route(
        f"{name}-to-internet",
        route_table_id=table,
        destination_ip_range=ANYWHERE,
        gateway_id=internet,
        opts=place.options(provider=CLOUD),
    )


def _ways_out(place: Here, spec: SegmentSpec, net: Net, name: str) -> Iterator[outscale.Route]:
    """The NAT of a zone stands beside the proxies, on the internet's side, and serves the proxies' subnet only."""
    for zone in place.site.intent.hub.egress.zones:
        resource = f"{place.name}-exit-{zone}"
        subnet = front_subnet(place, resource, net.id, net.internet, spec.cidr, zone)
        address = outscale.PublicIp(resource, tags=tag_blocks(place), opts=place.options(provider=CLOUD))
        nat = outscale.NatService(
            resource,
            public_ip_id=address.public_ip_id,
            subnet_id=subnet,
            tags=tag_blocks(place),
            opts=place.options(provider=CLOUD),
        )
        yield outscale.Route(
            resource,
            route_table_id=net.tables[f"{name}-{zone}"],
            destination_ip_range=ANYWHERE,
            nat_service_id=nat.nat_service_id,
            opts=place.options(provider=CLOUD),
        )


def firewall(place: Here, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """A security group without the cloud's rule that lets everything out, one rule for each direction, port and peer.

    Rules carry no text there, so the group's tags carry the flows. Deliberately not: the Net's default group, a rule by
    group (a peer is always a range of the address plan).
    """
    segment = present(links.segment, "the segment of a firewall")
    rules = (*spec.rules, *_names(place, spec))
    flows = tuple(dict.fromkeys(rule.flow for rule in rules))
    group = security_group(
        place, place.name, place.label("segment"), f"flows of the segment {spec.segment}", segment, flows
    )
    made: dict[tuple[str, str, str, str], pulumi.Resource] = {}
    for rule in rules:
        for port in rule.ports or ("",):
            for peer in rule.peers:
                # the cloud refuses the same rule twice: the first flow that asks for it carries it
                key = (rule.direction, rule.protocol.value, port, peer)
                if key not in made:
                    parts = (rule.flow, *key[:3], peer.replace("/", "-"))
                    name = "-".join((place.name, *(part for part in parts if part)))
                    made[key] = security_rule(place, name, group, rule.direction, rule.protocol, port, peer)
    return FirewallHandle(place.urn, {"0": group.security_group_id}, ready=tuple(made.values()))


def _names(place: Here, spec: FirewallSpec) -> Iterator[Rule]:
    """The proxies' way to their resolvers, which stand outside of every segment: names are their work."""
    if isinstance(place.site.area, Hub) and spec.purpose is Purpose.EGRESS:
        for protocol in (Protocol.UDP, Protocol.TCP):
            yield Rule(
                flow=place.site.area.egress.allowed[0].id,
                direction="out",
                protocol=protocol,
                ports=(_DNS,),
                peers=tuple(f"{address}/32" for address in place.choices.dns_servers),
                justification="names of the allowed destinations",
                until=None,
            )


def security_group(
    place: Here, name: str, label: str, description: str, segment: SegmentHandle, flows: tuple[str, ...]
) -> outscale.SecurityGroup:
    return outscale.SecurityGroup(
        name,
        security_group_name=label,
        description=description,
        net_id=segment.network,
        remove_default_outbound_rule=True,
        tags=tag_blocks(place, *flows),
        opts=place.options(provider=CLOUD),
    )


def security_rule(
    place: Here,
    name: str,
    group: outscale.SecurityGroup,
    direction: str,
    protocol: Protocol,
    port: str,
    peer: str,
) -> outscale.SecurityGroupRule:
    low, _, high = port.partition("-")
    is_icmp = protocol is Protocol.ICMP
    return outscale.SecurityGroupRule(
        name,
        security_group_id=group.security_group_id,
        flow=_DIRECTIONS[direction],
        ip_protocol=protocol.value,
        from_port_range=_NO_PORTS if is_icmp else int(low),
        to_port_range=_NO_PORTS if is_icmp else int(high or low),
        ip_range=peer,
        opts=place.options(provider=CLOUD),
    )
