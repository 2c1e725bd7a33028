"""Which segments may open connections to which: what both ends allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bastide.tender.drawing.outside import Surroundings
from bastide.tender.drawing.ports import Port, written
from bastide.tender.drawing.rules import Rule, Walled, network, touch
from bastide.tender.drawing.scene import Connection, End, OneSided


@dataclass
class _Open:
    ports: set[Port] = field(default_factory=set)
    flows: dict[str, None] = field(default_factory=dict)

    def add(self, ports: Iterable[Port], *flows: str) -> None:
        self.ports.update(ports)
        self.flows.update(dict.fromkeys(flow for flow in flows if flow))


Found = dict[tuple[str, str], _Open]


def connections(
    segments: Iterable[Walled], around: Surroundings
) -> tuple[tuple[Connection, ...], tuple[OneSided, ...]]:
    """All connections between segments and with the outside, and the rules that no other end answers."""
    walls = tuple(segments)
    found: Found = {}
    used: set[Rule] = set()
    for wall in walls:
        for rule in wall.rules:
            for peer in rule.peers:
                if _meet_outside(rule, peer, around, walls, found):
                    used.add(rule)
    for source in walls:
        for target in walls:
            for leaving, arriving in _pairs(source, target):
                shared = _shared(leaving, arriving)
                if shared:
                    found.setdefault((source.id, target.id), _Open()).add(shared, leaving.flow, arriving.flow)
                    used.update((leaving, arriving))
    made = tuple(
        Connection(source, target, written(item.ports), tuple(item.flows)) for (source, target), item in found.items()
    )
    return made, tuple(_one_sided(rule) for wall in walls for rule in wall.rules if rule not in used)


def _meet_outside(rule: Rule, peer: str, around: Surroundings, walls: Iterable[Walled], found: Found) -> bool:
    inside = any(touch(network(peer), wall.network) for wall in walls)
    if inside and not around.is_known(peer):
        return False
    end = around.end(peer, rule.direction, rule.segment)
    key = (rule.segment, str(end)) if rule.direction == "out" else (str(end), rule.segment)
    found.setdefault(key, _Open()).add(rule.ports, rule.flow)
    return True


def _pairs(source: Walled, target: Walled) -> Iterator[tuple[Rule, Rule]]:
    leaving = [rule for rule in source.rules if rule.direction == "out" and _reaches(rule, target)]
    if leaving:
        arriving = [rule for rule in target.rules if rule.direction == "in" and _reaches(rule, source)]
        yield from ((out, into) for out in leaving for into in arriving)


def _reaches(rule: Rule, other: Walled) -> bool:
    return any(touch(network(peer), other.network) for peer in rule.peers)


def _shared(leaving: Rule, arriving: Rule) -> set[Port]:
    pairs = (one.shared(other) for one in leaving.ports for other in arriving.ports)
    return {port for port in pairs if port is not None}


def _one_sided(rule: Rule) -> OneSided:
    return OneSided(rule.segment, rule.direction, rule.flow, written(rule.ports), rule.peers)


def other_ranges(segments: Iterable[Walled], around: Surroundings) -> tuple[str, ...]:
    """The ranges that rules name and that belong to nothing known."""
    walls = tuple(segments)
    return tuple(
        dict.fromkeys(
            peer
            for wall in walls
            for rule in wall.rules
            for peer in rule.peers
            if around.end(peer, rule.direction, rule.segment) is End.OTHER
            and not any(touch(network(peer), item.network) for item in walls)
        )
    )


def merged(found: Iterable[Connection], more: Iterable[Connection]) -> tuple[Connection, ...]:
    """Both, one connection for each pair; what `more` adds to a pair is added to its ports."""
    by_pair: dict[tuple[str, str], Connection] = {(item.source, item.target): item for item in found}
    for item in more:
        by_pair[item.source, item.target] = _joined(by_pair.get((item.source, item.target)), item)
    return tuple(by_pair.values())


def _joined(one: Connection | None, other: Connection) -> Connection:
    if one is None:
        return other
    return Connection(
        one.source,
        one.target,
        tuple(dict.fromkeys((*one.ports, *other.ports))),
        tuple(dict.fromkeys((*one.flows, *other.flows))),
        one.tunnel or other.tunnel,
        one.missing or other.missing,
    )
