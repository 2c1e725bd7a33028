"""SOV-LOC-003: copies obey the rules of location."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import asked, thing

RULE = "SOV-LOC-003"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


def test_a_copy_that_is_known_only_later_does_not_hide_a_bad_one() -> None:
    rules = [{"destination": {"region": {"unknown": True}}}, {"destination": {"region": "UK"}}]
    bucket = thing("ovh:CloudProject/storage:Storage", "data", regionName="EU-WEST-PAR", replication={"rules": rules})
    said = {verdict.result.value for verdict in asked(RULE, bucket, cloud="ovhcloud")}
    assert said & {"fail", "unknown"} and "pass" not in said
