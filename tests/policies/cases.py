"""The examples of a rule as test cases. Every rule's test file asks for all four results or says why one cannot be."""

from __future__ import annotations

import pytest

from policies.examples import Case, examples, outcome, verdicts_of
from policies.model import Result
from policies.rules import rule

RESULTS = {"pass", "fail", "unknown", "not applicable"}


def cases(rule_id: str) -> pytest.MarkDecorator:
    """Parametrizes a test with the rule's examples."""
    found = examples(rule_id)
    return pytest.mark.parametrize("case", found, ids=[case.title for case in found])


def check_example(rule_id: str, case: Case) -> None:
    """The rule says of the example what it expects, and says why in both languages where it fails."""
    found = verdicts_of(rule(rule_id), case)
    assert outcome(found).value == case.expect, [verdict.info for verdict in found]
    for verdict in found:
        if verdict.result is Result.FAIL:
            assert verdict.info is not None
            assert verdict.info.en and verdict.info.fr and verdict.info.en != verdict.info.fr
            assert "itself failed" not in verdict.info.en


def check_all_results(rule_id: str, *impossible: str) -> None:
    """The examples show every result but the ones that the rule cannot give."""
    shown = {case.expect for case in examples(rule_id)}
    assert shown == RESULTS - set(impossible), f"missing {RESULTS - shown}, not expected {shown & set(impossible)}"
