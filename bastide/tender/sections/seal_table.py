"""What answers each question of the Cloud Sovereignty Framework: rules, facts, or somebody. A judgement of ours.

A question that is only partly answered by rules or facts also names who must answer the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Fact(StrEnum):
    """A declared fact about the provider or its services."""

    SEAT = "seat"
    PARENT = "parent"
    LARGEST_HOLDING = "largest_holding"
    HOLDINGS = "holdings"
    VETO = "veto"
    BOARD = "board"
    FOREIGN_LAWS = "foreign_laws"
    REMOTE_ACCESS = "remote_access"
    DISCLOSURE = "disclosure"
    QUALIFICATION = "qualification"
    CERTIFICATION = "certification"


class Who(StrEnum):
    """Who must answer what no plan and no recorded fact says."""

    PROVIDER = "provider"
    CONTINUITY = "continuity"
    LEGAL = "legal"
    ERASURE = "erasure"
    MODELS = "models"
    PEOPLE = "people"
    SUPPLIERS = "suppliers"
    AUDIT = "audit"
    COMPLIANCE = "compliance"
    PATCHES = "patches"
    SOFTWARE = "software"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class By:
    """What answers one question."""

    rules: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    who: Who | None = None


BY: Final[Mapping[str, By]] = {
    "SOV-1.1": By(facts=(Fact.SEAT, Fact.PARENT)),
    "SOV-1.2": By(facts=(Fact.LARGEST_HOLDING, Fact.HOLDINGS, Fact.VETO, Fact.BOARD)),
    "SOV-1.3": By(who=Who.PROVIDER),
    "SOV-1.4": By(who=Who.PROVIDER),
    "SOV-1.5": By(who=Who.PROVIDER),
    "SOV-1.6": By(who=Who.CONTINUITY),
    "SOV-2.1": By(facts=(Fact.SEAT,), who=Who.LEGAL),
    "SOV-2.2": By(facts=(Fact.FOREIGN_LAWS,)),
    "SOV-2.3": By(facts=(Fact.REMOTE_ACCESS, Fact.DISCLOSURE), who=Who.LEGAL),
    "SOV-2.4": By(who=Who.LEGAL),
    "SOV-2.5": By(who=Who.PROVIDER),
    "SOV-3.1": By(rules=("CRY-002", "CRY-003", "CRY-006")),
    "SOV-3.2": By(rules=("LOG-001", "LOG-003", "LOG-004"), who=Who.MODELS),
    "SOV-3.3": By(rules=("CRY-002",), who=Who.ERASURE),
    "SOV-3.4": By(rules=("SOV-LOC-001", "SOV-LOC-002", "SOV-LOC-003", "SOV-LOC-005")),
    "SOV-3.5": By(who=Who.MODELS),
    "SOV-4.1": By(rules=("REV-001",)),
    "SOV-4.2": By(who=Who.CONTINUITY),
    "SOV-4.3": By(who=Who.PEOPLE),
    "SOV-4.4": By(rules=("SOV-CTL-006",), facts=(Fact.REMOTE_ACCESS,)),
    "SOV-4.5": By(who=Who.PROVIDER),
    "SOV-4.6": By(rules=("SOV-CTL-005",), who=Who.SUPPLIERS),
    "SOV-5.1": By(who=Who.PROVIDER),
    "SOV-5.2": By(who=Who.PROVIDER),
    "SOV-5.3": By(rules=("PLN-002", "SOV-CTL-005"), who=Who.SOFTWARE),
    "SOV-5.4": By(rules=("SOV-LOC-006",), who=Who.SUPPLIERS),
    "SOV-5.5": By(who=Who.AUDIT),
    "SOV-6.1": By(rules=("ADM-009", "REV-001")),
    "SOV-6.2": By(who=Who.SOFTWARE),
    "SOV-6.3": By(rules=("NET-011", "SOV-LOC-004"), who=Who.ENVIRONMENT),
    "SOV-6.4": By(who=Who.PROVIDER),
    "SOV-7.1": By(facts=(Fact.QUALIFICATION, Fact.CERTIFICATION)),
    "SOV-7.2": By(who=Who.COMPLIANCE),
    "SOV-7.3": By(who=Who.PROVIDER),
    "SOV-7.4": By(rules=("LOG-001", "LOG-003", "LOG-006")),
    "SOV-7.5": By(who=Who.PROVIDER),
    "SOV-7.6": By(who=Who.PATCHES),
    "SOV-7.7": By(who=Who.AUDIT),
    "SOV-8.1": By(who=Who.PROVIDER),
    "SOV-8.2": By(who=Who.PROVIDER),
    "SOV-8.3": By(who=Who.PROVIDER),
    "SOV-8.4": By(who=Who.PROVIDER),
}
"""Question of `facts/seal.yaml` -> what answers it."""
