"""BCK-005: code and state of the infrastructure have an offline copy and a history."""

from __future__ import annotations

from dataclasses import replace

from policies.evaluate import verdicts
from policies.examples import Case, examples, plan_of
from policies.model import Result
from policies.rules import rule
from policies.view import View
from tests.policies.cases import cases, check_all_results, check_example

RULE = "BCK-005"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # an offline copy is in no plan; a single layer is always the one that is asked
    check_all_results(RULE, "not applicable", "pass", "unknown")


def test_one_layer_answers_for_the_estate() -> None:
    first = plan_of(examples(RULE)[0])
    view = View([first, replace(first, layer="prod")])
    # the record of the second layer stands for both URNs of this made-up estate
    second = [item for item in view.records if item.kind == "stack" and item.plan is view.plans[1]]
    assert second
    assert all(verdicts(rule(RULE), item, None)[0].result is Result.NOT_APPLICABLE for item in second)  # type: ignore[arg-type]
