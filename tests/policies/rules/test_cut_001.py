"""CUT-001: everything of the move has an end."""

from __future__ import annotations

import pytest

from policies.examples import Case
from policies.profiles import profiles
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import fails, thing

RULE = "CUT-001"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


def test_it_is_asked_of_the_move_alone() -> None:
    assert [name for name, found in profiles().items() if RULE in found.rules] == ["cutover"]


@pytest.mark.parametrize("until", ["", "2027-02-30", "31/03/2027", "never", 20270331, True])
def test_what_is_no_day_is_no_end(until: object) -> None:
    address = thing("azure-native:network:PublicIPAddress", "a", location="francecentral", tags={"until": until})
    assert fails(RULE, address, cloud="azure", stack="cutover-scaleway", profile="cutover")
