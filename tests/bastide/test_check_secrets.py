"""A secret stands in no document of findings, in no message of the policy pack and in no exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bastide.check import _check_estate
from bastide.planning import Order
from bastide.review.findings import as_json, junit, markdown, sarif, text
from bastide.review.findings.report import Report
from plan.model import LayerPlan
from plan.values import Secret
from policies.checking import Ask, Checked
from policies.model import Lang, Result
from policies.rules import rules
from tests.conftest import REPOSITORY, Plans
from tests.estates import ESTATES
from tests.policies.pack.engine import engine

ON = date(2026, 11, 28)
MARK = "Planted0Secret"


class Planter:
    """Puts a marked value into every secret of a plan, in the shape that rules look for: hosts, keys, documents."""

    def __init__(self) -> None:
        self.planted = 0

    def plan(self, plan: LayerPlan) -> LayerPlan:
        return replace(
            plan,
            outputs=self.values(plan.outputs),
            resources=tuple(
                replace(item, inputs=self.values(item.inputs), outputs=self.values(item.outputs))
                for item in plan.resources
            ),
        )

    def values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self.value(value) for key, value in values.items()}

    def value(self, value: Any) -> Any:
        if isinstance(value, Secret):
            self.planted += 1
            return Secret(self.secret(value.value))
        if isinstance(value, Mapping):
            return self.values(value)
        return [self.value(item) for item in value] if isinstance(value, list | tuple) else value

    def secret(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self.secret(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.secret(item) for item in value]
        if isinstance(value, str) and value.startswith(("#cloud-config", "#!", "{", "[")):
            # a document keeps its shape, so that it is read; with a host, an image and a password more
            return f"{value}\n# https://{MARK}.github.io/ {MARK}\n"
        return f"https://user:{MARK}@{MARK}.github.io/{MARK}?password={MARK}"


def documents(checked: Checked) -> Iterator[str]:
    for lang in Lang:
        report = Report([checked], ON, "facts", lang=lang)
        yield from (text.as_text(report, detail=detail) for detail in (False, True))
        yield from (module.render(report) for module in (as_json, junit, markdown, sarif))


@pytest.mark.parametrize("estate", ESTATES)
def test_no_document_shows_a_planted_secret(estate: str, plans: Plans) -> None:
    planter = Planter()
    planted = tuple(planter.plan(plan) for plan in plans[estate])
    assert planter.planted > 10
    ask = Ask(ON, strict=True)
    checked = _check_estate(Order(estate), planted, folder=REPOSITORY / "stacks", ask=ask, layers={estate: ()})
    # what is planted is looked at: somebody names a host of a foreign service in it
    assert any("github.io" in item.info.en for item in checked.findings if item.info and item.rule == "SOV-CTL-005")
    for document in documents(checked):
        assert MARK.lower() not in document.lower()
        assert "itself failed" not in document
    assert MARK.lower() not in repr(checked).lower()


def test_no_rule_that_crashes_shows_what_it_looked_at(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(record: Any, context: Any) -> Any:
        raise ValueError(f"{MARK} {record.resource.inputs}")

    broken = {rule_id: replace(rule, check=crash) for rule_id, rule in rules().items()}
    monkeypatch.setattr("policies.checking.rules", lambda: broken)
    planter = Planter()
    planted = tuple(planter.plan(plan) for plan in plans["scaleway"])
    ask = Ask(ON)
    checked = _check_estate(Order("scaleway"), planted, folder=REPOSITORY / "stacks", ask=ask, layers={"scaleway": ()})
    assert {item.result for item in checked.findings} == {Result.FAIL}
    for document in documents(checked):
        assert MARK not in document
        assert "(ValueError" in document


def test_the_policy_pack_says_nothing_of_it(plans: Plans) -> None:
    planter = Planter()
    (hub,) = (planter.plan(plan) for plan in plans["scaleway"] if plan.layer == "hub")
    assert planter.planted > 2
    with engine() as running:
        running.configure(strict=True)
        found = running.run(hub)
    assert any(said.rule == "SOV-CTL-005" and "github.io" in said.message for said in found)
    assert [said for said in found if MARK.lower() in said.message.lower()] == []
