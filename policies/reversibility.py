"""The way out of each service: its open format, its equivalent elsewhere, or that it is a lock-in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from facts.document import read
from facts.validate import validate
from policies.model import Lang
from policies.view import matches

FILE: Final = Path(__file__).resolve().parent / "reversibility.yaml"


class Said(NamedTuple):
    """A way out in one language; for what each says, see `WayOut`."""

    format: str
    equivalent: str
    lock_in: str


class WayOut(BaseModel):
    """How to leave one kind of service, in English and (`_fr`) in French.

    Attributes:
        format: in which form its content leaves; for what has no content, how it is described.
        equivalent: what takes its place at another cloud.
        lock_in: why it cannot be left as it is, "" where it can; such a service is listed, not forbidden.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: str = Field(min_length=3)
    format_fr: str = Field(min_length=3)
    equivalent: str = Field(min_length=3)
    equivalent_fr: str = Field(min_length=3)
    lock_in: str = ""
    lock_in_fr: str = ""

    @model_validator(mode="after")
    def _lock_in_in_both_languages(self) -> Self:
        if bool(self.lock_in) != bool(self.lock_in_fr):
            raise ValueError(
                "found a lock-in in one language only | `lock_in` and `lock_in_fr`, or neither | add the other one"
            )
        return self

    def said(self, lang: Lang) -> Said:
        """The same in one language."""
        if lang is Lang.FR:
            return Said(self.format_fr, self.equivalent_fr, self.lock_in_fr)
        return Said(self.format, self.equivalent, self.lock_in)


class Reversibility(BaseModel):
    """`policies/reversibility.yaml`: neutral kind, or provider token -> way out. The token wins."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/reversibility/1"] = Field(alias="schema")
    kinds: dict[str, WayOut]
    tokens: dict[str, WayOut]


@cache
def _table() -> Reversibility:
    return validate(read(FILE, what="the ways out of services"), Reversibility)


@cache
def way_out(kind: str, token: str) -> WayOut | None:
    """How to leave a service; None where nobody has described it."""
    table = _table()
    if token in table.tokens:
        return table.tokens[token]
    return next((found for pattern, found in table.kinds.items() if matches(kind, pattern)), None)
