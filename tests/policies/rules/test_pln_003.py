"""PLN-003: nothing that holds data is deleted, replaced or erased."""

from __future__ import annotations

import pytest

from plan.model import Change, Diff, Operation, PlannedResource
from policies.examples import Case
from policies.model import Result
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.records import said_of, stack_of

RULE = "PLN-003"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # an example is about resources, and only a setting is not asked; the plan says what it does
    check_all_results(RULE, "not applicable", "unknown")


INSTANCE = "openstack:compute/instance:Instance"


def updated(*paths: str) -> PlannedResource:
    diff = Diff(tuple(Change(path, "update", "a", "b") for path in paths))
    return PlannedResource("urn:pulumi:t::t::x::h", INSTANCE, "h", True, operation=Operation.UPDATE, diff=diff)


@pytest.mark.parametrize("path", ["imageId", "imageName", "imageId.x", "imageId[0]"])
def test_an_update_that_rebuilds_the_host_erases_it(path: str) -> None:
    (said,) = said_of(RULE, *stack_of(updated("name", path), cloud="ovhcloud"), about="h")
    assert said.result is Result.FAIL and said.info is not None and "erases" in said.info.en


def test_an_update_of_something_else_does_not() -> None:
    (said,) = said_of(RULE, *stack_of(updated("name", "imageIdentity"), cloud="ovhcloud"), about="h")
    assert said.result is Result.PASS


@pytest.mark.parametrize("operation", [Operation.DELETE, Operation.REPLACE])
def test_a_setting_holds_nothing_itself(operation: Operation) -> None:
    bucket = PlannedResource("urn:pulumi:t::t::x::b", "scaleway:object/bucket:Bucket", "b", True, inputs={"name": "b"})
    policy = PlannedResource(
        *("urn:pulumi:t::t::x::p", "scaleway:object/bucketPolicy:BucketPolicy", "p", True),
        inputs={"bucket": "b"},
        operation=operation,
    )
    (said,) = said_of(RULE, *stack_of(bucket, policy), about="p")
    assert said.result is Result.NOT_APPLICABLE


@pytest.mark.parametrize("operation", sorted(set(Operation) - {Operation.DELETE, Operation.REPLACE}))
def test_what_keeps_data_passes(operation: Operation) -> None:
    token = "scaleway:object/bucket:Bucket"
    bucket = PlannedResource("urn:pulumi:t::t::x::b", token, "b", True, operation=operation)
    assert [verdict.result for verdict in said_of(RULE, *stack_of(bucket), about="b")] == [Result.PASS]
