"""`report.json`: everything that the tender report says. The page is made from it and from nothing else."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bastide.tender.part import Part
from bastide.tender.sections import (
    alignment,
    capabilities,
    changes,
    clauses,
    dependencies,
    drawing,
    first,
    keys,
    own_parts,
    quantities,
    reversibility,
    seal,
)
from policies.model import Lang


class CandidateReport(Part):
    """What the report says of one candidate: a field for each section."""

    estate: str
    cloud: str
    title: str
    """Name of the cloud as its provider writes it."""
    plan: str
    """SHA-256 of the plan: the same plan has the same digest on every machine."""
    first: first.First
    changes: changes.Changes
    capabilities: capabilities.Capabilities
    alignment: alignment.Alignment
    drawing: drawing.Drawing
    clauses: clauses.Clauses
    seal: seal.Seal
    dependencies: dependencies.Dependencies
    keys: keys.Keys
    reversibility: reversibility.Reversibility
    own_parts: own_parts.OwnParts
    quantities: quantities.Quantities


class Report(Part):
    """The whole report in one language.

    Attributes:
        date: the day of evaluation, ISO 8601.
        facts: version of the facts.
        commit: the revision of the repository, "" where there is none; `changed` where files differ from it.
    """

    schema_: Literal["bastide/tender/1"] = Field(default="bastide/tender/1", alias="schema")
    date: str
    facts: str
    commit: str
    changed: bool
    lang: Lang
    candidates: tuple[CandidateReport, ...]
