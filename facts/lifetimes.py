"""How long a fact may be believed after somebody has checked it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.errors import BadInput, Place
from facts.load import FOLDER
from facts.model import Fact
from facts.validate import validate

_FILE = FOLDER / "lifetimes.yaml"


class Lifetime(BaseModel):
    """How many days after `checked` a fact of one register is still believed; the last of them is included."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    days: int = Field(ge=1, le=3660)
    reason: str = Field(min_length=3)


class Lifetimes(BaseModel):
    """`facts/lifetimes.yaml`: name of a register (its file, without `.yaml`) -> lifetime."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/lifetimes/1"] = Field(alias="schema")
    registers: dict[str, Lifetime]


@cache
def lifetimes() -> dict[str, Lifetime]:
    """Register -> lifetime of its facts. Raises BadInput where the file is wrong."""
    return validate(read(_FILE, what="the lifetimes of facts"), Lifetimes).registers


@cache
def lifetime(register: str) -> Lifetime:
    """The lifetime of a register's facts.

    Raises:
        BadInput: no lifetime was decided, so nobody could tell when a fact of it is too old.
    """
    known = lifetimes()
    if register not in known:
        raise BadInput(
            f"the register `{register}` has no lifetime",
            place=Place(_FILE, None, None, "registers"),
            expected=f"one for each register; there are {', '.join(sorted(known))}",
            action="decide after how many days its facts must be checked again, and say why",
        )
    return known[register]


def last_day(checked: date, register: str) -> date:
    """The last day on which a fact checked on `checked` is believed."""
    return checked + timedelta(days=lifetime(register).days)


def overdue(checked: date, register: str, on: date) -> int:
    """By how many days a fact is too old on a day; 0 where it is believed."""
    return max(0, (on - last_day(checked, register)).days)


def is_stale(fact: Fact, register: str, on: date) -> bool:
    """Whether a fact is too old to be believed on a day."""
    return overdue(fact.checked, register, on) > 0
