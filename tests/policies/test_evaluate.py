"""Asking the rules: whatever happens in one, there is a verdict, and it is never a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from plan.model import Gap, Operation, PlannedResource
from plan.values import UNKNOWN
from policies.context import Context
from policies.evaluate import asked_about, evaluate, passes, verdicts
from policies.model import PASSED, Level, Result, Rule, Verdict, failed
from policies.profiles import profile
from policies.record import Record
from policies.rules import rule
from policies.view import View
from tests.policies.established import ON
from tests.policies.records import layer_of, record_of, stack_of

SERVER = "scaleway:instance/server:Server"
HOST = PlannedResource("urn:pulumi:t::t::x::host", SERVER, "host", True, inputs={"zone": UNKNOWN})
SAID = failed("bad", "mauvais")


def made(check: Callable[[Record, Context], Any], *kinds: str) -> Rule:
    """A rule of the target profile whose check is this."""
    return replace(rule("NET-001"), check=check, kinds=kinds or ("compute.vm",))


def asked(check: Callable[[Record, Context], Any]) -> tuple[Verdict, ...]:
    view, context = stack_of(HOST)
    return verdicts(made(check), record_of(view, "host"), context)


def test_a_rule_that_raises_fails_and_names_rule_and_line_and_no_value() -> None:
    view, context = stack_of(HOST)

    def raises(record: Record, context: Context) -> Verdict:
        raise ValueError("hunter2")

    (said,) = verdicts(made(raises), record_of(view, "host"), context)
    assert said.result is Result.FAIL and said.info is not None
    for text in said.info:
        assert "NET-001" in text and "ValueError" in text and "hunter2" not in text


def test_where_a_rule_raised_is_told_by_file_and_line() -> None:
    # `nothing` is an attribute of no kind: the fault lies in the record's reader, a file of the policies
    (said,) = asked(lambda record, context: record["nothing"])
    assert said.info is not None and "KeyError at record.py:" in said.info.en


@pytest.mark.parametrize("answer", [None, True, "pass", 1, [True], [PASSED, "pass"], object()])
def test_what_is_no_verdict_is_a_failure(answer: object) -> None:
    assert asked(lambda record, context: answer)[-1].result is Result.FAIL


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError, AssertionError, UnicodeError])
def test_whatever_is_raised_is_a_failure(error: type[Exception]) -> None:
    def raises(record: Record, context: Context) -> Verdict:
        raise error

    assert [verdict.result for verdict in asked(raises)] == [Result.FAIL]


def test_to_read_what_is_known_later_is_unknown_and_names_the_attribute() -> None:
    (said,) = asked(lambda record, context: PASSED if record["image"] is None and record.inputs("zone") else SAID)
    assert said.result is Result.FAIL  # an unknown value is neither true nor false
    view, context = stack_of(replace(HOST, inputs={"image": UNKNOWN}))
    read = made(lambda record, context: PASSED if record["image"] else SAID)
    (said,) = verdicts(read, record_of(view, "host"), context)
    assert (said.result, said.properties) == (Result.UNKNOWN, ("image",))


def test_no_verdict_at_all_is_not_applicable() -> None:
    assert [verdict.result for verdict in asked(lambda record, context: iter(()))] == [Result.NOT_APPLICABLE]


@pytest.mark.parametrize("end", ["later", "crash", "nonsense"])
def test_what_was_said_before_an_end_stands(end: str) -> None:
    view, context = stack_of(replace(HOST, inputs={"image": UNKNOWN}))

    def check(record: Record, context: Context) -> Iterator[Any]:
        ends: dict[str, Callable[[], object]] = {
            "later": lambda: record["image"],
            "crash": lambda: 1 / 0,
            "nonsense": lambda: "pass",
        }
        yield SAID
        yield ends[end]()

    found = verdicts(made(check), record_of(view, "host"), context)
    assert found[0] is SAID
    assert found[1].result is (Result.UNKNOWN if end == "later" else Result.FAIL)


def findings(view: View, *rules: Rule, profile_name: str = "target") -> Any:
    contexts = {plan.layer: Context(ON, profile(profile_name), view) for plan in view.plans}
    return evaluate(view, contexts, rules)


def test_findings_know_stack_layer_role_and_level() -> None:
    role = PlannedResource("urn:pulumi:t::t::bastide:net:Portal::p", "bastide:net:Portal", "p", False)
    view = View([layer_of(role, replace(HOST, parent=role.urn), layer="prod")])
    (found,) = findings(view, made(lambda record, context: SAID)).findings
    assert (found.stack, found.layer, found.role, found.name, found.kind) == (
        *("test", "prod"),
        *("Portal", "host", "compute.vm"),
    )
    assert (found.level, found.stops, found.clauses) == (Level.MANDATORY, True, rule("NET-001").clauses)


def test_a_failure_stops_only_at_mandatory_level() -> None:
    view = View([layer_of(HOST)])
    (found,) = findings(view, made(lambda record, context: SAID), profile_name="legacy").findings
    assert (found.level, found.stops) == (Level.ADVISORY, False)


def test_a_rule_that_the_profile_does_not_name_is_not_asked() -> None:
    view = View([layer_of(HOST)])
    done = findings(view, replace(made(lambda record, context: SAID), id="ENV-005"))
    assert not done.findings and not done.counts["ENV-005"].looked


def test_counts_and_passes() -> None:
    view = View([layer_of(HOST, replace(HOST, urn=f"{HOST.urn}2", name="other"))])
    answers = {"host": PASSED, "other": SAID}
    done = findings(view, made(lambda record, context: answers[record.name]))
    count = done.counts["NET-001"]
    assert (count.passed, count.failed, count.unknown, count.looked) == (1, 1, 0, 2)
    contexts = {plan.layer: Context(ON, profile("target"), view) for plan in view.plans}
    assert [(found.name, found.result) for found in passes(done, contexts)] == [("host", Result.PASS)]


def test_what_is_deleted_is_asked_only_of_rules_about_deletions() -> None:
    view = View([layer_of(replace(HOST, operation=Operation.DELETE))])
    every = made(lambda record, context: SAID, "*")
    assert not findings(view, every).findings
    (found,) = findings(view, replace(every, kinds=("deletion",))).findings
    assert (found.name, found.kind) == ("host", "deletion")


def test_a_setting_is_judged_with_its_resource_and_an_orphan_by_itself() -> None:
    token = "scaleway:object/bucketPolicy:BucketPolicy"
    bucket = PlannedResource("urn:b", "scaleway:object/bucket:Bucket", "b", True, inputs={"name": "data"})
    policy = PlannedResource("urn:p", token, "p", True, inputs={"bucket": "data", "policy": "{}"})
    every = made(lambda record, context: SAID, "*", "orphan")
    assert [found.name for found in findings(View([layer_of(bucket, policy)]), every).findings] == ["b"]
    assert [found.kind for found in findings(View([layer_of(policy)]), every).findings] == ["orphan"]


def test_a_finding_about_a_gap_names_the_capability() -> None:
    role = PlannedResource("urn:pulumi:t::t::bastide:data:Database::d", "bastide:data:Database", "d", False)
    gap = Gap("Database", "d", "database", "absent", "", "", "")
    view = View([layer_of(role, gaps=(gap,))])
    (found,) = findings(view, made(lambda record, context: SAID, "gap")).findings
    assert (found.subject, found.role, found.name) == ("database", "Database", "d")


@pytest.mark.parametrize(
    ("kinds", "kind", "asked"),
    [
        (("*",), "store.object", True),
        *((("*",), kind, False) for kind in ("gap", "role.Bucket", "provider", "source", "stack", "unknown", "orphan")),
        (("net.*",), "net.sg", True),
        (("net.*",), "network", False),
        (("role.*",), "role.Bucket", True),
        (("kms.key",), "kms.vault", False),
    ],
)
def test_which_kinds_a_rule_is_about(kinds: tuple[str, ...], kind: str, asked: bool) -> None:
    assert asked_about(made(lambda record, context: SAID, *kinds), kind) is asked
