"""What was measured: the one shape in which a value reaches the journal and the gates. Pure data."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StringConstraints

MeasureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$", max_length=60)]
"""`objects.missing`: what is looked at, and what is counted of it."""

Number = StrictInt | StrictFloat
Value = StrictBool | Number
"""Counts and sizes are integers, durations numbers, proofs booleans."""


class Measurement(BaseModel):
    """One value, with where and when it comes from.

    Attributes:
        measure: its id in `stacks/cutover.yaml`.
        value: never estimated, never carried over from an earlier run.
        time: when it was measured (not when it was recorded), with its offset from UTC.
        source: the program or the person's function that measured it (`rclone 1.75.2`, `data-protection-officer`).
        objects: what the value is about where it is not as it should be: at most 100 names, the first by name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: MeasureId
    value: Value
    time: AwareDatetime
    source: Annotated[str, StringConstraints(min_length=2, max_length=200)]
    objects: tuple[str, ...] = Field(default=(), max_length=100)
