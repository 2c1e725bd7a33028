"""Coverage as JSON: `bastide/inventory-coverage/1`."""

from __future__ import annotations

from datetime import date as day
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bastide.cutover.inventory.model import Absence, Coverage, Ignored, Judged, Missing, Source, Verdict


class Document(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRow(Document):
    """One file of the inventory: its form, how many rows, of which subscriptions."""

    file: str
    form: str
    rows: int
    subscriptions: tuple[str, ...]


class InventoryRow(Document):
    """One row and its one verdict. `place` in the file; `by`: who answers for an ignored one; `adopts`: a new id."""

    id: str
    type: str
    verdict: Verdict
    why: str
    by: str
    adopts: bool
    file: str
    place: str


class MissingRow(Document):
    """Something of the plan that is not in the inventory. `id` in small letters, "" where it is known after apply."""

    urn: str
    layer: str
    role: str
    id: str
    why: Absence
    known: bool


class IgnoredRow(Document):
    """An entry of the register of ignored resources."""

    id: str
    below: str
    reason: str
    owner: str
    until: day


class InventoryCoverage(Document):
    """Every row of the inventory, in its order, with its one verdict, and what of the plan is not in it."""

    schema_: Literal["bastide/inventory-coverage/1"] = Field(default="bastide/inventory-coverage/1", alias="schema")
    estate: str
    date: day
    taken: day | None
    complete: bool
    sources: tuple[SourceRow, ...]
    unseen: tuple[str, ...]
    summary: dict[Verdict, int]
    rows: tuple[InventoryRow, ...]
    missing: tuple[MissingRow, ...]
    expired: tuple[IgnoredRow, ...]
    stale: tuple[IgnoredRow, ...]


def render(coverage: Coverage) -> str:
    """The document as text."""
    return document(coverage).model_dump_json(by_alias=True, indent=1) + "\n"


def document(coverage: Coverage) -> InventoryCoverage:
    """The document of a coverage."""
    return InventoryCoverage(
        estate=coverage.estate,
        date=coverage.on,
        taken=coverage.taken,
        complete=coverage.complete,
        sources=tuple(_source(source) for source in coverage.sources),
        unseen=coverage.unseen,
        summary=coverage.counts,
        rows=tuple(_row(item) for item in coverage.rows),
        missing=tuple(_missing(item) for item in coverage.missing),
        expired=tuple(_ignored(item) for item in coverage.expired),
        stale=tuple(_ignored(item) for item in coverage.stale),
    )


def _source(source: Source) -> SourceRow:
    return SourceRow(file=source.file, form=source.form, rows=source.rows, subscriptions=source.subscriptions)


def _row(item: Judged) -> InventoryRow:
    return InventoryRow(
        id=item.row.id,
        type=item.row.type,
        verdict=item.verdict,
        why=item.why,
        by=item.by,
        adopts=item.adopts,
        file=item.row.file,
        place=item.row.place,
    )


def _missing(item: Missing) -> MissingRow:
    planned = item.planned
    return MissingRow(
        urn=planned.resource.urn,
        layer=planned.layer,
        role=planned.role,
        id=planned.key,
        why=item.why,
        known=planned.known,
    )


def _ignored(item: Ignored) -> IgnoredRow:
    return IgnoredRow(id=item.id, below=item.below, reason=item.reason, owner=item.owner, until=item.until)
