"""SOV-CTL-001: the provider is under European control."""

from __future__ import annotations

from typing import Any

import pytest

from facts.sovereignty import Parent
from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import STALE_FACT, UNKNOWN_FACT, establish, european, known
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-CTL-001"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # of no provider is everything established today, and a register knows or does not know
    check_all_results(RULE, "pass", "unknown")


BUCKET = thing("scaleway:object/bucket:Bucket", "data", region="fr-par")


def test_a_provider_of_which_everything_is_established_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european())
    assert [verdict.result.value for verdict in asked(RULE, BUCKET, about="stack")] == ["pass"]


@pytest.mark.parametrize(
    "change",
    [
        {"seat": known("US")},
        {"seat": known("GB")},
        {"parent": known(Parent(name="A parent", country="CA"))},
        {"largest_holding": known(24.01)},
        {"holdings": known(39.01)},
        {"veto": known(True)},
        {"board": known(True)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_sign_of_foreign_control_fails(change: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european(**change))
    assert fails(RULE, BUCKET, about="stack")


@pytest.mark.parametrize("field", ["seat", "parent", "largest_holding", "holdings", "veto", "board"])
@pytest.mark.parametrize("answer", [UNKNOWN_FACT, STALE_FACT], ids=["unknown", "stale"])
def test_each_missing_fact_fails_and_says_who_must_find_out(
    field: str, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(monkeypatch, "provider", european(**{field: answer}))
    (said,) = fails(RULE, BUCKET, about="stack")
    assert answer.ask in said


def test_an_area_that_is_too_old_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european())
    establish(monkeypatch, "in_area", STALE_FACT)
    assert fails(RULE, BUCKET, about="stack")


def test_each_cloud_of_a_stack_of_the_move_is_judged() -> None:
    old = thing("azure-native:storage:StorageAccount", "old", location="francecentral")
    found = asked(RULE, BUCKET, old, about="stack", stack="cutover-scaleway", profile="cutover")
    assert [verdict.info.en.partition(":")[0] for verdict in found if verdict.info] == ["azure", "scaleway"]
