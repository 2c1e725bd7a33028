"""Ways in that a change opens: from new failures of the rules of the network to ports and sources. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bastide.review.comment.model import Exposure, Found
from plan.model import LayerPlan
from policies.model import Level
from policies.net.groups import Entry, entries
from policies.net.ports import EVERY, has_ports, shown
from policies.record import KnownLater
from policies.view import View

RULES: Final = ("NET-001", "NET-002", "NET-004", "NET-005", "NET-006", "NET-007", "NET-010")
"""Rules that say of an opening that it should not be: to the world, undeclared, out of a space, of what is private."""
_UNSAID: Final = frozenset({"tcp", "6", "any", "all", "-1", "*"})
"""Protocols that a port is shown without: the usual one, and all of them."""
_GROUPS: Final = ("net.sg", "net.sg_rule")


def exposures(plans: Sequence[LayerPlan], found: Iterable[Found]) -> tuple[Exposure, ...]:
    """One for each opening that a new failure is about, however many rules fail for it, the most severe rule first."""
    failures = [item for item in found if _opens(item)]
    if not failures:
        return ()
    view = View(_only(plans, {item.urn for item in failures}))
    seen: dict[tuple[str, str, str, str], Exposure] = {}
    for item in sorted(failures, key=lambda one: RULES.index(one.rule)):
        for opening in _openings(item, view):
            seen.setdefault((opening.stack, item.urn, opening.ports, opening.sources), opening)
    return tuple(_plainest(seen))


def _opens(item: Found) -> bool:
    return (
        item.rule in RULES
        and item.level in (Level.MANDATORY, Level.ADVISORY)
        and item.exemption is None
        and item.new is not False
    )


def _only(plans: Iterable[LayerPlan], urns: set[str]) -> list[LayerPlan]:
    """The plans with nothing but these resources: a view of all of an estate takes long."""
    return [
        replace(plan, resources=kept, gaps=())
        for plan in plans
        if (kept := tuple(item for item in plan.resources if item.urn in urns))
    ]


def _openings(item: Found, view: View) -> Iterator[Exposure]:
    named = [entry for entry in _entries(item.urn, view) if entry.shown in item.message.en]
    if not named:
        yield Exposure(item.stack, item.name, item.rule, "", "")
    for entry in named:
        yield Exposure(item.stack, item.name, item.rule, _ports(entry), _sources(entry))


def _entries(urn: str, view: View) -> Iterator[Entry]:
    record = view.record(urn)
    if record is None or record.kind not in _GROUPS:
        return
    try:
        found = entries(record)
    except KnownLater:
        return
    yield from (entry for entry in found if isinstance(entry, Entry) and entry.direction != "out")


def _ports(entry: Entry) -> str:
    """`22`, `22/udp`, `0-65535` for every port, the protocol alone where it has none."""
    if not has_ports(entry.protocol):
        return entry.protocol
    ports = shown(entry.ports or (EVERY,))
    return ports if entry.protocol.casefold() in _UNSAID else f"{ports}/{entry.protocol}"


def _sources(entry: Entry) -> str:
    sources = entry.own if entry.direction == "across" else entry.peers
    return ", ".join(sources) or "0.0.0.0/0"


def _plainest(seen: dict[tuple[str, str, str, str], Exposure]) -> Iterator[Exposure]:
    """Without those that say no port of a resource whose ports another one says."""
    said = {(item.stack, urn) for (_, urn, _, _), item in seen.items() if item.ports}
    for (stack, urn, ports, _), item in seen.items():
        if ports or (stack, urn) not in said:
            yield item
