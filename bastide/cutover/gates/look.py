"""One gate as somebody looks at it, with what else stands before the step. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bastide.cutover.gates.gate import Gate, gate_of
from bastide.cutover.gates.order import approvals_needed
from bastide.cutover.gates.requests import approvals_of_phase
from bastide.cutover.gates.situation import Situation
from bastide.cutover.gates.state import Doing, Objection, Stage, objection
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import PhaseId


@dataclass(frozen=True)
class Look:
    """What is shown.

    Attributes:
        plan: digest of the plan that is in force; "" before the journal is begun.
        objection: of the order of phases and waves, whatever the gate says.
        needed: approvals to enter the phase; 0 at its exit gate.
        approved: who has approved the request that is nearest to being enough, by name.
    """

    gate: Gate
    now: datetime
    plan: str
    objection: Objection | None
    needed: int
    approved: tuple[str, ...]


def look(at: Situation, wave: str, phase: PhaseId, side: Side | None) -> Look:
    """A gate of a phase; None: the exit gate of a phase that was entered, else the entry gate.

    Raises:
        BadInput: there is no such wave, or the journal does not follow.
    """
    planned, here = at.wave(wave)
    chosen = side or (Side.ENTRY if here.passages[phase].stage is Stage.NOT_BEGUN else Side.EXIT)
    enters = chosen is Side.ENTRY
    return Look(
        gate=gate_of(at.move, planned, phase, chosen, here, at.now),
        now=at.now,
        plan=at.state.plan,
        objection=objection(at.move, at.state, planned, Doing.ENTER if enters else Doing.LEAVE, phase),
        needed=approvals_needed(at.move, phase) if enters else 0,
        approved=approvals_of_phase(at, here, phase)[1] if enters else (),
    )
