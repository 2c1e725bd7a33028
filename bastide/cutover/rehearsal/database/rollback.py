"""Back to the source: what the move did to it is undone, and a write proves that it serves.

What was written at the target after the switch is not carried back: that would be a second move, in the direction of
the host that is being left. Before the first write at the target nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from bastide.cutover.rehearsal.database import freeze, slots, switch
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.names import Names


@dataclass(frozen=True, slots=True)
class RolledBack:
    """How it ended.

    Attributes:
        serves: what attempted writes found; `open` are the names of what is still refused.
        left: slots that are still at the source.
    """

    serves: freeze.Proof
    left: tuple[slots.Slot, ...]

    @property
    def done(self) -> bool:
        return self.serves.holds and not self.left


def roll_back(source: Endpoint, target: Endpoint, names: Names) -> RolledBack:
    """End the replication and lift the freeze. Done again, or half done before, it does no harm."""
    # the users first: they wait
    freeze.lift(source)
    proof = freeze.prove_lifted(source)
    return RolledBack(proof, switch.end_replication(source, target, names))
