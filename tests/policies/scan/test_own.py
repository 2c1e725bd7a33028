"""Our findings in checkov's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.model import ExemptionNote, Finding, Lang, Level, Result, Rule, Scope, Severity, Text, Tier
from policies.scan.model import Outcome, Source
from policies.scan.own import findings

FINDING = Finding(
    stack="estate",
    layer="hub",
    rule="SOV-LOC-001",
    result=Result.FAIL,
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    urn="urn:x",
    role="Environment/Bucket",
    name="data",
    kind="store.object",
    type="t:t:T",
    clauses=("SNC 19.2.b",),
    info=Text("found us-east-1", "trouvé us-east-1"),
    properties=("region",),
)
NOTE = ExemptionNote("EX-1", "moved in spring", "officer", "T-7", date(2027, 3, 31))
RULE = Rule(
    id="SOV-LOC-001",
    title=Text("Data stays in the area", "Les données restent dans la zone"),
    clauses=(),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("*",),
    explanation=Text("", ""),
    remediation=Text("", ""),
    check=lambda record, context: (),
)


def test_a_mandatory_failure_stops() -> None:
    (found,) = findings([FINDING], {RULE.id: RULE})
    assert (found.outcome, found.stops, found.source) == (Outcome.FAILED, True, Source.BASTIDE)
    assert (found.title, found.reason) == ("Data stays in the area", "found us-east-1")


def test_french() -> None:
    (found,) = findings([FINDING], {RULE.id: RULE}, Lang.FR)
    assert (found.title, found.reason) == ("Les données restent dans la zone", "trouvé us-east-1")


def test_an_exempted_failure_is_skipped_with_its_justification() -> None:
    (found,) = findings([replace(FINDING, exemption=NOTE)], {})
    assert (found.outcome, found.stops) == (Outcome.SKIPPED, False)
    assert found.reason == "EX-1: moved in spring (approved by officer, T-7, until 2027-03-31)"


@pytest.mark.parametrize(("result", "outcome"), [(Result.PASS, Outcome.PASSED), (Result.UNKNOWN, Outcome.UNKNOWN)])
def test_other_results(result: Result, outcome: Outcome) -> None:
    (found,) = findings([replace(FINDING, result=result)], {})
    assert (found.outcome, found.stops) == (outcome, False)


def test_an_advisory_failure_does_not_stop() -> None:
    (found,) = findings([replace(FINDING, level=Level.ADVISORY)], {})
    assert (found.outcome, found.stops) == (Outcome.FAILED, False)


def test_what_is_not_applicable_is_no_finding() -> None:
    assert findings([replace(FINDING, result=Result.NOT_APPLICABLE)], {}) == ()


def test_a_finding_without_rule_is_kept_under_its_id() -> None:
    (found,) = findings([FINDING], {})
    assert found.title == "SOV-LOC-001"
