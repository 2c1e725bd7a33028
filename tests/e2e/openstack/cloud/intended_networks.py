"""Segments, routers, the flow matrix: from the intent and the address plan."""

from __future__ import annotations

from collections.abc import Iterator

from components.contract import intent as contract
from components.contract.intent import Area, Flow, Hub, Intent
from components.contract.names import role_name
from components.contract.words import Protocol
from tests.e2e.openstack.cloud.model import Route
from tests.e2e.openstack.cloud.ranges import Range, parsed
from tests.e2e.openstack.cloud.source import Source
from tests.e2e.openstack.cloud.traffic import LAST_PORT, Traffic, ports
from tests.e2e.openstack.cloud.wanted import Line, WantedFlow, WantedRouter, WantedSegment

_NUMBERS = {Protocol.TCP: 6, Protocol.UDP: 17, Protocol.ICMP: 1}
_ANYWHERE = "0.0.0.0/0"
_DNS = 53


def segment(source: Source, area: Area, one: contract.Segment) -> WantedSegment:
    plan, name = source.intent.plan, role_name(area, one)
    cidr = plan.segments[area.name, one.name]
    first = str(cidr[1])
    closed = area is source.hub and one.name not in _segments_with_exit(source.hub)
    ways = ("hub", "environments", "spaces") if closed else ()
    return WantedSegment(
        area=area.name,
        name=one.name,
        label=source.label("segment", name),
        group=source.label("firewall", name),
        cidr=str(cidr),
        gateway=None if closed else first,
        router_address=first,
        routes=tuple(sorted((Route(str(plan.pool(way)), first) for way in ways), key=lambda way: way.destination)),
        dns=source.choices.dns_servers if area is source.hub and not closed else (),
        rules=frozenset(_lines(source, area, one)),
    )


def _segments_with_exit(hub: Hub) -> frozenset[str]:
    """Where hosts have an address on the internet, or leave to it."""
    return frozenset((hub.bastion.segment, hub.egress.segment, hub.site_link.segment))


def _lines(source: Source, area: Area, one: contract.Segment) -> Iterator[Line]:
    for flow in area.flows:
        if flow.source == one.name:
            yield from _directed("egress", flow, _peers(source.intent, area, flow.to))
        if flow.to == one.name:
            yield from _directed("ingress", flow, _peers(source.intent, area, flow.source))
    if area is source.hub and one.name == source.hub.egress.segment:
        # destinations are names, which the proxy filters; it asks the cloud's resolver for them
        for destination in source.hub.egress.allowed:
            yield _line("egress", Traffic(_NUMBERS[Protocol.TCP], destination.port, destination.port), _ANYWHERE)
        for protocol in (Protocol.UDP, Protocol.TCP):
            for server in source.choices.dns_servers:
                yield _line("egress", Traffic(_NUMBERS[protocol], _DNS, _DNS), str(parsed(server)))


def _directed(direction: str, flow: Flow, peers: tuple[Range, ...]) -> Iterator[Line]:
    for traffic in _intervals(flow):
        for peer in peers:
            yield _line(direction, traffic, str(peer))


def _line(direction: str, traffic: Traffic, peer: str) -> Line:
    return Line(direction, "IPv4", str(traffic), peer)


def _intervals(flow: Flow) -> Iterator[Traffic]:
    number = _NUMBERS[flow.protocol]
    if not flow.ports:
        yield Traffic(number, 0, LAST_PORT)
    for port in flow.ports:
        low, _, high = str(port).partition("-")
        yield ports(number, int(low), int(high or low))


def _peers(intent: Intent, area: Area, end: str) -> tuple[Range, ...]:
    hub, plan = intent.hub, intent.plan
    words: dict[str, tuple[str, ...]] = {
        "environments": (str(plan.pool("environments")),),
        "spaces": (str(plan.pool("spaces")),),
        "site": hub.site_link.remote_cidrs,
        "peer": (hub.site_link.peer_address,),
        "time": hub.time_source.servers,
        "administrators": hub.bastion.allowed_cidrs,
    }
    if end in words:
        return tuple(parsed(one) for one in words[end])
    return (plan.segments[_end(area, end)],)


def _end(area: Area, end: str) -> tuple[str, str]:
    owner, _, segment = end.rpartition(".")
    return owner or area.name, segment


def flows(intent: Intent, area: Area, flow: Flow) -> Iterator[WantedFlow]:
    """Flows to or from a word are left out: they allow more than stands at their other end."""
    ends = _end(area, flow.source), _end(area, flow.to)
    if all(end in intent.plan.segments for end in ends):
        for traffic in _intervals(flow):
            yield WantedFlow(flow.id, ends[0], ends[1], traffic)


def router(source: Source, area: Area) -> WantedRouter:
    """On a shared network, only its owner chooses addresses; the others get theirs from the cloud."""
    plan, hub = source.intent.plan, source.hub
    chosen = area is hub or source.choices.network_type == "vrack"
    first = plan.host(hub.name, hub.site_link.segment, hub.site_link.zones[0] - 1)
    there = [Route(cidr, first) for cidr in hub.site_link.remote_cidrs]
    back = [Route(str(plan.networks[hub.name]), plan.transit_address(hub))]
    others = [other.name for other in source.intent.areas if other is not hub]
    return WantedRouter(
        area=area.name,
        label=source.label("network", area.name),
        transit_address=plan.transit_address(area) if chosen else None,
        routes=frozenset(there if area is hub else back),
        areas=tuple((str(plan.networks[name]), name) for name in others) if area is hub else (),
        exit=area is hub,
    )
