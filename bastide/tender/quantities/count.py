"""From a plan to the lines of the bill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bastide.review.findings.report import printable
from bastide.tender.part import Basis
from bastide.tender.quantities.amounts import text, times, total
from bastide.tender.quantities.declared import DeclaredQuantities, Unsaid, known
from bastide.tender.quantities.entries import Entry, counted_in, roles_of
from bastide.tender.quantities.lines import LINES, LineSpec
from bastide.tender.quantities.model import Line, Origin, PhaseOf, Quantities, State, Uncounted
from bastide.tender.quantities.units import LABELS
from bastide.tender.quantities.words import WORDS
from policies.model import Lang
from policies.view import View

_ASK: Final[Mapping[str, str]] = {
    "flavour": "ask flavour",
    "old flavour": "ask flavour",
    "size": "ask cloud",
    "after apply": "ask cloud",
    "mixed": "ask declared",
    "bucket": "ask declared",
    "asked": "ask intent",
    "retention": "ask intent",
}
"""What is not known -> who must say it."""


def quantities(
    estate: str, view: View, choices: Mapping[str, Any], said: DeclaredQuantities, on: date, lang: Lang
) -> Quantities:
    """The bill of one estate's plan, without prices.

    Args:
        choices: what the estate's own file chooses.
        said: what no plan can say.
        on: the day on which facts must be believed.
    """
    count = counted_in(view, choices, said, on)
    by_line: dict[str, list[Entry]] = {}
    for entry in count.entries:
        by_line.setdefault(entry.line, []).append(entry)
    months = known(said.contract.months)
    return Quantities(
        estate=estate,
        months=months,
        ask_months=said.contract.months.ask.of(lang) if isinstance(said.contract.months, Unsaid) else "",
        currency=said.contract.currency,
        lines=tuple(_line(spec, by_line.get(spec.id, []), view, months, lang) for spec in LINES),
        phases=_phases(said, lang),
        uncounted=tuple(
            Uncounted(type=printable(type_), kind=kind, count=number)
            for (type_, kind), number in sorted(count.uncounted.items())
        ),
    )


def _line(spec: LineSpec, entries: list[Entry], view: View, months: int | None, lang: Lang) -> Line:
    amounts = [entry.amount for entry in entries]
    at_least = total(amount for amount in amounts if amount is not None)
    quantity = None if None in amounts else at_least
    asked = total(entry.amount for entry in entries if entry.state is State.ASKED and entry.amount is not None)
    return Line(
        id=spec.id,
        group=spec.group,
        designation=spec.designation.of(lang),
        unit=spec.unit,
        unit_label=LABELS[spec.unit].of(lang),
        monthly=spec.monthly,
        quantity=None if quantity is None else text(quantity),
        at_least=text(at_least),
        asked=text(asked),
        total=_total(quantity, spec, months),
        basis=_basis(entries, quantity),
        unknown=tuple(_unknown(entries, lang)),
        ask=tuple(dict.fromkeys(_asks(entries, lang))),
        note="" if entries else _why_none(spec, view, lang),
        sources=tuple(dict.fromkeys(entry.source for entry in entries if entry.source is not None)),
        origins=tuple(_origins(entries)),
    )


def _total(quantity: Decimal | None, spec: LineSpec, months: int | None) -> str | None:
    if quantity is None or (spec.monthly and months is None):
        # nothing stays nothing, however long
        return "0" if quantity == 0 else None
    return text(times(quantity, months or 1) if spec.monthly else quantity)


def _basis(entries: Iterable[Entry], quantity: Decimal | None) -> Basis:
    if quantity is None:
        return Basis.NOT_ASSESSABLE
    return Basis.DECLARED if any(entry.state is State.DECLARED for entry in entries) else Basis.OBSERVED


def _unknown(entries: Iterable[Entry], lang: Lang) -> Iterator[str]:
    entries = tuple(entries)
    yield from dict.fromkeys(entry.said.unknown.of(lang) for entry in entries if entry.said)
    counts = Counter((entry.unknown, entry.what, entry.detail) for entry in entries if entry.unknown)
    for (name, what, detail), count in counts.items():
        yield WORDS(f"unknown {name}", lang, what=what, detail=detail, count=count)


def _asks(entries: Iterable[Entry], lang: Lang) -> Iterator[str]:
    for entry in entries:
        if entry.said:
            yield entry.said.ask.of(lang)
        elif entry.unknown:
            yield WORDS(_ASK[entry.unknown], lang)


def _why_none(spec: LineSpec, view: View, lang: Lang) -> str:
    hosts = sum(1 for role in roles_of(view, spec.by) for record in view.made_for(role) if record.kind == "compute.vm")
    if spec.by and hosts:
        return WORDS("note hosts", lang, count=hosts, role=spec.by)
    return WORDS("note none", lang)


def _origins(entries: Iterable[Entry]) -> Iterator[Origin]:
    """Entries of one sort together, in the order of the plan."""
    sorts: dict[tuple[str, str, str, State], list[Entry]] = {}
    for entry in entries:
        sorts.setdefault((entry.role, entry.what, entry.detail, entry.state), []).append(entry)
    for (role, what, detail, state), same in sorts.items():
        amounts = [entry.amount for entry in same]
        amount = None if None in amounts else text(total(item for item in amounts if item is not None))
        yield Origin(role=role, what=what, detail=detail, count=len(same), amount=amount, state=state)


def _phases(said: DeclaredQuantities, lang: Lang) -> tuple[PhaseOf, ...]:
    phases = [
        PhaseOf(
            id=phase.id,
            title=phase.title.of(lang),
            months=known(phase.months),
            legacy=phase.legacy,
            moves=phase.moves,
        )
        for phase in said.phases
    ]
    months, moved = known(said.contract.months), said.phase_months
    left = None if months is None or moved is None else months - moved
    # without phases of a move, what is paid once falls due in the operation
    operation = PhaseOf(
        id="operation", title=WORDS("operation", lang), months=left, legacy=False, moves=not said.phases
    )
    return (*phases, operation)
