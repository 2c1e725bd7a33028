"""The status as JSON: `bastide/cutover-status/1`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bastide.cutover.gates.as_json import GateCondition, condition
from bastide.cutover.gates.gate import Gate
from bastide.cutover.gates.state import Stage
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import Move, PhaseId
from bastide.cutover.status.model import Back, Next, Point, Status, Step, WaveStatus, Where
from policies.model import Text


class Document(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Document):
    """A text in both languages."""

    en: str
    fr: str


class HeadRow(Document):
    """The journal's last entry."""

    number: int
    digest: str
    time: AwareDatetime


class PhaseRow(Document):
    """One wave in one phase; `rolled_back` counts."""

    id: PhaseId
    stage: Stage
    entered: AwareDatetime | None
    left: AwareDatetime | None
    rolled_back: int


class GateRow(Document):
    """The gate a wave stands at."""

    phase: PhaseId
    side: Side
    green: bool
    conditions: tuple[GateCondition, ...]


class NextRow(Document):
    """What is next, and who must act."""

    step: Step
    phase: PhaseId | None
    who: tuple[Both, ...]
    waits_for: tuple[str, ...]
    signed: int
    needed: int
    command: str


class PointRow(Document):
    """A point of no return."""

    phase: PhaseId
    act: Both
    where: Where


class BackRow(Document):
    """The way back; `possible: false` where it is forbidden, `late: true` where the moment of `until` has passed."""

    phase: PhaseId
    with_it: tuple[PhaseId, ...]
    possible: bool
    late: bool
    action: Both | None
    max_minutes: int | None
    data_loss: Both | None
    until: Both | None


class WaveRow(Document):
    """Where one wave stands."""

    id: str
    area: str
    title: Both
    owner: str
    start: date
    end: date
    late: bool
    downtime_minutes: int
    phases: tuple[PhaseRow, ...]
    gate: GateRow | None
    next: NextRow
    points_of_no_return: tuple[PointRow, ...]
    back: BackRow | None


class CutoverStatus(Document):
    """Where the move stands at `now`: every wave in every phase."""

    schema_: Literal["bastide/cutover-status/1"] = Field(default="bastide/cutover-status/1", alias="schema")
    legacy: str
    target: str
    now: AwareDatetime
    plan: str
    head: HeadRow | None
    approvers: int
    approvers_needed: int
    waves: tuple[WaveRow, ...]


def render(status: Status) -> str:
    """The document as JSON text."""
    return document(status).model_dump_json(by_alias=True, indent=1) + "\n"


def document(status: Status) -> CutoverStatus:
    """The document of one status."""
    head = status.head
    return CutoverStatus(
        legacy=status.move.legacy,
        target=status.move.target,
        now=status.now,
        plan=status.plan,
        head=None if head is None else HeadRow(number=head.number, digest=head.digest, time=head.time),
        approvers=status.persons,
        approvers_needed=status.needed,
        waves=tuple(_wave(status.move, one) for one in status.waves),
    )


def _wave(move: Move, one: WaveStatus) -> WaveRow:
    wave = one.wave
    return WaveRow(
        id=wave.id,
        area=wave.area,
        title=Both(en=wave.title.en, fr=wave.title.fr),
        owner=wave.owner,
        start=wave.start,
        end=wave.end,
        late=one.late,
        downtime_minutes=wave.downtime_minutes,
        phases=tuple(
            PhaseRow(id=cell.phase, stage=cell.stage, entered=cell.entered, left=cell.left, rolled_back=cell.undone)
            for cell in one.cells
        ),
        gate=None if one.gate is None else _gate(move, one.gate),
        next=_next(one.next),
        points_of_no_return=tuple(_point(point) for point in one.points),
        back=None if one.back is None else _back(one.back),
    )


def _gate(move: Move, gate: Gate) -> GateRow:
    conditions = tuple(condition(verdict, move) for verdict in gate.verdicts)
    return GateRow(phase=gate.phase, side=gate.side, green=gate.lets_through, conditions=conditions)


def _next(found: Next) -> NextRow:
    return NextRow(
        step=found.step,
        phase=found.phase,
        who=tuple(_both(text) for text in found.who),
        waits_for=found.waits,
        signed=found.signed,
        needed=found.needed,
        command=found.command,
    )


def _point(point: Point) -> PointRow:
    return PointRow(phase=point.phase, act=_both(point.act), where=point.where)


def _back(back: Back) -> BackRow:
    how = back.rollback
    return BackRow(
        phase=back.phase,
        with_it=back.with_it,
        possible=how is not None,
        late=back.late,
        action=None if how is None else Both(en=how.action.en, fr=how.action.fr),
        max_minutes=None if how is None else how.max_minutes,
        data_loss=None if how is None else Both(en=how.data_loss.en, fr=how.data_loss.fr),
        until=None if how is None or how.until is None else Both(en=how.until.en, fr=how.until.fr),
    )


def _both(text: Text) -> Both:
    return Both(en=text.en, fr=text.fr)
