"""ENV-001: production and non-production share no account, network, key or stack, and do not name each other."""

from __future__ import annotations

import pytest

from policies.examples import Case, examples, verdicts_of
from policies.rules import rules
from tests.policies.cases import cases, check_all_results, check_example

RULE = "ENV-001"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


@pytest.mark.parametrize(
    "case", [case for case in examples(RULE) if " in place of " in case.title], ids=lambda case: case.title
)
def test_an_odd_form_is_said_and_crashes_nothing(case: Case) -> None:
    (verdict,) = verdicts_of(rules()[RULE], case)
    assert verdict.info is not None
    assert verdict.info.en.startswith("what stands in place of the links is a ")
    assert verdict.info.fr.startswith("ce qui tient lieu de liens est un")
    assert verdict.properties == ("links",)
