"""The files of the evidence of one estate, as models: one for each clause, one for the exemptions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bastide.tender.evidence.clauses import ClauseEvidence
from bastide.tender.evidence.rules import Accepted, RuleEvidence
from bastide.tender.part import Part, Source


class Origin(Part):
    """What the evidence was made from, and how to make it again.

    Attributes:
        estate: name of the estate; `layers` its stacks that were judged, each with its profile.
        date: the day of evaluation (ISO 8601).
        facts: edition of the facts.
        plan: SHA-256 over the canonical JSON of the plan.
        commands: what shows every finding, and what makes the plan of which the digest is.
    """

    estate: str
    layers: dict[str, str]
    date: str
    facts: str
    plan: str
    commands: tuple[str, ...]


class Framework(Part):
    """The law or reference document of a clause; see `FrameworkEvidence`."""

    id: str
    name: str
    version: str
    reference: str
    mark: str
    source: Source
    in_force: bool
    overdue: int
    caution: str


class ClauseFile(Part):
    """`<framework>/<clause>.json`: one clause, and what each of its rules says."""

    schema_: Literal["bastide/evidence/1"] = Field(default="bastide/evidence/1", alias="schema")
    origin: Origin
    framework: Framework
    clause: ClauseEvidence
    rules: tuple[RuleEvidence, ...]


class ExemptionEvidence(Part):
    """One exemption of the estate. `matches`: how many failures stand under it, 0 where it is not in force."""

    exemption: Accepted
    rule: str
    target: str
    author: str
    since: str
    in_force: bool
    matches: int


class ExemptionsFile(Part):
    """`exemptions.json`: every exemption of the estate: used, past its term, or matching nothing."""

    schema_: Literal["bastide/evidence-exemptions/1"] = Field(default="bastide/evidence-exemptions/1", alias="schema")
    origin: Origin
    used: tuple[ExemptionEvidence, ...]
    expired: tuple[ExemptionEvidence, ...]
    stale: tuple[ExemptionEvidence, ...]
