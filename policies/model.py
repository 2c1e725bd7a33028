"""Rules, verdicts and findings. Pure data, cheap to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from policies.context import Context
    from policies.record import Record


class Lang(StrEnum):
    """In which language a text is shown. For what is shown, see `Text`."""

    EN = "en"
    FR = "fr"


class Text(NamedTuple):
    """One text in both languages. French and English say the same."""

    en: str
    fr: str

    def of(self, lang: Lang) -> str:
        return self.fr if lang is Lang.FR else self.en


class Result(StrEnum):
    """What a rule says of one record. For what follows from it, see `Level`."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"  # depends on what is known only after apply
    NOT_APPLICABLE = "not applicable"  # the rule looked and has nothing to ask here


class Severity(StrEnum):
    """How much harm a failure does, rising. For whether it stops a deployment, see `Level`."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Tier(StrEnum):
    """What a rule stands on. For how strictly it is applied, see `Level`."""

    ENFORCED = "E"  # the plan itself shows it
    REGISTRY = "R"  # the plan and dated facts show it
    EVIDENCE = "V"  # somebody must bring evidence, or it shows only at run time
    ADVISORY = "A"  # advice


class Level(StrEnum):
    """What a failure means in a profile. For how bad it is, see `Severity`."""

    MANDATORY = "mandatory"  # `check` exits with 1, `pulumi up` is refused
    ADVISORY = "advisory"  # shown, never stops anything
    EVIDENCE = "evidence"  # a request: who must bring what


class Scope(StrEnum):
    """How much of a plan a rule looks at."""

    RECORD = "record"  # one record and the facts: can refuse a resource before it is made
    PLAN = "plan"  # needs other records of the stack or estate


class Verdict(NamedTuple):
    """What a rule says of one record.

    Attributes:
        info: why here: what was found and what was expected. Never a secret value.
        properties: for `unknown`, which attributes are known only after apply; for `fail`, which one is wrong.
    """

    result: Result
    info: Text | None = None
    properties: tuple[str, ...] = ()


PASSED: Final = Verdict(Result.PASS)
NOT_APPLICABLE: Final = Verdict(Result.NOT_APPLICABLE)


def failed(en: str, fr: str, *properties: str) -> Verdict:
    """A failure and why it is one here."""
    return Verdict(Result.FAIL, Text(en, fr), properties)


def known_later(*properties: str) -> Verdict:
    """Nothing can be said before these attributes are known."""
    names = ", ".join(properties)
    return Verdict(
        Result.UNKNOWN,
        Text(
            f"{names}: known only after apply; check again then", f"{names} : connu après l'application ; à revérifier"
        ),
        properties,
    )


Check = Callable[["Record", "Context"], "Verdict | Iterable[Verdict]"]
"""One verdict on the record, or several (one an entry of a list: each rule of a security group)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks, why, of what, and the function that looks.

    Attributes:
        id: as in the table of rules (`SOV-LOC-001`).
        title: what is asked, in one line.
        clauses: ids of the clauses that it serves (`SNC 19.2.b`); texts and sources in `facts/frameworks.yaml`.
        kinds: which records it is asked about: neutral kinds, `net.*` for a family, `*` for all that is at a cloud.
        explanation: why the rule exists: one sentence why it matters here, one why it matters at all.
        remediation: what to change, in code.
        evidence: for tiers V and A: who must bring what. None where the plan and the facts are enough.
    """

    id: str
    title: Text
    clauses: tuple[str, ...]
    tier: Tier
    severity: Severity
    scope: Scope
    kinds: tuple[str, ...]
    explanation: Text
    remediation: Text
    check: Check = field(repr=False)
    evidence: Text | None = None


@dataclass(frozen=True, slots=True)
class ExemptionNote:
    """The exemption under which a failure stands."""

    id: str
    reason: str
    approver: str
    ticket: str
    until: date


# nobody changes one, and yet it is not frozen: that would take three times as long, for thousands of them
@dataclass(slots=True, unsafe_hash=True)
class Finding:
    """The verdict of one rule on one record of a plan, with everything a report needs.

    Attributes:
        stack: the estate; `layer` the stack within it.
        subject: what the finding is about where that is no resource (a gap, a file, the layer itself), else "".
        role: role path of the resource's owner; `name` the resource's own name.
        level: what a failure means here; a failure under an exemption keeps its level.
    """

    stack: str
    layer: str
    rule: str
    result: Result
    severity: Severity
    level: Level
    urn: str
    role: str
    name: str
    kind: str
    type: str
    clauses: tuple[str, ...]
    info: Text | None = None
    properties: tuple[str, ...] = ()
    subject: str = ""
    exemption: ExemptionNote | None = None

    @property
    def stops(self) -> bool:
        """A failure at mandatory level that nothing exempts."""
        return self.result is Result.FAIL and self.level is Level.MANDATORY and self.exemption is None
