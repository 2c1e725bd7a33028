"""What a run must remember when it is killed, in one file of its folder; everything else the servers themselves say."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bastide.cutover.rehearsal.database.drift import Baseline
from facts.errors import BadInput, Place

FILE: Final = "database.json"


class Notes(BaseModel):
    """Attributes:
    baseline: the shape of both sides when the schema had been copied.
    slots_seen: names of all slots that were at the source during the run.
    frozen_at: when the freeze began, at the first try of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    baseline: Baseline | None = None
    slots_seen: frozenset[str] = frozenset()
    frozen_at: AwareDatetime | None = None


def read(folder: Path) -> Notes:
    """Of an earlier process, or empty ones. Raises BadInput where somebody has written to the file."""
    file = folder / FILE
    if not file.exists():
        return Notes()
    try:
        return Notes.model_validate_json(file.read_bytes())
    except ValidationError:
        raise BadInput(
            "this is not what the rehearsal has written",
            place=Place(file, 1, 1, ""),
            action="begin the rehearsal anew, in a new folder",
        ) from None


def write(folder: Path, notes: Notes) -> None:
    """All of it or nothing."""
    new = folder / f"{FILE}.new"
    new.write_text(notes.model_dump_json(), encoding="utf-8")
    new.replace(folder / FILE)
