"""PLN-002: only providers of the chosen cloud, and one cloud a stack."""

from __future__ import annotations

import pytest

from plan.model import PlannedResource
from policies.examples import Case
from policies.model import Result
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import fails, thing
from tests.policies.records import said_of, stack_of

RULE = "PLN-002"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # a type names its provider
    check_all_results(RULE, "unknown")


@pytest.mark.parametrize(
    ("cloud", "package", "result"),
    [
        ("scaleway", "scaleway", Result.PASS),
        ("scaleway", "random", Result.PASS),
        ("scaleway", "azure-native", Result.FAIL),
        ("scaleway", "aws", Result.FAIL),
        ("scaleway", "gcp", Result.FAIL),
        ("outscale", "aws", Result.PASS),
        ("ovhcloud", "openstack", Result.PASS),
        ("", "scaleway", Result.FAIL),
        ("gcp", "gcp", Result.FAIL),
    ],
)
def test_an_explicit_provider_is_one_of_its_cloud(cloud: str, package: str, result: Result) -> None:
    token = f"pulumi:providers:{package}"
    provider = PlannedResource(f"urn:pulumi:t::t::{token}::p", token, "p", True)
    found = said_of(RULE, *stack_of(provider, cloud=cloud), about="p")
    # the engine knows no table of `gcp`: then its kind is unknown, and its package is told by its type
    assert {verdict.result for verdict in found} == {result}


def test_a_setting_that_another_provider_makes_is_seen_at_its_resource() -> None:
    bucket = thing("scaleway:object/bucket:Bucket", "data", name="data")
    policy = thing("aws:s3/bucketPolicy:BucketPolicy", "p", bucket="data", policy="{}")
    (said,) = fails(RULE, bucket, policy, about="data")
    assert "`aws`" in said
