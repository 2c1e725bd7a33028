"""ADM-006: every right and every key ends, at the latest with its space."""

from __future__ import annotations

import pytest

from policies.examples import Case, ExampleResource, outcome, verdicts_of
from policies.model import Result
from policies.rules import rule
from tests.policies.cases import cases, check_all_results, check_example

RULE = "ADM-006"
AREA = {"stage": "space", "classification": "snds", "ends": "2028-01-14"}


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2028-01-15T00:00:00Z", Result.PASS),
        ("2028-01-15T00:00:01Z", Result.FAIL),
        ("2028-01-16T00:00:00Z", Result.FAIL),
        ("2030-01-01T00:00:00Z", Result.FAIL),
        ("one day", Result.FAIL),
        ("", Result.FAIL),
    ],
)
def test_the_last_day_of_a_space_is_the_last_day_of_its_keys(end: str, expected: Result) -> None:
    key = ExampleResource(
        type="scaleway:iam/apiKey:ApiKey", name="key", inputs={"applicationId": "a", "expiresAt": end}
    )
    case = Case(title="t", expect="fail", area=AREA, resources=(key,))
    assert outcome(verdicts_of(rule(RULE), case)) is expected


def test_the_intents_own_end_is_looked_at_too() -> None:
    for until, expected in (("2028-01-14", Result.NOT_APPLICABLE), ("2028-01-15", Result.FAIL), (None, Result.FAIL)):
        inputs = {"spec": {"right": "work", "until": until}, "links": {}, "gaps": []}
        role = ExampleResource(type="bastide:access:Grant", name="work", inputs=inputs)
        case = Case(title="t", expect="fail", area=AREA, resources=(role,))
        assert outcome(verdicts_of(rule(RULE), case)) is expected, until
