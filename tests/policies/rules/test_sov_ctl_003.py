"""SOV-CTL-003: what is not qualified stands under a derogation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NoReturn

import pytest

from facts.questions.law import Derogation
from policies.examples import Case
from policies.rules import sov_ctl_002
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import STALE_FACT, UNKNOWN_FACT, establish, known
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-CTL-003"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # no derogation is recorded today, and one is known or it is not
    check_all_results(RULE, "pass", "unknown")


BUCKET = thing("scaleway:object/bucket:Bucket", "data", region="fr-par")
ON = date(2026, 11, 28)


def derogation(since: date, until: date) -> Derogation:
    return Derogation("foreign-control", "a minister", "no. 1", since, until, since <= ON <= until, "")


@pytest.mark.parametrize(
    ("since", "until", "result"),
    [
        (date(2026, 6, 15), date(2026, 11, 28), "pass"),
        (date(2026, 6, 15), date(2026, 11, 27), "fail"),
        (date(2026, 11, 28), date(2027, 1, 1), "pass"),
        (date(2026, 11, 29), date(2027, 1, 1), "fail"),
        # 18 months to the day, and a day longer
        (date(2026, 6, 15), date(2027, 12, 15), "pass"),
        (date(2026, 6, 15), date(2027, 12, 16), "fail"),
        # there is no 31 February and no 31 April
        (date(2026, 8, 31), date(2028, 2, 29), "pass"),
        (date(2026, 8, 31), date(2028, 3, 1), "fail"),
        (date(2026, 10, 31), date(2028, 4, 30), "pass"),
        (date(2026, 10, 31), date(2028, 5, 1), "fail"),
    ],
)
def test_a_derogation_counts_to_its_last_day_and_no_longer_than_the_law_allows(
    since: date, until: date, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(monkeypatch, "derogation", known(derogation(since, until)))
    assert [verdict.result.value for verdict in asked(RULE, BUCKET, about="stack")] == [result]


@pytest.mark.parametrize("answer", [UNKNOWN_FACT, STALE_FACT], ids=["unknown", "stale"])
def test_a_derogation_that_nobody_knows_fails(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "derogation", answer)
    assert fails(RULE, BUCKET, about="stack")


def test_a_rule_that_raises_counts_as_not_qualified(monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(*_: object) -> NoReturn:
        raise RuntimeError("hunter2")

    monkeypatch.setattr(sov_ctl_002, "RULE", replace(sov_ctl_002.RULE, check=raises))
    (said,) = fails(RULE, BUCKET, about="stack")
    assert said.startswith("resources outside a qualification: 1;") and "hunter2" not in said
