"""The order of parallel lines in a gap or channel, so that few of them cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TRACK: Final = 6
"""Between two parallel lines; also the grid of all positions, which keeps lines from lying on each other."""
AROUND: Final = 10
"""Free room on both sides of the lines of a gap or channel together."""


@dataclass(frozen=True)
class Run:
    """One line along a gap or channel: where it begins and ends, and where branches leave it to either side.

    `before` is the left side of a gap, the upper side of a channel.
    """

    key: str
    first: float
    last: float
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()

    def crossings(self, behind: Run) -> int:
        """How often the two cross when `behind` comes after this one."""
        own = sum(behind.first < branch < behind.last for branch in self.after)
        return own + sum(self.first < branch < self.last for branch in behind.before)


def ordered(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs in an order that no exchange of neighbours makes better."""
    order = list(runs)
    for _ in order:
        changed = False
        for index in range(len(order) - 1):
            one, other = order[index], order[index + 1]
            if other.crossings(one) < one.crossings(other):
                order[index], order[index + 1] = other, one
                changed = True
        if not changed:
            break
    return tuple(order)
