"""REV-001: every service has a way out."""

from __future__ import annotations

import pytest

from policies.evaluate import asked_about
from policies.examples import Case
from policies.kinds.vocabulary import KINDS
from policies.reversibility import way_out
from policies.rules import rule
from tests.policies.cases import cases, check_all_results, check_example

RULE = "REV-001"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # every service is asked, and the table knows it or does not
    check_all_results(RULE, "not applicable", "unknown")


@pytest.mark.parametrize("kind", sorted(kind for kind in KINDS if asked_about(rule(RULE), kind)))
def test_every_kind_of_service_has_a_way_out(kind: str) -> None:
    known = kind not in ("refused", "unknown", "role")
    assert (way_out(kind, "some:token:Token") is not None) is known


def test_the_token_wins_over_its_kind() -> None:
    general, special = way_out("compute.k8s", "x:y:Z"), way_out("compute.k8s", "azure-native:databricks:Workspace")
    assert general is not None and not general.lock_in
    assert special is not None and special.lock_in
