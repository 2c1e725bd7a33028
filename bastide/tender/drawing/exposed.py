"""What the cloud's own records open to the internet, whatever the roles say: load balancers and rules for the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bastide.tender.drawing.areas import segment_id
from bastide.tender.drawing.ports import Port, written
from bastide.tender.drawing.rules import area_of
from bastide.tender.drawing.scene import Connection, End
from bastide.tender.drawing.things import missing
from policies.kinds.flows import WORLD
from policies.kinds.values import Flow
from policies.record import Record
from policies.view import View

_HTTPS: Final = ("443",)
"""The portal's entry, by the contract of its role."""


def exposed(view: View) -> Iterator[Connection]:
    """Connections from the internet that no rule of a role shows."""
    for portal in view.of("role.Portal"):
        yield from _portal(view, portal)
    for group in view.of("net.sg", "net.sg_rule"):
        ports = frozenset(port for rule in _rules(group) if _is_open(rule) for port in _ports(rule))
        segment = _segment(view, group) if ports else None
        if segment:
            yield Connection(End.USERS, segment, written(ports))


def _portal(view: View, portal: Record) -> Iterator[Connection]:
    segment = _segment(view, portal)
    made = view.made_for(portal)
    level = missing(portal, made)
    if segment and level:
        yield Connection(End.USERS, segment, _HTTPS, missing=level)
    for record in made:
        if segment and record.kind == "net.lb" and record.raw("public") is True:
            yield Connection(End.USERS, segment, written(_listened(record)))


def _listened(balancer: Record) -> Iterable[Port]:
    listeners = balancer.raw("listeners")
    for item in listeners if isinstance(listeners, tuple) else ():
        if isinstance(item.port, int):
            yield Port("tcp", item.port, item.port)


def _rules(group: Record) -> tuple[Any, ...]:
    rules = group.raw("rules")
    return rules if isinstance(rules, tuple) else ()


def _is_open(rule: Flow) -> bool:
    peers = rule.peers if isinstance(rule.peers, tuple) else ()
    return rule.direction == "in" and rule.allow is True and any(peer in WORLD for peer in peers)


def _ports(rule: Flow) -> Iterator[Port]:
    protocol = rule.protocol if isinstance(rule.protocol, str) else "any"
    spans = rule.ports if isinstance(rule.ports, tuple) and rule.ports else ((0, 65535),)
    return (Port(protocol, *span) for span in spans)


def _segment(view: View, record: Record) -> str:
    role = record if record.kind.startswith("role.") else record.owner
    segment = view.linked(role, "segment") if role is not None else None
    area = area_of(segment) if segment is not None else None
    return segment_id(area, segment) if area is not None and segment is not None else ""
