"""What facts about law and companies add to a fact: how sure it is, from when until when it holds, and "not known"."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from facts.day import Day
from facts.model import Fact

T = TypeVar("T")


class Mark(StrEnum):
    """How sure a fact is. For whether it is still believed, see `facts.lifetimes`."""

    PRIMARY = "P"  # the norm's own text was read, or a full transcription of it
    QUOTED = "Q"  # a secondary source that quotes or links the norm's text
    SECONDARY = "S"  # law firm, press, blog, or a company's own statement
    UNSURE = "U"  # general knowledge only, or sources that contradict each other


class Marked(Fact):
    """A fact that says how sure it is."""

    mark: Mark


class Missing(BaseModel):
    """Something that must be known and is not. Never taken for good."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unknown: str = Field(min_length=3)
    """What is not known, and what of it has been read so far."""
    unknown_fr: str = Field(min_length=3)
    """The same as `unknown`, in French."""
    ask: str = Field(min_length=3)
    """Who must find out, and where."""
    ask_fr: str = Field(min_length=3)
    """The same as `ask`, in French."""


class Datum(Marked, Generic[T]):
    """One value that is known."""

    value: T


class Term(BaseModel):
    """From when until when something holds; both days are in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    since: Day | None = None
    """None where the beginning is not known."""
    until: Day | None = None
    """None where no end is known, which is not the same as having none."""

    @model_validator(mode="after")
    def _in_order(self) -> Term:
        if self.since and self.until and self.until < self.since:
            raise ValueError(
                f"found `until` {self.until} before `since` {self.since} | an end that is not before the beginning | "
                "correct one of the two days"
            )
        return self

    def in_force(self, on: date) -> bool:
        """Whether it holds on the day, both ends included."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def branch(value: Any) -> str:
    """Which branch of a `Maybe` is meant: decided by the key, so that faults are those of one branch."""
    if isinstance(value, Missing):
        return "missing"
    return "missing" if isinstance(value, dict) and "unknown" in value else "known"


if TYPE_CHECKING:
    Maybe = Datum[T] | Missing
else:

    class Maybe:
        """`{value, mark, source, checked}`, or `{unknown, ask}` in two languages: the union that the key decides."""

        def __class_getitem__(cls, value: Any) -> Any:
            # an alias over a type variable would do, were pydantic's generics not classes to `typing`
            return Annotated[
                Annotated[Datum[value], Tag("known")] | Annotated[Missing, Tag("missing")], Discriminator(branch)
            ]
