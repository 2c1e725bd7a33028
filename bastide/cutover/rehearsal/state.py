"""How far a run has come: one small file, replaced as a whole after each step."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bastide.cutover.measure import Measurement
from facts.errors import BadInput, Place

FILE: Final = "state.json"


class Done(BaseModel):
    """A step of a part: how often it was begun, and what it measured once it was done (None before)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    part: str
    step: str
    tries: int = 0
    seconds: float = 0.0
    measurements: tuple[Measurement, ...] | None = None


class State(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/rehearsal-state/1"] = Field(alias="schema")
    wave: str
    settings: str
    started: AwareDatetime
    programs: dict[str, str] = {}
    steps: tuple[Done, ...] = ()
    faults: tuple[str, ...] = ()

    def of(self, part: str, step: str) -> Done:
        """The step as it stands; one that was never begun where it was not."""
        return next((one for one in self.steps if (one.part, one.step) == (part, step)), Done(part=part, step=step))

    def with_step(self, done: Done) -> State:
        others = tuple(one for one in self.steps if (one.part, one.step) != (done.part, done.step))
        return self.model_copy(update={"steps": (*others, done)})

    def with_fault(self, words: str) -> State:
        return self.model_copy(update={"faults": (*self.faults, words)})


def begun(wave: str, settings: str, now: datetime) -> State:
    return State(schema="bastide/rehearsal-state/1", wave=wave, settings=settings, started=now)


def read(folder: Path) -> State | None:
    """The state of a run; None where none was begun in this folder. Raises BadInput where the file is damaged."""
    path = folder / FILE
    try:
        return State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise BadInput(
            "this is no state of a rehearsal",
            place=Place(path, 1, 1, ""),
            action="begin a new run in another folder",
        ) from None


def write(folder: Path, state: State) -> None:
    """Whole or not at all, also where the power fails."""
    draft = folder / f".{FILE}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        file.write(state.model_dump_json(by_alias=True, indent=1))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)
