"""PLN-004: no gap in what the intent requires."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example

RULE = "PLN-004"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # a gap is known at preview
    check_all_results(RULE, "unknown")
