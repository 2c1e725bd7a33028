"""SOV-LOC-002: technical data lies in the Union too."""

from __future__ import annotations

import pytest

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import establish, known
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-LOC-002"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


GROUP = thing("scaleway:iam/group:Group", "auditors", name="auditors")


def test_a_global_service_that_keeps_its_data_in_the_union_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "global_service", known(frozenset({"FR", "NL"})))
    assert [verdict.result.value for verdict in asked(RULE, GROUP)] == ["pass"]


def test_one_country_outside_is_enough_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "global_service", known(frozenset({"FR", "CA"})))
    (said,) = fails(RULE, GROUP)
    assert "CA" in said and "FR" not in said


def test_the_residency_of_the_intent_binds_a_global_service_too(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "global_service", known(frozenset({"FR", "NL"})))
    assert fails(RULE, GROUP, wanted={"residency": ["FR"]})
