"""Everything that can be wrong in a plan of the move. Pure; reading the files is `load.py`'s."""

from __future__ import annotations

from bastide.cutover.move.checks import areas, gates, measures, phases, waves
from bastide.cutover.move.checks.areas import Sides
from bastide.cutover.move.model import Move
from components.contract.addresses import Fault


def faults(move: Move, sides: Sides | None) -> list[Fault]:
    """All faults of the plan, with places in its file.

    `sides`: None where an intent could not be read; then nothing is said about areas.
    """
    found = [*measures.faults(move), *phases.faults(move), *gates.faults(move), *waves.faults(move)]
    return found if sides is None else [*found, *areas.faults(move, sides)]
