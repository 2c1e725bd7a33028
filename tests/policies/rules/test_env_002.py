"""ENV-002: health data stays in production and project spaces."""

from __future__ import annotations

import pytest

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import fails, thing

RULE = "ENV-002"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


@pytest.mark.parametrize(
    "said", ["health-data", "données de santé", "hea\u200blth", "h\u0435alth", "restricted", "", 3]
)
def test_a_class_that_is_not_known_is_not_harmless(said: object) -> None:
    bucket = thing("scaleway:object/bucket:Bucket", "b", tags={"classification": said})
    assert fails(RULE, bucket, area={"stage": "non-production", "classification": "internal"})
    assert not fails(RULE, bucket, area={"stage": "space", "classification": "health"})


@pytest.mark.parametrize("said", ["internal", " Personal "])
def test_a_class_that_is_known_may_be_spelled_in_capitals(said: str) -> None:
    bucket = thing("scaleway:object/bucket:Bucket", "b", tags={"classification": said})
    assert not fails(RULE, bucket, area={"stage": "non-production", "classification": "internal"})
