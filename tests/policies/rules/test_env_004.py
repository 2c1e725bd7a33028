"""ENV-004: data is taken away only with evidence."""

from __future__ import annotations

from plan.model import Operation, PlannedResource
from policies.examples import Case
from policies.model import Result
from policies.rules import rule
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.records import said_of, stack_of

RULE = "ENV-004"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # the plan never shows the evidence: it is brought by people
    check_all_results(RULE, "pass", "unknown")


def test_a_setting_that_leaves_takes_no_data_with_it() -> None:
    token = "scaleway:object/bucketPolicy:BucketPolicy"
    policy = PlannedResource("urn:pulumi:t::t::x::p", token, "p", True, operation=Operation.DELETE)
    assert [verdict.result for verdict in said_of(RULE, *stack_of(policy), about="p")] == [Result.NOT_APPLICABLE]


def test_it_says_who_must_bring_what() -> None:
    evidence = rule(RULE).evidence
    assert evidence is not None and "21" in evidence.en and "21" in evidence.fr
