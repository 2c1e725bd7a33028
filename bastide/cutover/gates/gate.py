"""A gate of one phase of one wave: its conditions and what is found of each. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bastide.cutover.gates.judge import Verdict, all_green, judge
from bastide.cutover.move.asked import Side, asked, phase_of
from bastide.cutover.move.model import PhaseId

if TYPE_CHECKING:
    from bastide.cutover.gates.state import WaveState
    from bastide.cutover.move.model import Move, Wave

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gate:
    """What one gate says.

    Attributes:
        since: values that were measured before it do not count; None: all count.
        verdicts: one for each condition, in the plan's order.
    """

    wave: str
    phase: PhaseId
    side: Side
    since: datetime | None
    verdicts: tuple[Verdict, ...]

    @property
    def green(self) -> bool:
        """Whether it has conditions and all of them hold."""
        return all_green(self.verdicts)

    @property
    def lets_through(self) -> bool:
        """Whether it is green, or an entry gate of which the plan says that it asks nothing."""
        return self.green or (self.side is Side.ENTRY and not self.verdicts)

    @property
    def red(self) -> tuple[Verdict, ...]:
        """What does not hold."""
        return tuple(verdict for verdict in self.verdicts if not verdict.green)


def gate_of(
    move: Move,
    wave: Wave,
    phase: PhaseId,
    side: Side,
    state: WaveState,
    now: datetime,
    grace: timedelta = timedelta(0),
) -> Gate:
    """A gate as it is at `now`; values may be older than it allows by `grace`.

    An entry gate counts what was measured since the wave's last rollback, which has changed what stands. An exit gate
    counts what was measured since its phase was entered: what a rehearsal has measured on a copy lets nothing leave the
    freeze. Of a phase that is not entered nothing counts yet.
    """
    since = state.last_rollback if side is Side.ENTRY else state.passages[phase].entered or _NEVER
    verdicts = tuple(
        judge(one, move.measures.get(one.measure), state.latest, now, since, grace)
        for one in asked(phase_of(move, phase), wave, side)
    )
    return Gate(wave.id, phase, side, since, verdicts)
