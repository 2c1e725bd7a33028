"""A gate as JSON: `bastide/gate/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bastide.cutover.gates.judge import Colour, Verdict, Why
from bastide.cutover.gates.look import Look
from bastide.cutover.measure import Number, Value
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import Move, PhaseId


class Document(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GateCondition(Document):
    """One condition and what was found of it. `age_seconds`: of the value; below 0 it lies ahead of the clock."""

    measure: str
    unit: str
    equals: Value | None
    at_most: Number | None
    at_least: Number | None
    max_age_hours: int
    colour: Colour
    why: Why
    value: Value | None
    over: Value | None
    age_seconds: int | None
    source: str
    objects: tuple[str, ...]


class GateDocument(Document):
    """One gate of one phase of one wave at `now`.

    `green`: whether it lets through; `asks_nothing`: an entry gate of which the plan asks nothing. `since`: values that
    were measured before it do not count. `objection`: why the order of phases and waves forbids the step, whatever
    the gate says; "" where it does. `approved`: who has validly approved the request that is nearest to being enough.
    """

    schema_: Literal["bastide/gate/1"] = Field(default="bastide/gate/1", alias="schema")
    wave: str
    phase: PhaseId
    side: Side
    now: AwareDatetime
    plan: str
    green: bool
    asks_nothing: bool
    since: AwareDatetime | None
    conditions: tuple[GateCondition, ...]
    objection: str
    approvals_needed: int
    approved: tuple[str, ...]


def render(look: Look, move: Move) -> str:
    """The document as text."""
    return document(look, move).model_dump_json(by_alias=True, indent=1) + "\n"


def document(look: Look, move: Move) -> GateDocument:
    """The document of one gate."""
    gate = look.gate
    return GateDocument(
        wave=gate.wave,
        phase=gate.phase,
        side=gate.side,
        now=look.now,
        plan=look.plan,
        green=gate.lets_through,
        asks_nothing=not gate.verdicts,
        since=gate.since,
        conditions=tuple(condition(verdict, move) for verdict in gate.verdicts),
        objection=look.objection.reason if look.objection else "",
        approvals_needed=look.needed,
        approved=look.approved,
    )


def condition(verdict: Verdict, move: Move) -> GateCondition:
    """One condition, with what was found of it."""
    asked = verdict.condition
    measure = move.measures.get(asked.measure)
    return GateCondition(
        measure=asked.measure,
        unit=measure.unit if measure else "",
        equals=asked.equals,
        at_most=asked.at_most,
        at_least=asked.at_least,
        max_age_hours=asked.max_age_hours,
        colour=verdict.colour,
        why=verdict.why,
        value=verdict.value,
        over=verdict.over,
        age_seconds=None if verdict.age is None else round(verdict.age.total_seconds()),
        source=verdict.source,
        objects=verdict.objects,
    )
