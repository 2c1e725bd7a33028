"""What each rule proves in one estate: how often it said what, of which resources, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bastide.review.findings.report import in_order, printable, said
from bastide.tender.evidence.status import RuleState
from bastide.tender.part import Part
from policies.checking import Checked
from policies.model import Finding, Lang, Level, Result, Rule, Severity, Tier
from policies.profiles import profile
from policies.rules import rules

_LONGEST: Final = 600
_STALE_EXEMPTION: Final = "exemption"
"""Kind of the finding that an exemption matches nothing: it is no verdict on the environment."""


class Resource(Part):
    """What a rule looked at. `subject`: what of it, where that is no resource (the capability of a gap), else ""."""

    layer: str
    role: str
    name: str
    kind: str
    subject: str


class Worst(Part):
    """The worst finding of a rule that fails or cannot say yet."""

    resource: Resource
    severity: Severity
    level: Level
    message: str


class Accepted(Part):
    """An exemption under which failures stand. `until` is its last day (ISO 8601), `approver` a function."""

    id: str
    until: str
    approver: str
    ticket: str
    reason: str


class RuleEvidence(Part):
    """What one rule says of one estate.

    Attributes:
        passed: verdicts; `failed` those that nothing exempts, `requested` those that ask somebody for evidence.
        resources: how many resources it passed on; `examples` are some of them.
        failing: how many it does not pass on, for whatever reason; `failures` are some of them, the worst first.
        remediation: what to change in code; "" where nothing fails.
        bring: who must bring what; "" where the plan and the facts are enough.
    """

    rule: str
    title: str
    tier: Tier
    state: RuleState
    passed: int
    failed: int
    exempted: int
    unknown: int
    requested: int
    resources: int
    examples: tuple[Resource, ...]
    failing: int
    failures: tuple[Resource, ...]
    worst: Worst | None
    remediation: str
    bring: str
    exemptions: tuple[Accepted, ...]


Key = tuple[str, str, str]
"""What tells one resource from another: layer, URN and subject."""


@dataclass
class Tally:
    """All that one rule said of one estate."""

    rule: Rule
    asked: bool
    passed: list[Finding] = field(default_factory=list)
    failed: list[Finding] = field(default_factory=list)
    exempted: list[Finding] = field(default_factory=list)
    unknown: list[Finding] = field(default_factory=list)
    requested: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Count a finding of this rule."""
        if finding.result is Result.PASS:
            self.passed.append(finding)
        elif finding.result is Result.UNKNOWN:
            self.unknown.append(finding)
        elif finding.result is Result.FAIL:
            self._add_failure(finding)

    def _add_failure(self, finding: Finding) -> None:
        if finding.exemption is not None:
            self.exempted.append(finding)
        elif finding.level is Level.EVIDENCE:
            self.requested.append(finding)
        else:
            self.failed.append(finding)

    @property
    def state(self) -> RuleState:
        """How the rule stands. One whose text says what must be brought is never met by a plan alone."""
        if not self.asked:
            return RuleState.NOT_ASKED
        if self.failed:
            return RuleState.OPEN
        if self.exempted:
            return RuleState.EXEMPTED
        if self.unknown:
            return RuleState.UNKNOWN
        if not (self.passed or self.requested):
            return RuleState.NOTHING
        return RuleState.EVIDENCE if self.requested or self.rule.evidence is not None else RuleState.MET

    def passed_on(self) -> set[Key]:
        """Resources on which it passed and of which it says nothing else."""
        return {_key(item) for item in self.passed} - self.failing_on()

    def failing_on(self) -> set[Key]:
        """Resources on which it fails, cannot say yet, or asks for evidence; exempted ones included."""
        return {_key(item) for group in (self.failed, self.exempted, self.unknown, self.requested) for item in group}


def _key(finding: Finding) -> Key:
    return finding.layer, finding.urn or f"{finding.role}:{finding.name}", finding.subject


def tallies(checked: Checked) -> Mapping[str, Tally]:
    """Rule id -> what it said, of every rule there is."""
    asked = {rule_id for name in set(checked.profiles.values()) for rule_id in profile(name).rules}
    found = {rule_id: Tally(rule, rule_id in asked) for rule_id, rule in rules().items()}
    for finding in checked.findings:
        if finding.kind != _STALE_EXEMPTION:
            found[finding.rule].add(finding)
    return found


def evidence_of(tally: Tally, lang: Lang, most: int) -> RuleEvidence:
    """What a rule proves; of resources at most `most` of a kind are named."""
    rule, state = tally.rule, tally.state
    passed, failing = tally.passed_on(), tally.failing_on()
    bad = in_order([*tally.failed, *tally.exempted, *tally.unknown, *tally.requested])
    return RuleEvidence(
        rule=rule.id,
        title=rule.title.of(lang),
        tier=rule.tier,
        state=state,
        passed=len(tally.passed),
        failed=len(tally.failed),
        exempted=len(tally.exempted),
        unknown=len(tally.unknown),
        requested=len(tally.requested),
        resources=len(passed),
        examples=_some((item for item in tally.passed if _key(item) in passed), most),
        failing=len(failing),
        failures=_some(bad, most),
        worst=_worst(bad[0], lang) if bad else None,
        remediation=rule.remediation.of(lang) if tally.failed or tally.exempted else "",
        bring=rule.evidence.of(lang) if rule.evidence is not None and tally.asked else "",
        exemptions=_accepted(tally.exempted),
    )


def _some(findings: Iterable[Finding], most: int) -> tuple[Resource, ...]:
    """Some of the resources, each once; at first one of each role, so that few names show the breadth."""
    once = list({_key(item): item for item in findings}.values())
    first = {(item.role, item.kind): item for item in reversed(once)}
    heads = {id(item) for item in first.values()}
    ordered = [*(item for item in once if id(item) in heads), *(item for item in once if id(item) not in heads)]
    return tuple(map(resource_of, islice(ordered, most)))


def resource_of(finding: Finding) -> Resource:
    """What a finding is about, without control characters."""
    return Resource(
        layer=finding.layer,
        role=printable(finding.role),
        name=clipped(printable(finding.name)),
        kind=finding.kind,
        subject=printable(finding.subject),
    )


def _worst(finding: Finding, lang: Lang) -> Worst:
    return Worst(
        resource=resource_of(finding),
        severity=finding.severity,
        level=finding.level,
        message=clipped(said(finding, lang)),
    )


def _accepted(findings: Sequence[Finding]) -> tuple[Accepted, ...]:
    notes = {item.exemption.id: item.exemption for item in findings if item.exemption is not None}
    return tuple(
        Accepted(
            id=note.id,
            until=note.until.isoformat(),
            approver=printable(note.approver),
            ticket=printable(note.ticket),
            reason=clipped(printable(note.reason)),
        )
        for note in notes.values()
    )


def clipped(text: str) -> str:
    """At most so long that a page stays readable: names can come from anybody's inventory."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
