"""Which conditions a gate has for one wave. Pure: every reader of the plan asks here, so that all see the same gate."""

from __future__ import annotations

from enum import StrEnum

from bastide.cutover.move.model import Condition, Move, Phase, PhaseId, Wave


class Side(StrEnum):
    """The two gates of a phase."""

    ENTRY = "entry"
    EXIT = "exit"


def asked(phase: Phase, wave: Wave, side: Side) -> tuple[Condition, ...]:
    """The conditions of the phase's gate that concern this wave, in the order of the file.

    Left out are those that ask about something of which the wave's area holds none in the legacy.
    """
    conditions = phase.entry if side is Side.ENTRY else phase.exit
    return tuple(one for one in conditions if one.of is None or one.of in wave.holds)


def phase_of(move: Move, phase: PhaseId) -> Phase:
    """The phase of a checked move, which has each exactly once."""
    return next(one for one in move.phases if one.id is phase)


def wave_of(move: Move, name: str) -> Wave | None:
    """The wave of that name; None where there is none."""
    return next((one for one in move.waves if one.id == name), None)
