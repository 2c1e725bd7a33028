"""What the status of the move says. Pure data; how it is found is `status.py`'s."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bastide.cutover.gates.gate import Gate
from bastide.cutover.gates.state import Stage
from bastide.cutover.move.model import Move, PhaseId, Rollback, Wave
from policies.model import Text


class Step(StrEnum):
    """What a wave needs next."""

    BEGIN = "begin"  # the journal has no first entry yet
    WAIT = "wait"  # other waves must leave `verify` first
    MEASURE = "measure"  # the gate is red
    REQUEST = "request"  # the gate is green, and nobody has asked for approval
    SIGN = "sign"  # somebody has asked, and not signed it yet
    APPROVE = "approve"  # whoever asked has signed, and signatures of others are missing
    ENTER = "enter"
    LEAVE = "leave"
    DONE = "done"  # every phase is left


class Where(StrEnum):
    """Where a point of no return lies, seen from a wave."""

    AHEAD = "ahead"
    HERE = "here"  # the phase in which it lies is entered and not left
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Cell:
    """One wave in one phase.

    Attributes:
        entered, left: when, where it is so now.
        undone: how many times the phase was rolled back.
    """

    phase: PhaseId
    stage: Stage
    entered: datetime | None
    left: datetime | None
    undone: int


@dataclass(frozen=True, slots=True)
class Point:
    """A point of no return, and where it lies."""

    phase: PhaseId
    act: Text
    where: Where


@dataclass(frozen=True, slots=True)
class Back:
    """The way back from where a wave stands.

    Attributes:
        phase: the phase that would be undone.
        rollback: how; None where it is forbidden.
        with_it: earlier phases that are undone by it too.
        late: the moment up to which it loses nothing more than planned has passed.
    """

    phase: PhaseId
    rollback: Rollback | None
    with_it: tuple[PhaseId, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Next:
    """What is next for a wave, and who must act.

    Attributes:
        phase: the one to enter or leave; None before the journal is begun and at the end.
        who: functions, never persons' names.
        waits: waves that must leave `verify` first.
        signed, needed: approvals that hold, and how many the phase needs.
        command: what is typed; "" where nothing is.
    """

    step: Step
    phase: PhaseId | None
    who: tuple[Text, ...] = ()
    waits: tuple[str, ...] = ()
    signed: int = 0
    needed: int = 0
    command: str = ""


@dataclass(frozen=True, slots=True)
class WaveStatus:
    """Where one wave stands.

    Attributes:
        cells: one for each phase, in their order.
        gate: the one it stands at: the exit of the phase it is in, else the entry of the next; None at the end.
        back: None before anything was entered.
        late: its last day has passed, and it has not left every phase.
    """

    wave: Wave
    cells: tuple[Cell, ...]
    gate: Gate | None
    next: Next
    points: tuple[Point, ...]
    back: Back | None
    late: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the journal."""

    number: int
    digest: str
    time: datetime


@dataclass(frozen=True)
class Status:
    """Where the move stands at `now`.

    Attributes:
        plan: digest of the plan that the journal goes by; "" before it is begun.
        head: None while the journal is empty.
        persons, needed: how many may approve, and how many are needed for any phase.
    """

    move: Move
    now: datetime
    plan: str
    head: Head | None
    persons: int
    needed: int
    waves: tuple[WaveStatus, ...]

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def done(self) -> int:
        """Waves that have left every phase."""
        return sum(one.next.step is Step.DONE for one in self.waves)
