"""Which built-in checks are not asked, and why: `set_aside.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from facts.document import read
from facts.errors import BadInput
from facts.validate import validate
from policies.scan.model import SetAside

FILE: Final = Path(__file__).resolve().parent / "set_aside.yaml"

CheckId = Annotated[str, StringConstraints(pattern=r"^CKV2?_[A-Z]+_\d+$")]
Words = Annotated[str, StringConstraints(min_length=20)]


class Entry(BaseModel):
    """One check. `types`: ARM or Terraform types for which it is not asked; none: for all."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    check: CheckId
    reason: Words
    types: tuple[str, ...] = ()


class SetAsideFile(BaseModel):
    """`policies/scan/set_aside.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/set-aside/1"] = Field(alias="schema")
    set_aside: tuple[Entry, ...]


@cache
def set_aside(file: Path = FILE) -> tuple[SetAside, ...]:
    """Raises BadInput where the file is wrong, or names a check twice for the same type."""
    document = read(file, what="the checks that are set aside")
    found = validate(document, SetAsideFile).set_aside
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(found):
        for kind in entry.types or ("",):
            if (entry.check, kind) in seen or (entry.check, "") in seen:
                raise BadInput(
                    f"{entry.check} is set aside twice",
                    place=document.place(("set_aside", index, "check")),
                    expected="each check once",
                    action="join the two entries",
                )
            seen.add((entry.check, kind))
    return tuple(SetAside(entry.check, entry.reason, entry.types) for entry in found)
