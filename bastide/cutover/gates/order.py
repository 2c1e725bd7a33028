"""In which order a wave goes through its phases, and back. Pure tables and the questions about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bastide.cutover.move.model import Move, PhaseId, Rollback, Wave

ORDER: Final = tuple(PhaseId)

UNDONE_WITH: Final[Mapping[PhaseId, tuple[PhaseId, ...]]] = {
    # the legacy serves again: what was proved while nobody wrote to it is no longer so
    PhaseId.SWITCH: (PhaseId.FREEZE,),
    PhaseId.VERIFY: (PhaseId.SWITCH, PhaseId.FREEZE),
}
"""Earlier phases that the rollback of a phase undoes too. Any other earlier one needs its own rollback."""

LEAST_APPROVALS: Final[Mapping[PhaseId, int]] = {PhaseId.FREEZE: 2, PhaseId.SWITCH: 2, PhaseId.RETIRE: 2}
"""What no plan can lower: where users lose the platform, where they write to another one, where data goes."""

SETTLED: Final = PhaseId.VERIFY
"""Once a wave has left it, others may rely on the wave."""


def at_least(phase: PhaseId, other: PhaseId) -> bool:
    """Whether a phase is the other one or comes after it."""
    return ORDER.index(phase) >= ORDER.index(other)


def undone(phase: PhaseId) -> tuple[PhaseId, ...]:
    """Everything that the rollback of a phase undoes."""
    return (phase, *UNDONE_WITH.get(phase, ()))


def approvals_needed(move: Move, phase: PhaseId) -> int:
    """By how many persons the entering of a phase must be approved."""
    planned = next((one.approvals for one in move.phases if one.id is phase), 0)
    return max(planned, LEAST_APPROVALS.get(phase, 0))


def rollback_of(move: Move, phase: PhaseId) -> Rollback | None:
    """How a phase is undone; None where it cannot be. `retire` never can, whatever the plan says."""
    if phase is PhaseId.RETIRE:
        return None
    planned = next((one.rollback for one in move.phases if one.id is phase), "forbidden")
    return planned if isinstance(planned, Rollback) else None


def relied_on(move: Move, wave: Wave, phase: PhaseId) -> tuple[str, ...]:
    """Waves that must have left `verify` before this one may enter a phase, in the plan's order.

    From the freeze on, those that it comes after. For `retire` also all that come after it, through others too: their
    legacy stands on what would be taken down.
    """
    names: set[str] = set()
    if at_least(phase, PhaseId.FREEZE):
        names |= set(wave.after)
    if phase is PhaseId.RETIRE:
        names |= _after(move, wave.id)
    return tuple(one.id for one in move.waves if one.id in names)


def _after(move: Move, wave: str) -> set[str]:
    found: set[str] = set()
    pending = [wave]
    while pending:
        name = pending.pop()
        new = {one.id for one in move.waves if name in one.after} - found
        found |= new
        pending += new
    return found
