"""`stacks/<estate>.ignored.yaml`: what of an inventory is left out on purpose, by whom, why, until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bastide.cutover.inventory.model import Ignored
from facts.document import read
from facts.errors import BadInput
from facts.validate import validate


class Entry(BaseModel):
    """One resource (`id`), or everything below a group or resource (`below`). No pattern: what is meant is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(default="", pattern=r"^(/[^*?]+)?$")
    below: str = Field(default="", pattern=r"^(/[^*?]+)?$")
    reason: str = Field(min_length=10)
    owner: str = Field(min_length=3)
    """A function, not a person's name: it answers for this."""
    until: date

    @model_validator(mode="after")
    def _one_of_both(self) -> Entry:
        if bool(self.id) == bool(self.below):
            raise ValueError("give `id` (one resource) or `below` (everything below it), and only one of them")
        return self


class Register(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/ignored/1"] = Field(alias="schema")
    ignored: tuple[Entry, ...]


def ignored(file: Path) -> tuple[Ignored, ...]:
    """The entries of a register; none where there is no such file.

    Raises:
        BadInput: the file is wrong, or names something twice.
    """
    if not file.is_file():
        return ()
    document = read(file, what="a register of ignored resources")
    found: dict[tuple[str, str], Ignored] = {}
    for index, entry in enumerate(validate(document, Register).ignored):
        key = (entry.id.casefold(), entry.below.casefold())
        if key in found:
            raise BadInput(
                f"`{entry.id or entry.below}` stands here a second time",
                place=document.place(("ignored", index)),
                expected="each resource or group once",
                action="remove one of the two entries",
            )
        found[key] = Ignored(entry.id, entry.below, entry.reason, entry.owner, entry.until)
    return tuple(found.values())
