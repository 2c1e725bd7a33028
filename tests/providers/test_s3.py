"""Buckets through S3 alone: what is made, what never is, and that nothing of it is for Amazon."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pulumi
import pytest

from components import s3
from plan.agreement import disagreements
from plan.builtin import run
from plan.engine import reading
from plan.model import LayerPlan, PlannedResource
from plan.values import Secret
from tests.plan.engine.small_programs import STACK, Small, operations, small
from tests.providers.s3_program import ENDPOINT, NOTHING, SECRET, STATEMENT, place, program

pytestmark = pytest.mark.xdist_group("terraform-sdks")


@pytest.fixture(scope="module")
def planned() -> dict[str, PlannedResource]:
    result = run(program, project="bastide", stack=STACK)
    return {resource.name: resource for resource in result.resources if resource.custom}


@pytest.fixture(scope="module")
def life() -> Iterator[Small]:
    with small("tests.providers.s3_program", "program") as found:
        yield found


def test_nothing_is_asked_of_amazon(planned: dict[str, PlannedResource]) -> None:
    inputs = planned["s3"].inputs
    assert json.loads(inputs["endpoints"]) == [{"s3": "https://oos.eu-west-2.outscale.com"}]
    switches = ("skipCredentialsValidation", "skipMetadataApiCheck", "skipRegionValidation", "skipRequestingAccountId")
    assert {inputs[name] for name in (*switches, "s3UsePathStyle")} == {"true"}
    assert not {"profile", "defaultTags", "insecure", "sharedConfigFiles", "assumeRoles"} & set(inputs)
    assert isinstance(inputs["secretKey"], Secret)
    assert isinstance(inputs["accessKey"], Secret)


def test_a_bucket_with_everything(planned: dict[str, PlannedResource]) -> None:
    bucket = planned["evidence"]
    assert bucket.inputs == {"bucket": "evidence", "objectLockEnabled": True, "tags": {"area": "hub"}}
    retention = planned["evidence-lock"].inputs["rule"]["defaultRetention"]
    assert retention == {"mode": "COMPLIANCE", "days": 30}
    assert planned["evidence-lock"].dependencies == (planned["evidence"].urn, planned["evidence-versioning"].urn)
    assert planned["evidence-versioning"].inputs["versioningConfiguration"] == {"status": "Enabled"}
    (rule,) = planned["evidence-encryption"].inputs["rules"]
    assert rule == {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    assert json.loads(planned["evidence-policy"].inputs["policy"])["Statement"] == [STATEMENT]
    private = planned["evidence-private"].inputs
    assert {name for name, value in private.items() if value is True} == {
        *("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    }


def test_a_bucket_where_the_cloud_offers_nothing_more(planned: dict[str, PlannedResource]) -> None:
    made = {name for name in planned if name.startswith("plain")}
    assert made == {"plain-two", "plain-two-versioning"}
    assert planned["plain-two"].inputs == {"bucket": "plain"}


def test_everything_is_protected_and_kept_and_nothing_is_open(planned: dict[str, PlannedResource]) -> None:
    buckets = {name: resource for name, resource in planned.items() if name != "s3"}
    assert len(buckets) == 8
    for resource in buckets.values():
        assert resource.options.protect
        assert resource.options.retain_on_delete
        assert resource.options.provider == planned["s3"].urn
        assert not {"acl", "grants", "forceDestroy", "lifecycleRules", "website"} & set(resource.inputs)


@pytest.mark.parametrize("asked", [{"locked_days": 7}, {"policy": "{}"}])
def test_what_the_cloud_does_not_have_is_refused(asked: dict[str, object]) -> None:
    refused = []

    def wrong() -> None:
        provider = s3.provider("s3", ENDPOINT, pulumi.ResourceOptions())
        try:
            s3.bucket(place("b", provider), "b", NOTHING, **asked)  # type: ignore[arg-type]
        except ValueError as error:
            refused.append(str(error))

    resources = run(wrong, project="p", stack="s").resources
    assert refused
    assert not [resource for resource in resources if resource.type.startswith("aws:")]


def test_an_endpoint_is_https() -> None:
    with pytest.raises(ValueError, match="HTTPS only"):
        s3.S3Endpoint("http://oos.eu-west-2.outscale.com", "eu-west-2")


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::1:user/a", "*"]}, None])
def test_a_policy_never_allows_everybody(principal: object) -> None:
    statement = {**STATEMENT, "Principal": principal}
    if principal is None:
        del statement["Principal"]
    with pytest.raises(ValueError, match="allows everybody"):
        s3.policy_document([statement])
    assert s3.policy_document([{**statement, "Effect": "Deny"}])


def test_a_life_at_the_real_engine(life: Small) -> None:
    first = life.preview()
    assert operations(first) == {"create"}
    theirs = LayerPlan("e", "l", "c", "pulumi", "offline", reading.resources(first.digest))
    ours = LayerPlan("e", "l", "c", "builtin", "none", run(program, project="bastide", stack=STACK).resources)
    assert not disagreements(ours, theirs)
    life.up()
    assert operations(life.preview()) == {"same"}
    life.refresh()
    assert operations(life.preview()) == {"same"}
    assert SECRET not in life.written()
