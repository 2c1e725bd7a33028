"""What each segment's wall lets through, as the cloud enforces it. Pure.

Where a cloud has groups of rules, they count and not what the roles declare; where the wall is a router of our own or a
gateway that takes no group, the declared flows count. A segment that nothing guards is open. Rules that refuse are not
taken off: no estate has one in front of a rule that allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bastide.cutover.parity.reach.ends import INTERNET, UNREAD, Ends, segment_of
from bastide.cutover.parity.reach.ports import ALL, Ports, by_protocol, joined, shared
from policies.net.declared import declared
from policies.net.demanded import NO_GROUP
from policies.net.estate import purpose_of
from policies.net.groups import Entry, entries, members
from policies.net.walls import has_router
from policies.record import KnownLater, Record
from policies.view import View

Key = tuple[str, str, str]
"""Direction, the other end, protocol."""
Open = dict[Key, Ports]
_DIRECTIONS: Final = ("in", "out")


@dataclass
class Wall:
    """One segment's wall. `most`: what any of its hosts may; `least`: what all of them may."""

    segment: str
    most: Open = field(default_factory=dict)
    least: Open = field(default_factory=dict)


def walls(view: View, ends: Ends) -> Mapping[str, Wall]:
    """Name of a segment -> its wall."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for group in view.of("net.sg"):
        segment = segment_of(view, group)
        if segment is not None:
            groups[segment.urn].append(group)
    firewalls: dict[str, list[Record]] = defaultdict(list)
    for role in view.of("role.Firewall"):
        segment = segment_of(view, role)
        if segment is not None:
            firewalls[segment.urn].append(role)
    return {name: _wall(name, groups.get(urn, ()), firewalls.get(urn, ()), ends) for urn, name in ends.segments.items()}


def _wall(name: str, groups: Sequence[Record], firewalls: Sequence[Record], ends: Ends) -> Wall:
    by_owner: dict[str, list[Open]] = defaultdict(list)
    for group in groups:
        by_owner[group.owner.urn if group.owner is not None else ""].append(_of_group(group, ends))
    for role in firewalls:
        if role.urn not in by_owner:
            by_owner[role.urn].append(_of_role(role, ends))
    if not firewalls and not groups:
        by_owner[""].append(_everything(ends, _DIRECTIONS))
    # one firewall has a group in each zone: a host has the rules of its own zone only
    least = [_both(opens) for opens in by_owner.values()]
    return Wall(name, _any(open_ for opens in by_owner.values() for open_ in opens), _any(least))


def _of_group(group: Record, ends: Ends) -> Open:
    found: dict[Key, list[Ports]] = defaultdict(list)
    for record in (group, *members(group)):
        peers = tuple(segment.name for other in record.refs("peer_groups") if (segment := _segment(other)) is not None)
        for direction, entry in _entries(record):
            if entry is None:
                found[direction, UNREAD, "any"].append(ALL)
                continue
            for end in dict.fromkeys(end for peer in entry.peers for end in ends.of(peer, peers)):
                for protocol, ports in by_protocol(entry.protocol, entry.ports).items():
                    found[direction, end, protocol].append(ports)
    opens = {key: joined(*parts) for key, parts in found.items()}
    loose = [side for side in _DIRECTIONS if group.raw(f"default_{side}") != "deny"]
    return _any((opens, _everything(ends, loose))) if loose else opens


def _segment(group: Record) -> Record | None:
    return segment_of(group.view, group)


def _entries(record: Record) -> Iterator[tuple[str, Entry | None]]:
    """Direction and entry; None in the place of what is known only after apply, which may open anything."""
    try:
        found = entries(record)
    except KnownLater:
        yield from ((direction, None) for direction in _DIRECTIONS)
        return
    for entry in found:
        if isinstance(entry, KnownLater):
            yield from ((direction, None) for direction in _DIRECTIONS)
        elif entry.direction in _DIRECTIONS:
            yield entry.direction, entry


def _of_role(role: Record, ends: Ends) -> Open:
    """What a role declares, where the cloud takes no group there; everything, where one should stand and does not."""
    if not has_router(role) and (role.plan.cloud, purpose_of(role)) not in NO_GROUP:
        return _everything(ends, _DIRECTIONS)
    found: dict[Key, list[Ports]] = defaultdict(list)
    for rules in declared(role).values():
        for rule in rules:
            for end in dict.fromkeys(end for peer in rule.peers for end in ends.of_network(peer)):
                for protocol, ports in by_protocol(rule.protocol, rule.ports).items():
                    found[rule.direction, end, protocol].append(ports)
    return {key: joined(*parts) for key, parts in found.items()}


def _everything(ends: Ends, directions: Iterable[str]) -> Open:
    everybody = (INTERNET, *ends.segments.values())
    every = by_protocol("any", ())
    return {
        (side, end, protocol): ports for side in directions for end in everybody for protocol, ports in every.items()
    }


def _any(opens: Iterable[Open]) -> Open:
    found: dict[Key, list[Ports]] = defaultdict(list)
    for one in opens:
        for key, ports in one.items():
            found[key].append(ports)
    return {key: parts[0] if len(parts) == 1 else joined(*parts) for key, parts in found.items()}


def _both(opens: Sequence[Open]) -> Open:
    first, *others = opens
    for other in others:
        pairs = ((key, shared(ports, other.get(key, ()))) for key, ports in first.items())
        first = {key: ports for key, ports in pairs if ports}
    return first
