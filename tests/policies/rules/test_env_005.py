"""ENV-005: the legacy carries the last day of its authorisation."""

from __future__ import annotations

from datetime import date

import pytest

from policies.examples import Case
from policies.profiles import profiles
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import STALE_FACT, establish
from tests.policies.net.asking import fails

RULE = "ENV-005"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # every layer of a legacy is asked, and a decision is known or it is not
    check_all_results(RULE, "not applicable", "unknown")


def test_it_is_asked_of_the_legacy_and_the_move() -> None:
    assert [name for name, found in profiles().items() if RULE in found.rules] == ["legacy", "cutover"]


def test_a_decision_that_nobody_has_read_for_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "derogation", STALE_FACT)
    assert fails(RULE, cloud="azure", stack="azure-legacy", profile="legacy", about="stack")


def test_what_fails_on_a_day_to_come_can_be_asked() -> None:
    (said,) = fails(RULE, cloud="azure", stack="azure-legacy", profile="legacy", about="stack", on=date(2028, 2, 15))
    assert "to 2026-12-20" in said
