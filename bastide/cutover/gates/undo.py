"""When a rollback comes too late to lose nothing. Pure."""

from __future__ import annotations

from typing import Final

from bastide.cutover.gates.judge import SKEW
from bastide.cutover.gates.order import rollback_of, undone
from bastide.cutover.gates.state import Stage, WaveState
from bastide.cutover.move.model import Move, PhaseId

FIRST_WRITE: Final = "write_probe.succeeded"
"""Once it holds in `switch`, the target has taken a write that the legacy does not have."""


def past_until(move: Move, here: WaveState, phase: PhaseId) -> tuple[tuple[PhaseId, str, str], ...]:
    """What of a rollback comes after the moment that the plan names: phase, that moment, what is lost. In English.

    The moment is taken for past once the phase is left; for `switch` already once the target has taken a write.
    """
    found: list[tuple[PhaseId, str, str]] = []
    for one in undone(phase):
        planned = rollback_of(move, one)
        if planned is not None and planned.until is not None and _is_past(here, one):
            found.append((one, planned.until.en, planned.data_loss.en))
    return tuple(found)


def _is_past(here: WaveState, phase: PhaseId) -> bool:
    passage = here.passages[phase]
    if passage.stage is Stage.LEFT:
        return True
    known = here.latest.get(FIRST_WRITE)
    return (
        phase is PhaseId.SWITCH
        and passage.entered is not None
        and known is not None
        and known.measurement.value is True
        and known.measurement.time >= passage.entered - SKEW
    )
