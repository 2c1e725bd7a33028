"""The flows of one estate: what both ends of a connection let through, and what leads outside. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bastide.cutover.parity.reach.ends import INTERNET, Ends, segment_of
from bastide.cutover.parity.reach.ports import ALL, Ports, by_protocol, joined, shared
from bastide.cutover.parity.reach.walls import Open, Wall, walls
from bastide.tender.drawing.shown import field as field_of
from bastide.tender.drawing.shown import shown, spec
from plan.values import UNKNOWN
from policies.record import Record
from policies.view import View

Flow = tuple[str, str, str]
"""From which end to which one, by which protocol."""
Flows = Mapping[Flow, Ports]
ANY_HOST: Final = "any host"


@dataclass(frozen=True)
class Reach:
    """All flows of an estate.

    Attributes:
        most: open for some host at least; `least`: open for every host of both ends.
        segments: names of the segments, to tell them from ends outside.
    """

    most: Flows = field(default_factory=dict)
    least: Flows = field(default_factory=dict)
    segments: frozenset[str] = frozenset()


def reach(view: View) -> Reach:
    """Flows between segments count where both walls let them through, flows with the outside where the one wall does.

    Beyond the controlled way out, each allowed host is an end of its own. Not here: an opening that no other end
    answers, which reaches nothing; NET-002 holds each rule to its declared flow.
    """
    ends = Ends(view)
    found = walls(view, ends)
    more = _added(view)
    return Reach(
        most=_flows(found, lambda wall: wall.most, more),
        least=_flows(found, lambda wall: wall.least, more),
        segments=frozenset(found),
    )


def _flows(found: Mapping[str, Wall], side: Callable[[Wall], Open], more: Mapping[Flow, Ports]) -> Flows:
    flows: dict[Flow, Ports] = dict(more)
    for name, wall in found.items():
        for (direction, end, protocol), ports in side(wall).items():
            other = found.get(end)
            if other is None:
                key = (name, end, protocol) if direction == "out" else (end, name, protocol)
                flows[key] = joined(flows.get(key, ()), ports)
            elif direction == "out":
                both = shared(ports, side(other).get(("in", name, protocol), ()))
                if both:
                    flows[name, end, protocol] = both
    return flows


def _added(view: View) -> Mapping[Flow, Ports]:
    found: dict[Flow, list[Ports]] = defaultdict(list)
    for flow, ports in (*_entries(view), *_hosts(view)):
        found[flow].append(ports)
    return {flow: joined(*parts) for flow, parts in found.items()}


def _entries(view: View) -> Iterator[tuple[Flow, Ports]]:
    """What load balancers open to the internet, in front of the walls of their hosts."""
    for balancer in view.of("net.lb"):
        if balancer.raw("public") in (True, UNKNOWN):
            segment = segment_of(view, balancer)
            name = segment.name if segment is not None else balancer.name
            for ports in _listened(balancer):
                yield (INTERNET, name, "tcp"), ports


def _listened(balancer: Record) -> Iterator[Ports]:
    listeners = balancer.raw("listeners")
    if listeners is UNKNOWN:
        yield ALL
    for item in listeners if isinstance(listeners, tuple) else ():
        # without a port it only says what TLS the others are held to
        if item.port is not None:
            yield ((item.port, item.port),) if isinstance(item.port, int) else ALL


def _hosts(view: View) -> Iterator[tuple[Flow, Ports]]:
    """The destinations beyond the controlled way out: those of the cloud's gateway, else those that our proxy gets."""
    for role in view.of("role.EgressAllowList"):
        segment = segment_of(view, role)
        source = segment.name if segment is not None else role.name
        asked = dict(_asked(role))
        gateways = [record for record in view.made_for(role) if record.kind == "net.egress_gw"]
        for host in _let_through(gateways) if gateways else asked:
            yield (source, host, "tcp"), asked.get(host, ALL)


def _asked(role: Record) -> Iterator[tuple[str, Ports]]:
    allowed = spec(role, "allowed")
    for item in allowed if isinstance(allowed, list | tuple) else ():
        port = field_of(item, "port")
        opened = by_protocol("tcp", ((port, port),) if isinstance(port, int) else ())
        yield shown(field_of(item, "host")), opened["tcp"]


def _let_through(gateways: list[Record]) -> Iterator[str]:
    for gateway in gateways:
        hosts = gateway.raw("hosts")
        if hosts is UNKNOWN:
            yield ANY_HOST
        for host in hosts if isinstance(hosts, tuple) else ():
            yield ANY_HOST if host is UNKNOWN or host in ("", "*") else shown(host)
