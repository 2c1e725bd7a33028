"""Known shortfalls: failures that stand today, each with its cause, reviewed. They fail all the same.

The list only tells what is known from what is new: a failure that is not in it is a surprise, an entry that nothing
matches any more is stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from facts.document import read
from facts.validate import validate
from policies.model import Finding, Result

FILE: Final = Path(__file__).resolve().parent / "shortfalls.yaml"


class Cause(StrEnum):
    """Why a failure stands. For how it is accepted, see exemptions."""

    NOT_QUALIFIED = "not qualified today"
    CAPABILITY = "capability absent"  # the cloud does not offer it, or not as code
    FACT = "fact unknown"  # somebody must find out
    EVIDENCE = "evidence missing"
    LEGACY = "left behind"  # a property of the legacy, ended by the move
    PLATFORM = "to be decided"  # the platform's own choice, not made yet


class Shortfall(BaseModel):
    """All failures of one rule at one role path of one estate."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: str
    role: str
    """Role path; "" for the layer as a whole."""
    cause: Cause
    count: int = Field(ge=1)
    note: str = Field(min_length=10)
    """Why it stands, and who must close it."""
    note_fr: str = Field(min_length=10)
    """The same as `note`, in French."""


class Shortfalls(BaseModel):
    """`policies/shortfalls.yaml`: estate -> its known shortfalls."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/shortfalls/1"] = Field(alias="schema")
    estates: dict[str, tuple[Shortfall, ...]]

    @model_validator(mode="after")
    def _each_place_once(self) -> Shortfalls:
        for estate, items in self.estates.items():
            seen: set[tuple[str, str]] = set()
            for item in items:
                if (item.rule, item.role) in seen:
                    raise ValueError(
                        f"found {item.rule} at `{item.role}` of {estate} twice | each rule and role path once | "
                        "add the counts up"
                    )
                seen.add((item.rule, item.role))
        return self


@cache
def shortfalls() -> dict[str, tuple[Shortfall, ...]]:
    """Estate -> its known shortfalls.

    Raises:
        BadInput: the file is wrong.
    """
    return validate(read(FILE, what="the known shortfalls"), Shortfalls).estates


@dataclass(frozen=True)
class Difference:
    """How an estate's failures differ from the list: (rule, role path, how many, how many are listed)."""

    rule: str
    role: str
    found: int
    listed: int


def known(finding: Finding) -> Shortfall | None:
    """The entry that a failure belongs to."""
    return _by_place(finding.stack).get((finding.rule, finding.role))


@cache
def _by_place(estate: str) -> dict[tuple[str, str], Shortfall]:
    return {(item.rule, item.role): item for item in shortfalls().get(estate, ())}


def differences(estate: str, findings: Iterable[Finding]) -> Sequence[Difference]:
    """What is new, what is gone and what has changed in number, of all failures of one whole estate."""
    counts = Counter((item.rule, item.role) for item in findings if item.result is Result.FAIL)
    listed = {place: item.count for place, item in _by_place(estate).items()}
    places = sorted({*counts, *listed})
    return [
        Difference(*place, counts.get(place, 0), listed.get(place, 0))
        for place in places
        if counts.get(place, 0) != listed.get(place, 0)
    ]
