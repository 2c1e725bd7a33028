"""SOV-CTL-004: health data is hosted under an HDS certificate."""

from __future__ import annotations

from datetime import date

import pytest

from facts.questions.qualification import Hds
from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import establish, known
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-CTL-004"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


BUCKET = thing("scaleway:object/bucket:Bucket", "data", region="fr-par")
AREA = {"stage": "space", "classification": "snds"}


def certificate(*, covered: bool, in_force: bool) -> Hds:
    return Hds(covered, "2", (1, 2, 3, 4, 5), date(2026, 1, 1), date(2028, 1, 1), in_force)


def test_a_certificate_in_force_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "hds", known(certificate(covered=True, in_force=True)))
    assert [verdict.result.value for verdict in asked(RULE, BUCKET, area=AREA)] == ["pass"]


@pytest.mark.parametrize("covered", [True, False])
def test_a_certificate_that_ended_or_leaves_the_service_out_fails(
    covered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(monkeypatch, "hds", known(certificate(covered=covered, in_force=False)))
    (said,) = fails(RULE, BUCKET, area=AREA)
    assert ("not in force" in said) is covered


@pytest.mark.parametrize("classification", ["health", "snds", "", "Internal", "secret"])
def test_only_the_two_harmless_classes_are_left_out(classification: str) -> None:
    assert fails(RULE, BUCKET, area={"stage": "space", "classification": classification})
