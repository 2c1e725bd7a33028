"""The flows of the legacy against those of the target. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bastide.cutover.parity.decided import Followed, decided, followed, meant
from bastide.cutover.parity.model import OPEN_FATES, UNDECIDED, Decided, Fate, Reached
from bastide.cutover.parity.reach.ends import UNREAD, word_of
from bastide.cutover.parity.reach.flows import Flow, Flows, Reach
from bastide.cutover.parity.reach.ports import ALL, Ports, joined, shared, without
from policies.net.ports import parsed
from stacks.mapping import FlowDecision, RoleMapping

_ORDER: Final = (*OPEN_FATES, *(fate for fate in Fate if fate not in OPEN_FATES))
_Rows = dict[tuple[Flow, Fate, Decided], Ports]


def compare(legacy: Reach, target: Reach, mapping: RoleMapping) -> tuple[Reached, ...]:
    """Every port of every flow of both sides, what is open first.

    The ends of the legacy are named as at the target, so that a flow in two rules equals the same in one, and two
    segments that become one count together. What only some hosts may is not enough at the target and too much for the
    legacy's measure. Two flows that are known only after apply are not the same one.
    """
    known = followed(mapping)
    rows: _Rows = {}
    left, new = _Decisions(mapping.flows.dropped, legacy.segments), _Decisions(mapping.flows.added, target.segments)
    for flow, ports in legacy.most.items():
        for fate, why, part in _of_legacy(flow, ports, target.least, known, left):
            _add(rows, flow if fate is Fate.DROPPED else _renamed(flow, known), fate, why, part)
    before = _before(legacy.least, known)
    for flow, ports in target.most.items():
        for fate, why, part in _decided(without(ports, before.get(flow, ())), flow, new, _NEW):
            _add(rows, flow, fate, why, part)
    found = [Reached(*flow, ports, fate, why) for (flow, fate, why), ports in rows.items()]
    return tuple(
        sorted(found, key=lambda item: (_ORDER.index(item.fate), item.source, item.target, item.protocol, item.ports))
    )


@dataclass(frozen=True)
class _Decisions:
    """What is decided of the flows of one side; `*` in a decision means its segments, and no end outside."""

    items: tuple[FlowDecision, ...]
    segments: frozenset[str]

    def of(self, flow: Flow) -> Iterator[FlowDecision]:
        source, end, protocol = flow
        for item in self.items:
            if item.protocol in (protocol, "any") and self._means(item.source, source) and self._means(item.to, end):
                yield item

    def _means(self, pattern: str, end: str) -> bool:
        return word_of(end) == pattern or (end in self.segments and meant(pattern, end))


_Part = tuple[Fate, Decided, Ports]
_LOST: Final = (Fate.DROPPED, Fate.MISSING)
_NEW: Final = (Fate.ADDED, Fate.WIDER)


def _add(rows: _Rows, flow: Flow, fate: Fate, why: Decided, ports: Ports) -> None:
    if ports:
        rows[flow, fate, why] = joined(rows.get((flow, fate, why), ()), ports)


def _of_legacy(flow: Flow, ports: Ports, target: Flows, known: Followed, dropped: _Decisions) -> Iterator[_Part]:
    source, end, _ = flow
    gone = known.dropped.get(("Segment", source)) or known.dropped.get(("Segment", end))
    if gone is not None:
        yield Fate.DROPPED, gone, ports
        return
    there = () if UNREAD in flow else target.get(_renamed(flow, known), ())
    yield Fate.ALIKE, UNDECIDED, shared(ports, there)
    yield from _decided(without(ports, there), flow, dropped, _LOST)


def _decided(ports: Ports, flow: Flow, decisions: _Decisions, fates: tuple[Fate, Fate]) -> Iterator[_Part]:
    """What is meant to differ, decision by decision, and what is left."""
    left = ports
    for item in decisions.of(flow) if left else ():
        part = shared(left, joined(parsed(map(str, item.ports))) if item.ports else ALL)
        left = without(left, part)
        yield fates[0], decided(item), part
    yield fates[1], UNDECIDED, left


def _renamed(flow: Flow, known: Followed) -> Flow:
    source, end, protocol = flow
    return known.to.get(("Segment", source), source), known.to.get(("Segment", end), end), protocol


def _before(legacy: Flows, known: Followed) -> Mapping[Flow, Ports]:
    found: dict[Flow, list[Ports]] = defaultdict(list)
    for flow, ports in legacy.items():
        if UNREAD not in flow and not any(("Segment", end) in known.dropped for end in flow[:2]):
            found[_renamed(flow, known)].append(ports)
    return {flow: joined(*parts) for flow, parts in found.items()}
