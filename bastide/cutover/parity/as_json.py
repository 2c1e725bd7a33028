"""Parity as JSON: `bastide/parity/1`."""

from __future__ import annotations

from datetime import date as day
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bastide.cutover.parity.model import Compared, Parity, State, Trait


class Document(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WeaknessRow(Document):
    """In what a counterpart is weaker."""

    trait: Trait
    what: str
    legacy: str
    target: str


class RoleRow(Document):
    """One role and its fate; "" where a side has none. `owner` and `day` of who decided it."""

    kind: str
    legacy: str
    target: str
    state: State
    weaknesses: tuple[WeaknessRow, ...]
    why: str
    owner: str
    day: day | None


class ParityDocument(Document):
    """Every role of both plans, what is open first."""

    schema_: Literal["bastide/parity/1"] = Field(default="bastide/parity/1", alias="schema")
    legacy: str
    target: str
    date: day
    complete: bool
    summary: dict[State, int]
    roles: tuple[RoleRow, ...]


def render(parities: tuple[Parity, ...]) -> str:
    """The documents as a JSON list, one for each target."""
    return "[" + ",\n".join(document(item).model_dump_json(by_alias=True, indent=1) for item in parities) + "]\n"


def document(parity: Parity) -> ParityDocument:
    """The document of one comparison."""
    return ParityDocument(
        legacy=parity.legacy,
        target=parity.target,
        date=parity.on,
        complete=parity.complete,
        summary=parity.counts,
        roles=tuple(_row(item) for item in parity.roles),
    )


def _row(item: Compared) -> RoleRow:
    return RoleRow(
        kind=item.kind,
        legacy=item.legacy,
        target=item.target,
        state=item.state,
        weaknesses=tuple(
            WeaknessRow(trait=one.trait, what=one.what, legacy=one.legacy, target=one.target) for one in item.weaknesses
        ),
        why=item.why,
        owner=item.owner,
        day=item.day,
    )
