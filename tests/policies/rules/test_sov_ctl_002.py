"""SOV-CTL-002: every service with data is qualified on the day."""

from __future__ import annotations

from datetime import date

import pytest

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-CTL-002"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # every kind it is asked about holds data or processes it
    check_all_results(RULE, "not applicable")


HOST = thing("outscale:index/vm:Vm", "host", placementSubregionName="cloudgouv-eu-west-1a")


@pytest.mark.parametrize(
    ("on", "result"),
    [
        (date(2023, 12, 10), "fail"),
        (date(2023, 12, 11), "pass"),
        (date(2026, 11, 29), "pass"),
        (date(2026, 11, 30), "pass"),
        (date(2026, 12, 1), "fail"),
        (date(2028, 2, 15), "fail"),
    ],
)
def test_the_term_is_counted_to_the_day(on: date, result: str) -> None:
    assert [verdict.result.value for verdict in asked(RULE, HOST, cloud="outscale", on=on)] == [result]


def test_a_status_that_nobody_has_read_for_too_long_is_no_status() -> None:
    bucket = thing("scaleway:object/bucket:Bucket", "data", region="fr-par")
    (said,) = fails(RULE, bucket, on=date(2028, 2, 15))
    assert "past its lifetime" in said


def test_a_resource_of_another_cloud_is_judged_at_its_own() -> None:
    (said,) = fails(RULE, thing("azure-native:compute:Disk", "disk", location="francecentral"), cloud="outscale")
    assert "at azure" in said
