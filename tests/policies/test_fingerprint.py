"""New, fixed and unchanged findings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.fingerprint import Known, compare, key, lasting
from policies.model import Finding, Level, Result, Severity, Text

FINDING = Finding(
    stack="scaleway",
    layer="hub",
    rule="NET-001",
    result=Result.FAIL,
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    urn="urn:a",
    role="Environment/Firewall",
    name="a",
    kind="net.sg",
    type="x:y:Z",
    clauses=("SNC 9.6.d",),
    info=Text("port 22 is open", "le port 22 est ouvert"),
)
OTHER = replace(FINDING, info=Text("port 3389 is open", "le port 3389 est ouvert"))


def base(finding: Finding) -> Known:
    return Known(key(finding), finding.info.en if finding.info else "", finding.stops)


def test_new_fixed_and_unchanged_are_told_apart() -> None:
    elsewhere = replace(FINDING, urn="urn:b")
    found = compare([FINDING, elsewhere], [base(FINDING), base(OTHER)])
    assert (list(found.new), list(found.unchanged), list(found.fixed)) == ([elsewhere], [FINDING], [base(OTHER)])


def test_a_resource_can_fail_a_rule_in_several_ways() -> None:
    found = compare([FINDING, OTHER], [base(FINDING)])
    assert (list(found.new), list(found.unchanged)) == ([OTHER], [FINDING])


def test_the_same_said_twice_counts_twice() -> None:
    found = compare([FINDING, FINDING], [base(FINDING)])
    assert (len(found.new), len(found.unchanged), len(found.fixed)) == (1, 1, 0)
    found = compare([FINDING], [base(FINDING), base(FINDING)])
    assert (len(found.new), len(found.unchanged), len(found.fixed)) == (0, 1, 1)


def test_what_was_unknown_and_fails_now_is_new() -> None:
    found = compare([FINDING], [base(replace(FINDING, result=Result.UNKNOWN))])
    assert list(found.new) == [FINDING] and len(found.fixed) == 1


def test_what_stops_now_and_did_not_before_is_new() -> None:
    found = compare([FINDING], [base(replace(FINDING, level=Level.ADVISORY))])
    assert list(found.new) == [FINDING] and not found.fixed
    found = compare([replace(FINDING, level=Level.ADVISORY)], [base(FINDING)])
    assert not found.new and len(found.unchanged) == 1


@pytest.mark.parametrize(
    ("today", "tomorrow"),
    [
        ("none, not in force on 2026-11-28", "none, not in force on 2026-11-29"),
        ("the fact is 3 days past its lifetime", "the fact is 14 days past its lifetime"),
        ("resources outside a qualification: 9; derogation", "resources outside a qualification: 10; derogation"),
        ("`docker.io` (.ci/run:7) belongs to", "`docker.io` (.ci/run:8) belongs to"),
    ],
)
def test_what_passes_in_a_message_is_no_part_of_it(today: str, tomorrow: str) -> None:
    assert lasting(today) == lasting(tomorrow)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("port 22 is open", "port 23 is open"),
        ("in `a:1`", "in `b:1`"),
        ("logs are kept 300 days; at least 365 are asked", "logs are kept 1 days; at least 365 are asked"),
    ],
)
def test_what_is_said_of_the_thing_itself_is(one: str, other: str) -> None:
    assert lasting(one) != lasting(other)


@pytest.mark.parametrize("result", [Result.PASS, Result.NOT_APPLICABLE])
def test_passes_count_for_nothing(result: Result) -> None:
    found = compare([replace(FINDING, result=result)], [])
    assert not found.new and not found.unchanged


@pytest.mark.parametrize(
    "change", [{"level": Level.ADVISORY}, {"severity": Severity.LOW}, {"role": "x"}, {"name": "b"}]
)
def test_what_is_no_part_of_the_finding_itself_changes_nothing(change: dict[str, object]) -> None:
    assert key(replace(FINDING, **change)) == key(FINDING)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        *({"stack": "x"}, {"layer": "x"}, {"rule": "NET-002"}, {"urn": "x"}, {"subject": "x"}),
        *({"info": None}, {"result": Result.UNKNOWN}),
    ],
)
def test_what_is_a_part_of_it_does(change: dict[str, object]) -> None:
    assert key(replace(FINDING, **change)) != key(FINDING)  # type: ignore[arg-type]


_SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_FINDINGS = st.lists(
    st.builds(
        lambda urn, said: replace(FINDING, urn=urn, info=Text(said, said)),
        st.sampled_from("abc"),
        st.sampled_from("xy"),
    )
)


@_SLOW
@given(_FINDINGS, _FINDINGS)
def test_nothing_is_lost_and_nothing_counted_twice(now: list[Finding], before: list[Finding]) -> None:
    found = compare(now, map(base, before))
    assert len(found.new) + len(found.unchanged) == len(now)
    assert len(found.unchanged) + len(found.fixed) == len(before)
    back = compare(before, map(base, now))
    assert len(back.new) == len(found.fixed) and len(back.fixed) == len(found.new)


@_SLOW
@given(_FINDINGS)
def test_against_itself_all_is_unchanged(now: list[Finding]) -> None:
    found = compare(now, map(base, now))
    assert not found.new and not found.fixed
