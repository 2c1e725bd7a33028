"""From flows to the rules of one segment's firewall. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from components.contract.check import end_networks
from components.contract.intent import Area, Flow, Hub, Intent, Segment
from components.contract.roles.network import Rule
from components.contract.words import Protocol

ANYWHERE = "0.0.0.0/0"


def rules(intent: Intent, area: Area, segment: Segment) -> tuple[Rule, ...]:
    """Both directions of every flow that touches the segment, in the order of the intent.

    The egress proxy's way out has no address to be narrowed to: its destinations are names, and the proxy is what
    filters them. No other rule is ever open to the whole internet.
    """
    found = [rule for flow in area.flows for rule in _rules(intent, area, segment, flow)]
    if isinstance(area, Hub) and segment.name == area.egress.segment:
        found += _way_out(area)
    return tuple(found)


def client_cidrs(intent: Intent, area: Area, segment: Segment, *ports: int) -> tuple[str, ...]:
    """The ranges whose hosts may connect to one of these TCP ports: for services that filter sources, not ports."""
    return tuple(
        dict.fromkeys(
            peer
            for rule in rules(intent, area, segment)
            if rule.direction == "in"
            and rule.protocol is Protocol.TCP
            and any(_covers(rule.ports, port) for port in ports)
            for peer in rule.peers
        )
    )


def _covers(ports: tuple[str, ...], port: int) -> bool:
    bounds = (text.partition("-") for text in ports)
    return any(int(low) <= port <= int(high or low) for low, _, high in bounds)


def egress_cidrs(intent: Intent, area: Area, segment: Segment) -> tuple[str, ...]:
    """The ranges to which the segment's hosts may connect."""
    return tuple(
        dict.fromkeys(peer for rule in rules(intent, area, segment) if rule.direction == "out" for peer in rule.peers)
    )


def _rules(intent: Intent, area: Area, segment: Segment, flow: Flow) -> Iterator[Rule]:
    if flow.to == segment.name:
        yield _rule(flow, "in", end_networks(intent, area, flow.source))
    if flow.source == segment.name:
        yield _rule(flow, "out", end_networks(intent, area, flow.to))


def _rule(flow: Flow, direction: str, peers: tuple[object, ...]) -> Rule:
    return Rule(
        flow=flow.id,
        direction="in" if direction == "in" else "out",
        protocol=flow.protocol,
        ports=tuple(str(port) for port in flow.ports),
        peers=tuple(str(peer) for peer in peers),
        justification=flow.justification,
        until=flow.until,
    )


def _way_out(hub: Hub) -> list[Rule]:
    ports = sorted({destination.port for destination in hub.egress.allowed})
    return [
        Rule(
            flow=next(item.id for item in hub.egress.allowed if item.port == port),
            direction="out",
            protocol=Protocol.TCP,
            ports=(str(port),),
            peers=(ANYWHERE,),
            justification="the egress proxy reaches the allowed names, whose addresses change",
            until=None,
        )
        for port in ports
    ]


def seat_rules(intent: Intent, area: Area, seat: str) -> tuple[Rule, ...]:
    """The rules of the segment in which a workstation stands, by the name of its role."""
    kind = next(item for item in area.workstations if seat.rpartition("-")[0] == f"{area.name}-{item.name}")
    return rules(intent, area, next(item for item in area.segments if item.name == kind.segment))


def bastion_cidr(intent: Intent) -> str:
    """The range of the bastion's segment."""
    return str(intent.plan.segments[intent.hub.name, intent.hub.bastion.segment])
