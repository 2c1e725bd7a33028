"""The way out of each service: its open format, its equivalent elsewhere, or that it is a lock-in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.validate import validate
from policies.view import matches

FILE: Final = Path(__file__).resolve().parent / "reversibility.yaml"


class WayOut(BaseModel):
    """How to leave one kind of service.

    Attributes:
        format: in which form its content leaves; for what has no content, how it is described.
        equivalent: what takes its place at another cloud.
        lock_in: why it cannot be left as it is; such a service is listed, not forbidden.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: str = Field(min_length=3)
    equivalent: str = Field(min_length=3)
    lock_in: str = ""


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
