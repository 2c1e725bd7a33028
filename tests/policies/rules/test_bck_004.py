"""BCK-004: restoring has been tried, and it worked."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example

RULE = "BCK-004"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # no plan shows the result of a test, and every plan shows what it holds
    check_all_results(RULE, "pass", "unknown")
