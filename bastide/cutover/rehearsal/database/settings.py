"""Which two databases. A file has addresses and names in it, and never a password: there is no field for one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from bastide.cutover.rehearsal.database.endpoint import Endpoint

MARGIN: Final = 1000
"""How many values each sequence is set ahead: those that the source may have given out and nobody wrote yet."""


class DatabaseSettings(BaseModel):
    """Of a move between real servers. Without any, the rehearsal makes two servers of its own.

    Attributes:
        source_from_target: the source as the target reaches it (a tunnel, a relay); None: as we do.
        passfile_at_target: a file of passwords on the target's machine; None: the password is sent to it.
        sequence_margin: how many values each sequence is set ahead.
        settled_seconds: a lag below which the delta loops end.
        patience_seconds: how long one wait for the target lasts before it counts as not caught up.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: Endpoint
    target: Endpoint
    source_from_target: Endpoint | None = None
    passfile_at_target: Path | None = None
    sequence_margin: Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)] = MARGIN
    settled_seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = 5.0
    patience_seconds: Annotated[float, Field(gt=0, le=86400, allow_inf_nan=False)] = 600.0
