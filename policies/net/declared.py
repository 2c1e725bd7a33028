"""What may be open: flows that the roles of the plan declare, and whether an entry of a group is one of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from policies.kept import kept, kept_of_view
from policies.kinds.readers import look
from policies.net.addresses import Network, covered, network, networks
from policies.net.demanded import DEMANDED, is_one
from policies.net.estate import purpose_of, spec_of
from policies.net.groups import Entry, group_of
from policies.net.ports import Range, has_ports, inside, parsed
from policies.record import Record
from policies.view import View

_WORLD: Final = frozenset({"0.0.0.0/0", "::/0"})
_HTTPS: Final[Range] = (443, 443)


class Declared(NamedTuple):
    """One direction of one flow at one segment.

    Attributes:
        own: range of the segment.
        until: last day, None where the flow has no end.
    """

    flow: str
    direction: str
    protocol: str
    ports: tuple[Range, ...]
    peers: tuple[Network, ...]
    own: tuple[Network, ...]
    justified: bool
    until: date | None


@kept
def declared(owner: Record) -> Mapping[str, tuple[Declared, ...]]:
    """The flows that a role declares, by id: a firewall those of its segment, a network those of all its segments."""
    found: dict[str, list[Declared]] = {}
    for role in _declaring(owner):
        for rule in _rules(role):
            found.setdefault(rule.flow, []).append(rule)
    return {flow: tuple(rules) for flow, rules in found.items()}


def _declaring(owner: Record) -> Sequence[Record]:
    if owner.kind in ("role.Firewall", "role.Segment"):
        return (owner,)
    return _segments(owner.view).get(owner.urn, ()) if owner.kind == "role.Network" else ()


@kept_of_view
def _segments(view: View) -> Mapping[str, Sequence[Record]]:
    """URN of a network -> the segments that are linked to it."""
    found: dict[str, list[Record]] = {}
    for role in view.of("role.Segment"):
        network_urn = look(role.raw("links"), "network")
        if isinstance(network_urn, str):
            found.setdefault(network_urn, []).append(role)
    return found


def _rules(role: Record) -> Iterator[Declared]:
    spec = spec_of(role)
    own = networks([str(look(spec, "cidr"))])
    rules = look(spec, "rules")
    for rule in rules if isinstance(rules, list | tuple) else ():
        yield Declared(
            flow=_text(rule, "flow"),
            direction=_text(rule, "direction"),
            protocol=_text(rule, "protocol"),
            ports=parsed(look(rule, "ports") or ()),
            peers=networks(str(peer) for peer in look(rule, "peers") or ()),
            own=own,
            justified=bool(_text(rule, "justification").strip()),
            until=date.fromisoformat(_text(rule, "until")) if _text(rule, "until") else None,
        )


def _text(value: Any, path: str) -> str:
    found = look(value, path)
    return found if isinstance(found, str) else ""


def carried(entry: Entry, group: Record | None) -> tuple[str, ...]:
    """The flow ids of an entry: its own, else those of its group's tag, for clouds whose rules carry no text."""
    if entry.flow or group is None:
        return entry.flow
    return flows_in_tag(group)


@kept
def flows_in_tag(group: Record) -> tuple[str, ...]:
    """The flow ids in the tag of a group."""
    tags: Mapping[str, Any] = group.tags or {}
    text = tags.get("flow")
    parts = text.replace(",", "+").split("+") if isinstance(text, str) else ()
    return tuple(part.strip() for part in parts if part.strip())


def by_service(entry: Entry, record: Record) -> bool:
    """Whether an entry needs no flow: the provider demands it there, or it is the portal's own door."""
    owner = authority(record)
    if owner is None:
        return False
    if owner.kind == "role.Portal":
        return _of_portal(entry, owner)
    demands = DEMANDED.get((record.cloud, purpose_of(owner)))
    return demands is not None and is_one(demands, entry.direction, entry.protocol, entry.ports, frozenset(entry.peers))


@kept
def authority(record: Record) -> Record | None:
    """The role whose declaration counts for the rules of a record: that of their group, not of who wrote them."""
    group = group_of(record)
    return group.owner if group is not None else record.owner


def _of_portal(entry: Entry, portal: Record) -> bool:
    if entry.protocol != "tcp" or entry.ports != (_HTTPS,):
        return False
    if entry.direction == "in":
        return set(entry.peers) <= _WORLD
    segment = networks([_text(spec_of(portal.view.linked(portal, "segment")), "cidr")])
    found = [network(peer) for peer in entry.peers]
    return bool(found) and all(one is not None and covered(one, segment) for one in found)


def allows(rules: Sequence[Declared], entry: Entry) -> bool:
    """Whether declared flows open at least what an entry opens."""
    if entry.direction == "across":
        return _allows_across(rules, entry)
    peers = [network(peer) for peer in entry.peers]
    direction, protocol = entry.direction, entry.protocol
    ours = [rule for rule in rules if rule.direction == direction and rule.protocol == protocol]
    return bool(peers) and all(
        peer is not None and any(covered(peer, rule.peers) and _ports(ports, rule) for rule in ours)
        for ports in _asked(protocol, entry.ports)
        for peer in peers
    )


def _allows_across(rules: Sequence[Declared], entry: Entry) -> bool:
    """A list of a network names both ends; a declared flow names its segment and the other end."""
    ends = [(network(own), network(peer)) for own in entry.own for peer in entry.peers]
    ours = [rule for rule in rules if rule.protocol == entry.protocol]
    return bool(ends) and all(
        own is not None and peer is not None and any(_joins(rule, own, peer) and _ports(ports, rule) for rule in ours)
        for own, peer in ends
        for ports in _asked(entry.protocol, entry.ports)
    )


def _joins(rule: Declared, source: Network, target: Network) -> bool:
    near, far = (source, target) if rule.direction == "out" else (target, source)
    return covered(near, rule.own) and covered(far, rule.peers)


def _asked(protocol: str, ports: tuple[Range, ...]) -> tuple[Range | None, ...]:
    """The ranges to look for; one None for a protocol without ports."""
    if not has_ports(protocol):
        return (None,)
    return ports or ((0, 65535),)


def _ports(ports: Range | None, rule: Declared) -> bool:
    return ports is None or inside(ports, rule.ports)


def answered(entry: Entry) -> Entry:
    """The connection that an answer belongs to."""
    return entry._replace(own=entry.peers, peers=entry.own, ports=entry.own_ports, own_ports=entry.ports)
