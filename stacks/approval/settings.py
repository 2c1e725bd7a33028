"""How long an approval holds: `stacks/approval.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.validate import validate


class Settings(BaseModel):
    """The whole file.

    Attributes:
        receipt_days: after so many days a receipt approves nothing any more.
        break_glass_hours: for so many hours a run that broke the glass may go on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/approval/1"] = Field(alias="schema")
    receipt_days: int = Field(ge=1, le=36_600)
    break_glass_hours: int = Field(ge=1, le=48)


def settings(root: Path) -> Settings:
    """Those of the checkout `root`.

    Raises:
        BadInput: the file is missing or wrong.
    """
    return validate(read(root / "stacks" / "approval.yaml", what="how long an approval holds"), Settings)
