"""Which flavour has how many cores and how much memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from facts.day import Day
from facts.document import read
from facts.lifetimes import overdue
from facts.load import FOLDER
from facts.marked import Marked
from facts.validate import validate

Cores = Annotated[int, Field(ge=1, le=1024)]
Gibibytes = Annotated[int, Field(ge=1, le=65_536)]


class FlavourRow(Marked):
    """One flavour of a cloud, of hosts and of managed services alike."""

    name: str = Field(min_length=2)
    vcpu: Cores
    memory_gib: Gibibytes


class NameRow(Marked):
    """Flavours whose name says what they have."""

    name: str = Field(min_length=3)
    """The form in words: `tinavW.cXrYpZ`."""
    pattern: str
    """A regular expression with the groups `vcpu` and `gib`. A name must match as a whole."""

    @field_validator("pattern")
    @classmethod
    def _has_groups(cls, pattern: str) -> str:
        try:
            groups = re.compile(pattern).groupindex.keys()
        except re.error as error:
            raise ValueError(f"found a pattern that is none: {error} | a regular expression | correct it") from None
        if groups != {"vcpu", "gib"}:
            raise ValueError(
                f"found the groups {', '.join(sorted(groups)) or 'none'} | `vcpu` and `gib` | name both groups"
            )
        return pattern


class CloudFlavours(BaseModel):
    """What is known of the flavours of one cloud."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    names: tuple[NameRow, ...] = ()
    flavours: tuple[FlavourRow, ...] = ()

    @field_validator("flavours")
    @classmethod
    def _once(cls, rows: tuple[FlavourRow, ...]) -> tuple[FlavourRow, ...]:
        names = [row.name for row in rows]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"found `{twice[0]}` twice | each flavour once | remove one of the two")
        return rows


class Flavours(BaseModel):
    """`facts/flavours.yaml`: cloud -> flavours. A flavour that is not here is unknown, never small."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/flavours/1"] = Field(alias="schema")
    clouds: dict[str, CloudFlavours]


@dataclass(frozen=True, slots=True)
class Flavour:
    """What one flavour has: virtual cores, memory in GiB, and where that stands."""

    vcpu: int
    memory_gib: int
    source: str
    checked: Day


@cache
def flavour(cloud: str, name: str) -> Flavour | None:
    """What a flavour has, None where nobody has written it down. Whether that is still believed: `is_stale`.

    Raises:
        BadInput: the register is wrong.
    """
    known = _register().clouds.get(cloud)
    return find(known, name) if known else None


def is_stale(found: Flavour, on: date) -> bool:
    """Whether what is known of a flavour is too old to be believed on a day."""
    return overdue(found.checked, "flavours", on) > 0


def find(known: CloudFlavours, name: str) -> Flavour | None:
    """The same in one cloud's flavours: rows before forms of names."""
    for row in known.flavours:
        if row.name == name:
            return Flavour(row.vcpu, row.memory_gib, row.source, row.checked)
    return _by_name(known.names, name)


def _by_name(forms: Sequence[NameRow], name: str) -> Flavour | None:
    for form in forms:
        match = re.fullmatch(form.pattern, name)
        if match:
            return Flavour(int(match["vcpu"]), int(match["gib"]), form.source, form.checked)
    return None


@cache
def _register() -> Flavours:
    return validate(read(FOLDER / "flavours.yaml", what="the register of flavours"), Flavours)
