"""What all questions share: turning a row of a register into an answer for a day."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

from facts.answer import Answer, Known, Origin, Stale, Unknown
from facts.lifetimes import overdue
from facts.marked import Datum, Marked, Missing
from facts.model import Fact

T = TypeVar("T")

CACHED: Final = 65_536
"""Answers that are kept of one kind of question; hosts come from plans, so their number has no bound."""


def origin(fact: Fact, register: str, path: str) -> Origin:
    """Where a fact stands and what it rests on."""
    mark = fact.mark.value if isinstance(fact, Marked) else ""
    return Origin(fact.source, fact.checked, mark, place(register, path))


def place(register: str, path: str) -> str:
    """`facts/regions.yaml: clouds.scaleway`: the file and the path in it."""
    return f"facts/{register}.yaml: {path}"


def believed(value: T, fact: Fact, register: str, path: str, what: str, on: date) -> Answer[T]:
    """The value where the fact is still believed on the day, else `Stale`."""
    where = origin(fact, register, path)
    days = overdue(fact.checked, register, on)
    if not days:
        return Known(value, where)
    return Stale(
        where,
        days,
        what,
        f"read the source again ({fact.source}), correct the fact, and set `checked` to that day",
        f"relire la source ({fact.source}), corriger le fait, et mettre `checked` à ce jour",
    )


def maybe(datum: Datum[T] | Missing, register: str, path: str, what: str, on: date) -> Answer[T]:
    """The answer that a `{value, ..}` or `{unknown, ask}` gives."""
    if isinstance(datum, Missing):
        return missing(datum, register, path)
    return believed(datum.value, datum, register, path, what, on)


def missing(row: Missing, register: str, path: str) -> Unknown:
    """What the register itself says it does not know."""
    return Unknown(row.unknown, row.ask, place(register, path), row.unknown_fr, row.ask_fr)
