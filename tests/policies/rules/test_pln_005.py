"""PLN-005: exemptions are in force."""

from __future__ import annotations

from datetime import date

import pytest

from policies.context import Context
from policies.evaluate import verdicts
from policies.examples import Case
from policies.exemptions import Exemption
from policies.profiles import profile
from policies.rules import rule
from policies.view import View
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.records import layer_of

RULE = "PLN-005"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # an example has no exemptions
    check_all_results(RULE, "fail", "unknown", "not applicable")


EXEMPTION = Exemption.model_validate(
    {
        "id": "EX-001",
        "rule": "NET-001",
        "stack": "test",
        "target": "Environment/Bastion:hub-bastion",
        "reason": "the range of the new site is announced for March",
        "author": "network team",
        "approver": "security officer",
        "ticket": "SEC-12",
        "from": date(2026, 6, 1),
        "until": date(2026, 11, 28),
    }
)


def said(on: date) -> list[tuple[str, str]]:
    view = View([layer_of(layer="hub"), layer_of(layer="prod")])
    context = Context(on, profile("target"), view, exemptions=(EXEMPTION,))
    found = [verdict for record in view.of("stack") for verdict in verdicts(rule(RULE), record, context)]
    return [(verdict.result.value, verdict.info.en if verdict.info else "") for verdict in found]


@pytest.mark.parametrize(
    ("on", "result", "word"),
    [
        (date(2026, 5, 31), "fail", "begins on 2026-06-01"),
        (date(2026, 6, 1), "pass", ""),
        (date(2026, 11, 28), "pass", ""),
        (date(2026, 11, 29), "fail", "ended on 2026-11-28"),
    ],
)
def test_an_exemption_counts_from_its_first_to_its_last_day_once_an_estate(on: date, result: str, word: str) -> None:
    first, second = said(on)
    assert first[0] == result and word in first[1]
    assert second[0] == "not applicable"
