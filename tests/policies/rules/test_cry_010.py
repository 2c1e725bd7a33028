"""CRY-010: certificates come from an authority of the Union."""

from __future__ import annotations

import pytest

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import fails, role

RULE = "CRY-010"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # every certificate has an authority
    check_all_results(RULE, "not applicable")


@pytest.mark.parametrize("name", ["certigna", " CERTIGNA ", "Dhimyotis"])
def test_case_and_aliases_do_not_matter(name: str) -> None:
    assert not fails(RULE, role("keys:Certificate", "portal", authority=name))


@pytest.mark.parametrize("name", ["Certigna Inc", "certigna.us", "Certigna, Let's Encrypt"])
def test_what_only_resembles_an_authority_is_unknown(name: str) -> None:
    assert fails(RULE, role("keys:Certificate", "portal", authority=name))
