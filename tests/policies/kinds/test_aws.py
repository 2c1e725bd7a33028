"""S3: what the inputs say of a bucket and of what stands beside it, also where they are awkward."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds import aws
from policies.kinds.aws_policies import grants_of, is_public
from tests.policies.kinds import estates


def read(name: str, attribute: str, **inputs: Any) -> Any:
    return aws.TABLE[f"aws:s3/{name[0].lower()}{name[1:]}:{name}"].attributes[attribute](inputs)


def policy(**parts: Any) -> str:
    return json.dumps(
        {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b", **parts}]}
    )


@pytest.mark.parametrize(
    "principal",
    [
        "*",
        {"AWS": "*"},
        {"AWS": ["arn:aws:iam::1:root", "*"]},
        {"SCW": "*"},
        {"AWS": "arn:aws:iam::*"},
        "",
        {"AWS": ""},
    ],
)
def test_everyone_is_everyone_in_any_spelling(principal: Any) -> None:
    document = policy(Principal=principal)
    assert is_public(grants_of(document)) is True
    assert read("BucketPolicy", "public", policy=document) is True
    assert read("Bucket", "public", policy=document) is True


@pytest.mark.parametrize(
    "document",
    [
        policy(NotPrincipal={"AWS": "arn:aws:iam::1:root"}),
        policy(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
        "{cut in ha",
        "[]",
        '{"Statement": ["text"]}',
        '{"Statement": {"Principal": "*", "Action": "s3:GetObject"}}',
        Secret('{"Statement": {"Effect": "Allow", "Principal": "*"}}'),
        '{"statement": [{"effect": "allow", "principal": "*", "action": "s3:GetObject"}]}',
        '{"Statement": [{"effect": "Allow", "notPrincipal": {"AWS": "a"}, "action": "s3:GetObject"}]}',
    ],
)
def test_what_may_be_everyone_is_everyone(document: Any) -> None:
    assert read("BucketPolicy", "public", policy=document) is True


@pytest.mark.parametrize(
    ("document", "public"),
    [
        (policy(Principal={"AWS": "arn:aws:iam::1:root"}), None),
        (policy(), None),
        (policy(Principal="*").replace("Allow", "Deny"), None),
        ('{"statement": [{"effect": "Deny", "principal": "*", "action": "s3:GetObject"}]}', None),
        ({"Statement": [{"Effect": "Allow", "Principal": {"AWS": UNKNOWN}}]}, UNKNOWN),
        ({"Statement": [{"Effect": "Allow", "Principal": {"AWS": [UNKNOWN, "*"]}}]}, True),
        (None, None),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_named_principals_are_not_everyone(document: Any, public: Any) -> None:
    assert read("BucketPolicy", "public", policy=document) is public


@pytest.mark.parametrize(
    ("parts", "wildcard", "able"),
    [
        ({"Action": "s3:GetObject"}, False, {"read-data"}),
        ({"Action": ["s3:ListBucket", "s3:PutObject"]}, False, {"read-data", "write-data"}),
        ({"Action": "s3:DeleteObject"}, False, {"delete-data"}),
        ({"Action": "s3:BypassGovernanceRetention"}, False, {"delete-data"}),
        ({"Action": "s3:PutBucketPolicy"}, False, {"all"}),
        ({"Action": "s3:DeleteBucketPolicy"}, False, {"all"}),
        ({"Action": "s3:Delete*"}, False, {"all"}),
        ({"Action": "s3:PutObjectAcl"}, False, {"all"}),
        ({"Action": "s3:PutObject*"}, False, {"all"}),
        ({"Action": ["s3:PutObjectRetention", "s3:PutObjectTagging"]}, False, {"write-data"}),
        ({"action": "s3:*"}, True, {"all"}),
        ({"Action": "s3:*"}, True, {"all"}),
        ({"Action": "*"}, True, {"all"}),
        ({"NotAction": "s3:GetObject"}, True, {"all"}),
        ({"Action": "s3:GetObject", "Resource": "*"}, True, {"read-data"}),
        ({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::*/*"}, True, {"read-data"}),
        ({"Action": "s3:GetObject", "NotResource": "arn:aws:s3:::c"}, True, {"read-data"}),
        ({"Action": UNKNOWN}, False, {"all"}),
    ],
)
def test_what_a_statement_allows(parts: dict[str, Any], wildcard: bool, able: set[str]) -> None:
    (grant,) = grants_of(
        {"Statement": [{"Effect": "Allow", "Resource": "arn:aws:s3:::b", "Principal": {"AWS": "a"}, **parts}]}
    )
    assert (grant.principal, grant.wildcard, set(grant.capabilities)) == ("a", wildcard, able)


def test_a_statement_can_have_an_end() -> None:
    (grant,) = grants_of(policy(Principal="a", Condition={"DateLessThan": {"aws:CurrentTime": "2027-01-31T00:00:00Z"}}))
    assert grant.until == "2027-01-31T00:00:00Z"


@pytest.mark.parametrize(
    ("word", "public"),
    [
        ("private", None),
        ("PRIVATE", None),
        ("public-read", True),
        ("public-read-write", True),
        ("authenticated-read", True),
        ("aws-exec-read", True),
        ("a new word", True),
        (UNKNOWN, UNKNOWN),
        (None, None),
    ],
)
def test_every_canned_list_but_the_closed_ones_opens(word: Any, public: Any) -> None:
    assert read("BucketAcl", "public", acl=word) is public
    assert read("BucketAclV2", "public", acl=word) is public
    assert read("Bucket", "public", acl=word) is (False if public is None else public)


ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"


def test_a_list_of_grants_can_open_too() -> None:
    opened = {"grants": [{"permission": "READ", "grantee": {"type": "Group", "uri": ALL_USERS}}]}
    assert read("BucketAcl", "public", accessControlPolicy=opened) is True
    assert read("Bucket", "public", grants=[{"permissions": ["READ"], "type": "Group", "uri": ALL_USERS}]) is True
    (grant,) = read("BucketAcl", "policies", accessControlPolicy=opened)
    assert (grant.principal, set(grant.capabilities)) == ("*", {"read-data"})
    closed = {"grants": [{"permission": "WRITE", "grantee": {"type": "CanonicalUser", "id": "x"}}]}
    assert read("BucketAcl", "public", accessControlPolicy=closed) is None
    assert read("BucketAcl", "public", accessControlPolicy={"grants": [UNKNOWN]}) is UNKNOWN


def test_a_group_that_is_known_later_can_be_everyone() -> None:
    assert read("Bucket", "public", grants=[{"type": "Group", "uri": UNKNOWN, "permissions": ["READ"]}]) is UNKNOWN
    grants = [{"grantee": {"type": "Group", "uri": UNKNOWN}, "permission": "READ"}]
    assert read("BucketAcl", "public", accessControlPolicy={"grants": grants}) is UNKNOWN


def test_an_open_door_is_not_hidden_by_one_that_is_not_known() -> None:
    assert read("Bucket", "public", acl=UNKNOWN, policy=policy(Principal="*")) is True
    assert read("Bucket", "public", acl="private", website={"indexDocument": "i"}) is True


def rule(algorithm: Any, key: Any = None) -> dict[str, Any]:
    return {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm, "kmsMasterKeyId": key}}


@pytest.mark.parametrize(
    ("rules", "encrypted", "customer_key"),
    [
        ([rule("AES256")], True, False),
        ([rule("aws:kms", "key-1")], True, True),
        ([rule("aws:kms", UNKNOWN)], True, True),
        ([rule("aws:kms")], True, False),
        ([rule("AES256"), rule("none")], False, False),
        ([rule(UNKNOWN)], UNKNOWN, False),
        ([{}], False, False),
        ([UNKNOWN], UNKNOWN, UNKNOWN),
        ([], None, None),
        (None, None, None),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_encryption(rules: Any, encrypted: Any, customer_key: Any) -> None:
    name = "BucketServerSideEncryptionConfiguration"
    assert read(name, "encrypted", rules=rules) is encrypted
    assert read(name, "customer_key", rules=rules) is customer_key


def test_encryption_of_a_bucket_that_says_it_itself() -> None:
    assert read("Bucket", "encrypted", serverSideEncryptionConfiguration={"rule": rule("AES256")}) is True
    assert read("Bucket", "customer_key", serverSideEncryptionConfiguration={"rule": rule("aws:kms", "k")}) is True
    assert (read("Bucket", "encrypted"), read("Bucket", "customer_key")) == (None, None)


@pytest.mark.parametrize(
    ("retention", "days"),
    [
        ({"mode": "COMPLIANCE", "days": 365}, 365),
        ({"mode": "compliance", "years": 2}, 730),
        ({"mode": "GOVERNANCE", "days": 365}, None),
        ({"mode": "COMPLIANCE"}, None),
        ({"days": 365}, None),
        ({"mode": "COMPLIANCE", "days": 0}, None),
        ({"mode": UNKNOWN, "days": 365}, UNKNOWN),
        (None, None),
    ],
)
def test_only_a_lock_that_nobody_lifts_counts(retention: Any, days: Any) -> None:
    assert read("BucketObjectLockConfiguration", "locked_days", rule={"defaultRetention": retention}) == days


@pytest.mark.parametrize(
    ("word", "versioned"), [("Enabled", True), ("Suspended", False), ("Disabled", False), (None, None)]
)
def test_versions(word: Any, versioned: Any) -> None:
    assert read("BucketVersioning", "versioned", versioningConfiguration={"status": word}) is versioned


@pytest.mark.parametrize(
    ("attribute", "answers", "together"),
    [
        ("public", (True, UNKNOWN), True),
        ("encrypted", (True, False), False),
        ("customer_key", (False, True), False),
        ("versioned", (False, True), False),
        ("locked_days", (365, 1), 1),
        ("locked_days", (365, UNKNOWN), UNKNOWN),
    ],
)
def test_several_settings_of_one_bucket_make_the_worse(attribute: str, answers: Any, together: Any) -> None:
    assert aws.COMBINE[attribute](answers) is together


def test_a_copy_goes_to_a_bucket_that_names_no_region() -> None:
    rules = [{"destination": {"bucket": "arn:aws:s3:::copy"}}]
    assert read("BucketReplicationConfig", "replica", rules=rules) == "arn:aws:s3:::copy"
    assert read("Bucket", "replica") is None


@pytest.mark.parametrize(
    ("status", "replica"), [("Enabled", "copy"), (None, "copy"), ("Disabled", None), (UNKNOWN, UNKNOWN)]
)
def test_a_replication_that_is_switched_off_is_no_copy(status: Any, replica: Any) -> None:
    rules = [{"status": status, "destination": {"bucket": "copy"}}]
    assert read("BucketReplicationConfig", "replica", rules=rules) == replica
    assert read("Bucket", "replica", replicationConfiguration={"rules": rules}) == replica
    assert read("BucketReplicationConfig", "replica", rules=[UNKNOWN]) is UNKNOWN


def test_what_is_not_s3_is_refused() -> None:
    assert "Amazon" in aws.refused("aws:ec2/instance:Instance")
    assert aws.refused("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    assert aws.refused("aws:s3/bucketV2:BucketV2")


def test_real_records() -> None:
    sink = estates.record("outscale", "Bucket", "hub-audit")
    assert sink.cloud == "outscale" and sink.location == "cloudgouv-eu-west-1"
    assert (sink["encrypted"], sink["customer_key"], sink["versioned"]) == (True, False, True)
    assert (sink["public"], sink["locked_days"], sink["force_destroy"]) == (False, 365, False)
    (grant,) = sink["policies"]
    assert grant.principal == "arn:aws:iam::000000000002:root"
    assert grant.capabilities == {"write-data"} and not grant.wildcard
    other = estates.record("outscale", "Bucket", "state")
    assert (other["locked_days"], other["policies"]) == (None, ())
