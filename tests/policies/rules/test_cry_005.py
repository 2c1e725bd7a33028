"""CRY-005: no secret stands in the clear in a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plan.model import LayerPlan
from plan.values import UNKNOWN
from policies.context import Context
from policies.evaluate import verdicts
from policies.examples import Case, ExampleResource, plan_of, verdicts_of
from policies.model import Result, Verdict
from policies.profiles import profile
from policies.rules import rule
from policies.view import View
from tests.policies.cases import cases, check_all_results, check_example

RULE = "CRY-005"
PLANTED = "hunter2-hunter2-hunter2"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # `unknown` needs a plan that has lost what is secret: below
    check_all_results(RULE, "unknown")


def of(case_type: str, inputs: dict[str, object]) -> tuple[Verdict, ...]:
    item = ExampleResource(type=case_type, name="one", inputs=inputs)
    return verdicts_of(rule(RULE), Case(title="t", expect="fail", resources=(item,)))


def of_plan(plan: LayerPlan, name: str) -> tuple[Verdict, ...]:
    view = View([plan])
    context = Context(date(2026, 11, 28), profile("target"), view)
    record = next(item for item in view.records if item.name == name)
    return verdicts(rule(RULE), record, context)


def test_an_input_for_a_secret_whose_value_comes_later_fails_and_in_a_file_of_another_tool_is_unknown() -> None:
    item = ExampleResource(
        type="scaleway:databases/instance:Instance", name="one", inputs={"password": {"unknown": True}}
    )
    plan = plan_of(Case(title="t", expect="fail", resources=(item,)))
    assert [v.result for v in of_plan(plan, "one")] == [Result.FAIL]
    assert [v.result for v in of_plan(replace(plan, engine="terraform"), "one")] == [Result.UNKNOWN]


def test_no_message_shows_what_was_found() -> None:
    planted = (
        {"password": PLANTED},
        {"description": f"password = {PLANTED}"},
        {"tags": [f"password={PLANTED}"]},
        {f"password={PLANTED}": "as a key"},
        {"cloudInit": f"#cloud-config\nruncmd: [export PASSWORD={PLANTED}]\n"},
    )
    for inputs in planted:
        found = of("scaleway:instance/server:Server", dict(inputs))
        assert any(verdict.result is Result.FAIL for verdict in found), inputs
        assert PLANTED not in repr(found)


def test_an_output_of_a_layer_in_the_clear_fails() -> None:
    plan = plan_of(Case(title="t", expect="fail", resources=()))
    leaking = replace(plan, outputs={"admin_password": PLANTED})
    found = of_plan(leaking, "bastide-example")
    assert [verdict.result for verdict in found] == [Result.FAIL]
    assert PLANTED not in repr(found)
    assert [v.result for v in of_plan(plan, "bastide-example")] == [Result.PASS]


def test_a_role_and_a_provider_are_looked_at_too() -> None:
    role = ExampleResource(type="bastide:data:Database", name="role", inputs={"spec": {"password": PLANTED}})
    item = ExampleResource(type="scaleway:object/bucket:Bucket", name="b", provider={"secretKey": PLANTED})
    view = View([plan_of(Case(title="t", expect="fail", resources=(role, item)))])
    context = Context(date(2026, 11, 28), profile("target"), view)
    kinds = {record.kind: verdicts(rule(RULE), record, context) for record in view.records}
    assert kinds["role.Database"][0].result is Result.FAIL
    assert kinds["provider"][0].result is Result.FAIL


def test_an_unknown_value_that_nothing_calls_a_secret_is_no_finding() -> None:
    plan = plan_of(
        Case(title="t", expect="pass", resources=(ExampleResource(type="scaleway:object/bucket:Bucket", name="one"),))
    )
    resources = tuple(replace(r, inputs={"name": UNKNOWN}) if r.name == "one" else r for r in plan.resources)
    assert [v.result for v in of_plan(replace(plan, resources=resources), "one")] == [Result.PASS]
