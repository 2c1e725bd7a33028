"""How long the move will take on the day: measured rates times the real volume. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bastide.cutover.rehearsal.settings import Volume

_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Rates:
    """What was measured in the rehearsal, all in seconds of the runner's clock.

    Attributes:
        moved_objects, moved_bytes: of the objects in this rehearsal.
        freeze, verify, rollback: the steps, all parts together.
        object_verify: of `verify`, reading the objects back.
        object_freeze: of `freeze`, the last delta of the objects.
        object_bytes_per_second: of the copy; 0 where none was.
    """

    moved_objects: int
    moved_bytes: int
    freeze: float
    verify: float
    rollback: float
    object_freeze: float
    object_verify: float
    object_bytes_per_second: float


@dataclass(frozen=True, slots=True)
class Budget:
    """In minutes.

    Attributes:
        downtime: freeze, last delta, switch and verification.
        margin: what is left of the promise after downtime and rollback; below 0 it cannot be kept.
        scale: how many times larger the move is than what was rehearsed.
    """

    downtime: float
    rollback: float
    margin: float
    scale: float


def budget(rates: Rates, volume: Volume | None, promised_minutes: float) -> Budget:
    """The budget of one wave. Without a volume, that of what was rehearsed, at its own size.

    Reading back grows with bytes or with objects, whichever grows more; the last delta with what changes, at the
    measured rate of the copy. What is not of the objects (the database, the policies) is taken as it was measured: it
    was rehearsed at its size, or the rehearsal says nothing about it.
    """
    if volume is None:
        verify, freeze, switch, scale = rates.verify, rates.freeze, 0.0, 1.0
    else:
        scale = max(volume.bytes / max(rates.moved_bytes, 1), volume.objects / max(rates.moved_objects, 1))
        verify = rates.verify - rates.object_verify + rates.object_verify * scale
        delta = max(
            volume.changed_bytes / rates.object_bytes_per_second if rates.object_bytes_per_second else 0.0,
            volume.changed_objects * rates.object_verify / max(rates.moved_objects, 1),
        )
        # never less than was measured: a small delta has its own fixed cost
        freeze, switch = rates.freeze - rates.object_freeze + max(delta, rates.object_freeze), volume.switch_minutes
    downtime = (freeze + verify) / _MINUTE + switch
    rollback = rates.rollback / _MINUTE
    return Budget(downtime, rollback, promised_minutes - downtime - rollback, scale)
