"""The rules of all segments, as the roles carry them, with their peers as networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from bastide.tender.drawing.areas import segment_id
from bastide.tender.drawing.ports import Port, of_rule
from bastide.tender.drawing.shown import field, shown, spec, texts
from policies.record import Record
from policies.view import View

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Rule:
    """One rule of a segment; `direction` is `in` or `out`."""

    segment: str
    direction: str
    flow: str
    ports: frozenset[Port]
    peers: tuple[str, ...]


@dataclass(frozen=True)
class Walled:
    """A segment, its range (None where it cannot be read), and its rules."""

    id: str
    network: Network | None
    rules: tuple[Rule, ...]


def walled(view: View) -> tuple[Walled, ...]:
    """All segments with their rules: those of the firewall that is linked to them."""
    firewalls: dict[str, list[Record]] = {}
    for firewall in view.of("role.Firewall"):
        segment = view.linked(firewall, "segment")
        if segment is not None:
            firewalls.setdefault(segment.urn, []).append(firewall)
    return tuple(
        _walled(area, segment, firewalls.get(segment.urn, ()))
        for segment in view.of("role.Segment")
        if (area := area_of(segment)) is not None
    )


def area_of(role: Record) -> Record | None:
    """The hub, environment or space around a role."""
    return next((item for item in role.owners() if item.kind in ("role.Environment", "role.ProjectSpace")), None)


def _walled(area: Record, segment: Record, firewalls: Any) -> Walled:
    name = segment_id(area, segment)
    rules = tuple(rule for wall in firewalls for rule in _rules(name, wall))
    return Walled(name, network(shown(spec(segment, "cidr"))), rules)


def _rules(segment: str, firewall: Record) -> Iterator[Rule]:
    found = spec(firewall, "rules")
    for rule in found if isinstance(found, list | tuple) else ():
        yield Rule(
            segment=segment,
            direction=shown(field(rule, "direction")),
            flow=shown(field(rule, "flow")),
            ports=of_rule(rule),
            peers=texts(field(rule, "peers")),
        )


@lru_cache(maxsize=8192)
def network(text: str) -> Network | None:
    """The range of this text; None where it is none."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def inside(inner: Network | None, outer: Network | None) -> bool:
    """Whether one range is a part of the other (or equal)."""
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network) and inner.subnet_of(outer)


@lru_cache(maxsize=8192)
def touch(one: Network | None, other: Network | None) -> bool:
    """Whether two ranges have an address in common."""
    return one is not None and other is not None and one.version == other.version and one.overlaps(other)
