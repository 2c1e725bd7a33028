"""ADM-008: sessions of the bastion are recorded where nobody can delete them."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example

RULE = "ADM-008"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)
