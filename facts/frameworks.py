"""The shape of the frameworks: laws, reference documents and the clauses that rules cite."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.marked import Mark, Marked, Term


class ClauseText(BaseModel):
    """What a clause asks, in our words. Never the clause itself, and never to be shown as such."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    en: str = Field(min_length=3)
    fr: str = Field(min_length=3)
    mark: Mark | None = None
    """How sure it is, where that differs from the framework's."""
    source: str = ""
    """What was read, where that differs from the framework's."""


class FrameworkRow(Term, Marked):
    """A law or reference document, and those of its clauses that rules cite."""

    name: str = Field(min_length=3)
    nom: str = Field(min_length=3)
    version: str
    reference: str = Field(min_length=3)
    note: str = ""
    clauses: dict[str, ClauseText]
    """Clause, as written after the framework's id: `19.2.b` for `SNC 19.2.b`."""


class Frameworks(BaseModel):
    """`facts/frameworks.yaml`: id (`SNC`) -> framework."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/frameworks/1"] = Field(alias="schema")
    frameworks: dict[str, FrameworkRow]
