"""What a question about facts gives: known, unknown, or known once and too old to be believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, Literal, TypeVar

T_co = TypeVar("T_co", covariant=True)

State = Literal["known", "unknown", "stale"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from.

    Attributes:
        source: what was read.
        checked: on which day.
        mark: how sure it is (`P`, `Q`, `S`, `U`), "" where the register does not say.
        place: file and path of the fact, such as `facts/providers.yaml: providers.azure.seat`.
    """

    source: str
    checked: date
    mark: str
    place: str


@dataclass(frozen=True, slots=True)
class Known(Generic[T_co]):
    """A value that is believed on the day. Known is not good: an ended qualification is known, too."""

    value: T_co
    fact: Origin
    state: ClassVar[State] = "known"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known. Never taken for good.

    Attributes:
        what: what is not known.
        ask: who must find out, and where.
        place: file and path that must be mended.
        what_fr: the same as `what`, in French.
        ask_fr: the same as `ask`, in French.
    """

    what: str
    ask: str
    place: str
    what_fr: str
    ask_fr: str
    state: ClassVar[State] = "unknown"


@dataclass(frozen=True, slots=True)
class Stale:
    """Known once, and older than its lifetime. Never taken for good.

    Attributes:
        days: by how many days it is too old.
        what: what was known.
        ask: what to do.
        ask_fr: the same in French.
    """

    fact: Origin
    days: int
    what: str
    ask: str
    ask_fr: str
    state: ClassVar[State] = "stale"

    @property
    def place(self) -> str:
        """File and path that must be mended."""
        return self.fact.place


Answer = Known[T_co] | Unknown | Stale
"""Test with isinstance, or with `.state`."""
