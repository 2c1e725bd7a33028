"""Where each wave stands, and what the order of phases and waves allows next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bastide.cutover.gates.judge import Known
from bastide.cutover.gates.order import ORDER, SETTLED, relied_on, rollback_of
from bastide.cutover.journal.entry import Entry
from bastide.cutover.move.model import Move, PhaseId, Wave

REQUEST_DAYS: Final = 7
"""For so many days a request can be used."""


class Stage(StrEnum):
    """Where a wave stands in one phase."""

    NOT_BEGUN = "not begun"  # never entered, or rolled back
    ENTERED = "entered"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Passage:
    """One wave in one phase.

    Attributes:
        entered, left: when, if it is so now.
        rolled_back: when it was undone, each time.
    """

    stage: Stage = Stage.NOT_BEGUN
    entered: datetime | None = None
    left: datetime | None = None
    rolled_back: tuple[datetime, ...] = ()


def _untouched() -> Mapping[PhaseId, Passage]:
    return dict.fromkeys(ORDER, Passage())


@dataclass(frozen=True)
class WaveState:
    """Where one wave stands.

    Attributes:
        latest: the newest measurement of each measure, by the time of measuring.
        last_rollback: of whichever phase; None where there was none.
        requests: every request that was made, in order.
    """

    wave: str
    passages: Mapping[PhaseId, Passage] = field(default_factory=_untouched)
    latest: Mapping[str, Known] = field(default_factory=dict)
    last_rollback: datetime | None = None
    requests: tuple[Entry, ...] = ()

    @property
    def current(self) -> PhaseId | None:
        """The phase that is entered and not left."""
        return next((phase for phase in ORDER if self.passages[phase].stage is Stage.ENTERED), None)

    @property
    def next(self) -> PhaseId | None:
        """The phase that can be entered next, once the current one is left; None after the last."""
        return next((phase for phase in ORDER if self.passages[phase].stage is Stage.NOT_BEGUN), None)

    @property
    def newest(self) -> PhaseId | None:
        """The last phase that was begun and not undone: the one that can be rolled back."""
        return next((phase for phase in reversed(ORDER) if self.passages[phase].stage is not Stage.NOT_BEGUN), None)

    @property
    def settled(self) -> bool:
        """Whether others may rely on it."""
        return self.passages[SETTLED].stage is Stage.LEFT


@dataclass(frozen=True)
class State:
    """Where all waves of the plan stand.

    Attributes:
        plan: digest of the plan that is in force; "" before the journal is begun.
        plans: every plan that was in force, with the moment from which.
    """

    waves: Mapping[str, WaveState]
    plan: str = ""
    plans: tuple[tuple[str, datetime], ...] = ()


class Doing(StrEnum):
    """What can be done to a phase."""

    ENTER = "enter"
    LEAVE = "leave"
    ROLL_BACK = "rollback"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why something is not possible now, and what to do instead."""

    reason: str
    action: str


def objection(move: Move, state: State, wave: Wave, doing: Doing, phase: PhaseId) -> Objection | None:
    """Why a phase cannot be entered, left or rolled back by the order of phases and waves; None where it can.

    Says nothing of gates and approvals.
    """
    here = state.waves[wave.id]
    if doing is Doing.LEAVE:
        return _cannot_leave(here, phase)
    if doing is Doing.ROLL_BACK:
        return _cannot_roll_back(move, here, phase)
    return cannot_enter(here, phase) or _waits(move, state, wave, phase)


def possible(move: Move, state: State, wave: Wave) -> tuple[tuple[Doing, PhaseId], ...]:
    """What the order of phases and waves allows next."""
    return tuple(
        (doing, phase) for doing in Doing for phase in ORDER if objection(move, state, wave, doing, phase) is None
    )


def waits_for(move: Move, state: State, wave: Wave, phase: PhaseId) -> tuple[str, ...]:
    """Waves that must leave `verify` before this one may enter a phase."""
    return tuple(name for name in relied_on(move, wave, phase) if not state.waves[name].settled)


def cannot_enter(here: WaveState, phase: PhaseId) -> Objection | None:
    """Why the order of phases alone does not let a wave into a phase; None where it does."""
    stage = here.passages[phase].stage
    if stage is not Stage.NOT_BEGUN:
        return Objection(
            f"{phase} of {here.wave} is {stage} already: a phase is re-entered only through its rollback",
            f"bastide cutover record rollback {here.wave} {phase}, if it was undone",
        )
    if here.current is not None:
        return Objection(
            f"{here.wave} is in {here.current}, which is not left",
            f"bastide cutover record leave {here.wave} {here.current}",
        )
    if here.next is not phase:
        return Objection(
            f"{phase} of {here.wave} comes after {here.next}", f"bastide cutover record enter {here.wave} {here.next}"
        )
    return None


def _waits(move: Move, state: State, wave: Wave, phase: PhaseId) -> Objection | None:
    names = waits_for(move, state, wave, phase)
    if not names:
        return None
    return Objection(
        f"{phase} of {wave.id} waits for {', '.join(names)}: not verified", f"bring {names[0]} through {SETTLED} first"
    )


def _cannot_leave(here: WaveState, phase: PhaseId) -> Objection | None:
    if here.passages[phase].stage is Stage.ENTERED:
        return None
    return Objection(
        f"{phase} of {here.wave} is {here.passages[phase].stage}: only a phase that is entered can be left",
        f"bastide cutover status, to see where {here.wave} stands",
    )


def _cannot_roll_back(move: Move, here: WaveState, phase: PhaseId) -> Objection | None:
    if here.passages[phase].stage is Stage.NOT_BEGUN:
        return Objection(
            f"{phase} of {here.wave} is not begun: there is nothing to undo",
            f"bastide cutover status, to see where {here.wave} stands",
        )
    if rollback_of(move, phase) is None:
        return Objection(
            f"{phase} cannot be undone", "go forward; what went wrong is said by bastide cutover record note"
        )
    if here.newest is not phase:
        return Objection(
            f"{here.wave} is in {here.newest} or has left it: later phases are undone first",
            f"bastide cutover record rollback {here.wave} {here.newest}",
        )
    return None


def usable(request: Entry, phase: PhaseId, plan: str, here: WaveState, now: datetime) -> bool:
    """Whether a request may let a phase be entered, if it is approved."""
    return (
        request.phase is phase
        and request.plan == plan
        and (here.last_rollback is None or request.time > here.last_rollback)
        and now - request.time <= timedelta(days=REQUEST_DAYS)
    )
