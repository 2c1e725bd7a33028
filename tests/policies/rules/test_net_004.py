"""NET-004."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example

RULE = "NET-004"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)
