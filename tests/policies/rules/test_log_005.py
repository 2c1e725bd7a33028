"""LOG-005: everything takes its time from the platform's own source."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example

RULE = "LOG-005"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # every host, cluster and time source has a clock to ask for
    check_all_results(RULE, "not applicable")
