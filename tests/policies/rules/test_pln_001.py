"""PLN-001: every planned resource is of a kind that the rules know."""

from __future__ import annotations

from plan.model import PlannedResource
from policies.examples import Case
from policies.model import Result
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.records import said_of, stack_of

RULE = "PLN-001"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # a class is known or it is not
    check_all_results(RULE, "unknown")


def test_a_setting_whose_resource_is_not_in_the_plan_fails() -> None:
    token = "scaleway:object/bucketPolicy:BucketPolicy"
    policy = PlannedResource("urn:pulumi:t::t::x::p", token, "p", True, inputs={"bucket": "elsewhere", "policy": "{}"})
    (said,) = said_of(RULE, *stack_of(policy), about="p")
    assert said.result is Result.FAIL and said.info is not None and "looked at nowhere" in said.info.en
