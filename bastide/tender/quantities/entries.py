"""What a plan and the declarations add to the bill, one entry for each resource, role and declared value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bastide.review.findings.report import printable
from bastide.tender.part import Source
from bastide.tender.quantities.amounts import millionths, times
from bastide.tender.quantities.counted import COSTLY, counted
from bastide.tender.quantities.declared import Buckets, Declared, DeclaredQuantities, Unsaid
from bastide.tender.quantities.model import State
from bastide.tender.quantities.readers import Counted, amount_of
from bastide.tender.quantities.wanted import wanted
from policies.kinds.readers import look
from policies.record import Record
from policies.view import View

_GB_IN_TB: Final = 1000
_DAYS_IN_MONTH: Final = Decimal(365) / Decimal(12)
_VOLUMES: Final[Mapping[str, str]] = {
    "Q-NET-02": "traffic_out_tb_month",
    "Q-KMS-04": "key_operations_million_month",
    "Q-BCK-01": "backup_gb",
    "Q-MIG-01": "moved_tb",
    "Q-MIG-02": "legacy_egress_tb",
}
"""Lines that are declared as they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount of one line, before entries of one sort are put together.

    Attributes:
        unknown: name of the sentence that says what is not known, "" where the amount is known.
        said: what is not known in the words of the file that says so, instead of a sentence of ours.
    """

    line: str
    role: str
    what: str
    amount: Decimal | None
    state: State
    detail: str = ""
    unknown: str = ""
    said: Unsaid | None = None
    source: Source | None = None


@dataclass
class Count:
    """All entries of one plan, and what no line counts."""

    entries: list[Entry] = field(default_factory=list)
    uncounted: Counter[tuple[str, str]] = field(default_factory=Counter)


def counted_in(view: View, choices: Mapping[str, Any], said: DeclaredQuantities, on: date) -> Count:
    """What a plan and the declarations add to each line."""
    count = Count()
    for record in view.records:
        if record.entry.of or record.kind.startswith("role."):
            continue
        found = counted(record, choices, on)
        if found is None:
            if record.kind in COSTLY:
                count.uncounted[record.resource.type, record.kind] += 1
            continue
        count.entries += [_built(record, item) for item in found]
    count.entries += _wanted_in(view)
    count.entries += _objects_in(view, said.buckets)
    count.entries += _logs_in(view, said)
    count.entries += _declared(view, said)
    return count


def _built(record: Record, item: Counted) -> Entry:
    fact = item.flavour
    return Entry(
        item.line,
        _role(record),
        printable(record.resource.type),
        item.amount,
        State.BUILT,
        printable(item.detail),
        item.unknown,
        source=Source(text=fact.source, checked=fact.checked.isoformat()) if fact else None,
    )


def _role(record: Record) -> str:
    return printable(record.role)


def roles_of(view: View, role: str) -> Iterable[Record]:
    """The roles of one sort."""
    return view.by_kind.get(f"role.{role}", ())


def _wanted_in(view: View) -> Iterator[Entry]:
    for kind, records in view.by_kind.items():
        if not kind.startswith("role."):
            continue
        for role in records:
            for item in wanted(role):
                yield Entry(
                    item.line,
                    _role(role),
                    item.capability,
                    item.amount,
                    State.ASKED,
                    unknown="" if item.amount is not None else "asked",
                )


def _objects_in(view: View, groups: Iterable[Buckets]) -> Iterator[Entry]:
    """Object storage: which buckets there are says the plan, how much lies in them the platform."""
    lines = {role.name: _lines_of_bucket(role) for role in roles_of(view, "Bucket")}
    left = dict(lines)
    for group in groups:
        present = [name for name in group.names if name in lines]
        for name in present:
            left.pop(name)
        if present:
            yield from _group(group, {lines[name] for name in present})
    for name, standing in left.items():
        for line in standing:
            yield Entry(line, "", "store.object", None, State.DECLARED, printable(name), unknown="bucket")


def _lines_of_bucket(role: Record) -> tuple[str, ...]:
    """Where a bucket stands: by what is asked for, so that all candidates price the same."""
    spec = role.raw("spec")
    line = "Q-OBJ-02" if look(spec, "locked_days") is not None else "Q-OBJ-01"
    return (line, "Q-OBJ-03") if look(spec, "replicated") is True else (line,)


def _group(group: Buckets, standing: set[tuple[str, ...]]) -> Iterator[Entry]:
    mixed = len(standing) > 1
    for line in sorted({line for lines in standing for line in lines}):
        if mixed:
            yield Entry(line, "", "store.object", None, State.DECLARED, group.id, unknown="mixed")
        else:
            yield _said(line, "store.object", group.tb, _GB_IN_TB, group.id)


def _said(
    line: str, what: str, value: Declared[Decimal] | Unsaid, factor: Decimal | int = 1, detail: str = ""
) -> Entry:
    """What the platform declares, times a factor."""
    if isinstance(value, Unsaid):
        return Entry(line, "", what, None, State.DECLARED, detail, said=value)
    source = Source(text=value.source, checked=value.checked.isoformat())
    return Entry(line, "", what, millionths(times(value.value, factor)), State.DECLARED, detail, source=source)


def _logs_in(view: View, said: DeclaredQuantities) -> Iterator[Entry]:
    """Logs: what is taken in where a managed service takes them, what is kept where no host of ours keeps it."""
    for role in roles_of(view, "AuditSink"):
        kinds = {record.kind for record in view.made_for(role)}
        if "log.store" in kinds:
            yield _said("Q-LOG-01", "log.store", said.volumes.log_gb_day, _DAYS_IN_MONTH)
        if kinds & {"log.store", "store.object"}:
            days = amount_of(look(role.raw("spec"), "retention_days"))
            if days is None:
                yield Entry("Q-LOG-02", _role(role), "log.store", None, State.DECLARED, unknown="retention")
            else:
                yield _said("Q-LOG-02", "log.store", said.volumes.log_gb_day, days)


def _declared(view: View, said: DeclaredQuantities) -> Iterator[Entry]:
    for line, name in _VOLUMES.items():
        if line == "Q-KMS-04" and not view.by_kind.get("kms.key"):
            # keys on hosts of ours: nobody is paid for using them
            continue
        yield _said(line, name, getattr(said.volumes, name))
    months = said.legacy_months
    if months is not None:
        yield Entry("Q-MIG-03", "", "phases", Decimal(months), State.DECLARED)
        return
    for phase in said.phases:
        if phase.legacy and isinstance(phase.months, Unsaid):
            yield Entry(
                "Q-MIG-03",
                "",
                "phases",
                None,
                State.DECLARED,
                phase.id,
                said=phase.months,
            )
