"""Every generated damage of an estate, and who sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from policies.kinds.readers import paths_of
from policies.kinds.vocabulary import KINDS
from policies.record import Record
from tests.policies.damage import (
    Damage,
    cut_off,
    damaged,
    damages,
    led_elsewhere,
    moved,
    named,
    put,
    untagged,
)
from tests.policies.damages.asking import is_seen
from tests.policies.damages.special import SPECIAL
from tests.policies.damages.watched import REFS, WATCHED
from tests.policies.kinds import estates

MOST_TRIES = 12
"""Records of one class that one damage is tried on: not all are watched alike (a bastion may have an address)."""
WHOLE = "whole"
"""Stands for an attribute where a facet is taken away whole."""

Key = tuple[str, str, str]
"""Class, attribute (or `->ref`, `location`, `tags`, `whole`), what was done."""


@dataclass
class Proof:
    """What came of all damages of one estate.

    Attributes:
        made: kind -> how many damages.
        unseen: damages that nobody named for them sees, on no record.
        undamaged: (class, attribute) that a rule watches and no damage could be made of.
        constant: (kind, attribute) -> classes that have no input for it.
        unread: (kind, attribute) that no watch names, though a class has an input for it.
    """

    made: Counter[str] = field(default_factory=Counter)
    unseen: set[Key] = field(default_factory=set)
    undamaged: set[tuple[str, str]] = field(default_factory=set)
    constant: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    unread: set[tuple[str, str]] = field(default_factory=set)


@cache
def proof(estate: str) -> Proof:
    """All damages of one estate, made once."""
    done = Proof()
    for (kind, token), records in _classes(estate).items():
        for key, tries in _damages(kind, token, records, done).items():
            done.made[kind] += 1
            if not any(_seen(estate, record, damage) for record, damage in tries[:MOST_TRIES]):
                done.unseen.add(key)
    return done


def _classes(estate: str) -> Mapping[tuple[str, str], list[Record]]:
    """Kind and class -> its records, of different layers and roles first."""
    found: dict[tuple[str, str], dict[tuple[str, str], list[Record]]] = {}
    for record in estates.view(estate).records:
        if record.resource.custom and record.entry.kind in KINDS:
            same = found.setdefault((record.entry.kind, record.resource.type), {})
            same.setdefault((record.plan.layer, record.role), []).append(record)
    return {key: _spread(list(groups.values())) for key, groups in found.items()}


def _spread(groups: list[list[Record]]) -> list[Record]:
    longest = max(len(group) for group in groups)
    return [group[index] for index in range(longest) for group in groups if index < len(group)]


Tries = dict[Key, list[tuple[Record, Damage]]]


def _damages(kind: str, token: str, records: list[Record], done: Proof) -> Tries:
    found: Tries = {}
    for attribute, reader in records[0].entry.attributes.items():
        watch = WATCHED.get(kind, {}).get(attribute)
        if not paths_of(reader):
            done.constant.setdefault((kind, attribute), set()).add(token)
        elif watch is None:
            done.unread.add((kind, attribute))
        else:
            _collect(found, token, ((r, d) for r in records for d in damages(r, attribute, watch)))
            _collect(found, token, ((r, d) for r in records for d in _special(r, token, attribute)))
            if not any(key[1] == attribute for key in found):
                done.undamaged.add((token, attribute))
    _collect(found, token, ((record, damage) for record in records for damage in _others(record)))
    return found


def _collect(found: Tries, token: str, made: Iterator[tuple[Record, Damage]]) -> None:
    for record, damage in made:
        found.setdefault((token, damage.attribute, damage.what), []).append((record, damage))


def _special(record: Record, token: str, attribute: str) -> Iterator[Damage]:
    rules = WATCHED[record.entry.kind][attribute].rules
    for change in SPECIAL.get((token, attribute), ()):
        inputs = record.resource.inputs
        for path, value in change.items():
            inputs = put(inputs, path, value)
        said = ", ".join(f"{path} {named(value)}" for path, value in change.items())
        if inputs != record.resource.inputs:
            yield Damage(attribute, said[:120], inputs, rules)


def _others(record: Record) -> Iterator[Damage]:
    """Place, tags and what it points to; a facet without what it is a facet of."""
    yield from moved(record) if record.has_place else ()
    yield from untagged(record)
    for ref, (gone, elsewhere) in REFS.get(record.entry.kind, {}).items():
        if ref in record.entry.refs and ref != record.entry.of:
            yield from cut_off(record, ref, gone) if gone else ()
            yield from led_elsewhere(record, ref, elsewhere) if elsewhere else ()
    if record.entry.of and record.entry.kind != "setting":
        yield from cut_off(record, record.entry.of, ("PLN-001",))


def _seen(estate: str, record: Record, damage: Damage) -> bool:
    plans = estates.view(estate).plans
    return is_seen(estate, damaged(plans, record, damage), damage.rules, record.urn)
