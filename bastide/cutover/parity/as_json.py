"""Parity as JSON: `bastide/parity/1`."""

from __future__ import annotations

from datetime import date as day
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bastide.cutover.parity.model import (
    Compared,
    Decided,
    Entitled,
    Fate,
    Named,
    NameKind,
    Parity,
    Reached,
    State,
    Trait,
)


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


class EntitlementRow(Document):
    """One right of one holder in one area: a person, a group, a service account, or a role's own identity."""

    kind: str
    legacy: str
    target: str
    area: str
    right: str
    fate: Fate
    why: str
    owner: str
    day: day | None


class FlowRow(Document):
    """Ports of one protocol from one end to another, in the names of the target; both ends of each range included."""

    source: str
    target: str
    protocol: str
    ports: tuple[tuple[int, int], ...]
    fate: Fate
    why: str
    owner: str
    day: day | None


class NameRow(Document):
    """One name that clients use at the legacy, and by what they go on at the target."""

    kind: NameKind
    name: str
    zone: str
    role: str
    successor: str
    fate: Fate
    why: str
    owner: str
    day: day | None


class TallyRow(Document):
    """Objects of one part, and how many of them somebody must do something about."""

    total: int
    open: int


class ParityDocument(Document):
    """Every role of both plans, every right, flow and name, what is open first."""

    schema_: Literal["bastide/parity/1"] = Field(default="bastide/parity/1", alias="schema")
    legacy: str
    target: str
    date: day
    complete: bool
    summary: dict[State, int]
    roles: tuple[RoleRow, ...]
    tallies: dict[str, TallyRow]
    entitlements: tuple[EntitlementRow, ...]
    reachability: tuple[FlowRow, ...]
    names: tuple[NameRow, ...]


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
        tallies={name: TallyRow(total=one.total, open=one.open) for name, one in parity.tallies.items()},
        entitlements=tuple(_entitled(item) for item in parity.entitlements),
        reachability=tuple(_reached(item) for item in parity.reachability),
        names=tuple(_named(item) for item in parity.names),
    )


def _entitled(item: Entitled) -> EntitlementRow:
    return EntitlementRow(
        kind=item.kind,
        legacy=item.legacy,
        target=item.target,
        area=item.area,
        right=item.right,
        fate=item.fate,
        **_decided(item.decided),
    )


def _reached(item: Reached) -> FlowRow:
    return FlowRow(
        source=item.source,
        target=item.target,
        protocol=item.protocol,
        ports=item.ports,
        fate=item.fate,
        **_decided(item.decided),
    )


def _named(item: Named) -> NameRow:
    return NameRow(
        kind=item.kind,
        name=item.name,
        zone=item.zone,
        role=" ".join(filter(None, item.role)),
        successor=item.successor,
        fate=item.fate,
        **_decided(item.decided),
    )


def _decided(item: Decided) -> dict[str, Any]:
    return {"why": item.why, "owner": item.owner, "day": item.day}


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
