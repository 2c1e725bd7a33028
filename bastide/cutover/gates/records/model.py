"""What a reader of records is told, and what it gives. Pure data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bastide.cutover.measure import Measurement
from bastide.cutover.move.model import Move
from plan.json_file import JsonFile

MOST_OBJECTS = 100
"""How many names a measurement holds."""


@dataclass(frozen=True)
class Asked:
    """For what a record is read.

    Attributes:
        folder: of the estates.
        wave: that the values are recorded for.
        measured_at: said by the person; None where the record itself must say it.
        signers: gives the committed list of who may sign, in OpenSSH's format of allowed signers.
    """

    move: Move
    folder: Path
    wave: str
    measured_at: datetime | None
    signers: Callable[[], str]


class Found(NamedTuple):
    """What a record holds; `words`: what else is to be known of it."""

    measurements: tuple[Measurement, ...]
    words: str = ""


Reader = Callable[[JsonFile, Asked], Found]
"""What a file holds. Raises BadInput where it is broken, or of another move, estate, wave or day."""


def named(names: set[str]) -> tuple[str, ...]:
    """Objects of a measurement: the first by name."""
    return tuple(sorted(names)[:MOST_OBJECTS])
