"""What one rule proves: counts, resources, the worst finding, exemptions."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bastide.tender.evidence.rules import evidence_of, tallies
from bastide.tender.evidence.status import RuleState
from policies.checking import Checked
from policies.model import Finding, Lang, Level, Result, Severity, Text
from policies.rules import rules
from tests.bastide.findings import NOTE, every_kind, finding

PASSED = finding(result=Result.PASS, info=None)


def checked(findings: Iterable[Finding], profile: str = "target") -> Checked:
    return Checked("scaleway", {"hub": profile}, list(findings), {})


def at(name: str, **changes: object) -> Finding:
    return finding(name=name, urn=f"urn:{name}", **changes)


def state(*findings: Finding, rule: str = "NET-001", profile: str = "target") -> RuleState:
    return tallies(checked(findings, profile))[rule].state


def test_every_rule_has_a_tally_and_only_what_is_asked_says_anything() -> None:
    found = tallies(checked([]))
    assert set(found) == set(rules())
    assert found["NET-001"].state is RuleState.NOTHING
    assert found["CUT-001"].state is RuleState.NOT_ASKED


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([PASSED], RuleState.MET),
        ([PASSED, finding()], RuleState.OPEN),
        ([PASSED, finding(level=Level.ADVISORY)], RuleState.OPEN),
        ([PASSED, finding(exemption=NOTE)], RuleState.EXEMPTED),
        ([finding(exemption=NOTE), finding()], RuleState.OPEN),
        ([PASSED, finding(result=Result.UNKNOWN)], RuleState.UNKNOWN),
        ([finding(result=Result.UNKNOWN), finding(exemption=NOTE)], RuleState.EXEMPTED),
        ([PASSED, finding(level=Level.EVIDENCE)], RuleState.EVIDENCE),
        ([finding(result=Result.NOT_APPLICABLE)], RuleState.NOTHING),
        ([finding(kind="exemption", result=Result.UNKNOWN)], RuleState.NOTHING),
    ],
)
def test_the_state_of_a_rule(findings: list[Finding], expected: RuleState) -> None:
    assert state(*findings) is expected


def test_a_rule_that_asks_for_evidence_is_never_met_by_a_plan_alone() -> None:
    asking = [rule for rule in rules().values() if rule.evidence is not None]
    assert len(asking) > 8
    for rule in asking:
        found = state(finding(rule=rule.id, result=Result.PASS), rule=rule.id, profile="cutover")
        assert found in {RuleState.EVIDENCE, RuleState.NOT_ASKED}, rule.id


def test_counts_are_of_verdicts_and_resources_are_counted_once() -> None:
    found = evidence_of(
        tallies(checked([at("a", result=Result.PASS), at("a", result=Result.PASS), at("b"), at("b"), at("c")]))[
            "NET-001"
        ],
        Lang.EN,
        9,
    )
    assert (found.passed, found.failed, found.resources, found.failing) == (2, 3, 1, 2)
    assert [item.name for item in found.examples] == ["a"]
    assert [item.name for item in found.failures] == ["b", "c"]


def test_a_resource_that_passes_in_one_entry_and_fails_in_another_does_not_pass() -> None:
    found = evidence_of(tallies(checked([at("a", result=Result.PASS), at("a")]))["NET-001"], Lang.EN, 9)
    assert (found.resources, found.failing, found.examples) == (0, 1, ())


def test_names_are_bounded_and_show_the_breadth_first() -> None:
    many = [at(f"n{number}", role="Environment/A", result=Result.PASS) for number in range(40)]
    other = at("other", role="Environment/B", result=Result.PASS)
    found = evidence_of(tallies(checked([*many, other]))["NET-001"], Lang.EN, 3)
    assert [item.name for item in found.examples] == ["n0", "other", "n1"]
    assert found.resources == 41


def test_the_worst_finding_is_the_severest_that_nothing_exempts() -> None:
    found = evidence_of(
        tallies(
            checked(
                [
                    at("mild", severity=Severity.LOW),
                    at("accepted", exemption=NOTE),
                    at("bad", info=Text("it is open", "il est ouvert")),
                ]
            )
        )["NET-001"],
        Lang.FR,
        9,
    )
    assert found.worst is not None and found.worst.resource.name == "bad"
    assert found.worst.message == "il est ouvert" and found.worst.severity is Severity.CRITICAL
    assert found.remediation == rules()["NET-001"].remediation.fr
    assert [(item.id, item.until) for item in found.exemptions] == [("E-1", "2027-01-31")]


def test_nothing_to_do_where_nothing_fails() -> None:
    found = evidence_of(tallies(checked([PASSED]))["NET-001"], Lang.EN, 9)
    assert (found.worst, found.remediation, found.bring, found.exemptions) == (None, "", "", ())


def test_one_of_each_kind_is_counted_where_it_belongs() -> None:
    found = evidence_of(tallies(checked(every_kind()))["NET-001"], Lang.EN, 9)
    assert (found.passed, found.failed, found.exempted, found.unknown, found.requested) == (1, 2, 1, 1, 1)


def test_control_characters_and_endless_names_do_not_reach_a_reader() -> None:
    found = evidence_of(tallies(checked([at("a\x1b[31m\u202e" + "x" * 5000)]))["NET-001"], Lang.EN, 9)
    name = found.failures[0].name
    assert len(name) <= 600 and name.endswith("…") and "\x1b" not in name and "\u202e" not in name
