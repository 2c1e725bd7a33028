"""Records that hold measurements as they are: of a program that measures something the toolkit has no command for."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bastide.cutover.gates.records.dated import require_silent
from bastide.cutover.gates.records.form import parsed
from bastide.cutover.gates.records.model import Asked, Found
from bastide.cutover.measure import Measurement
from components.contract.fields import Name
from plan.json_file import JsonFile

SCHEMA: Final = "bastide/measurements/1"


class MeasurementsFile(BaseModel):
    """What a program writes: for which move and wave, and what it has measured, each with its own time and source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/measurements/1"] = Field(alias="schema")
    legacy: Name
    target: Name
    wave: Name
    measurements: Annotated[tuple[Measurement, ...], Field(min_length=1, max_length=1000)]


def read(file: JsonFile, asked: Asked) -> Found:
    """All of them."""
    require_silent(file, asked)
    found = parsed(file, MeasurementsFile)
    for key, said, expected in (
        ("legacy", found.legacy, asked.move.legacy),
        ("target", found.target, asked.move.target),
        ("wave", found.wave, asked.wave),
    ):
        if said != expected:
            raise file.bad(
                (key,), f"the record is of the {key} `{said}`", expected=f"`{expected}`", action="name the right file"
            )
    return Found(found.measurements)
