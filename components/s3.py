"""Buckets at a cloud that offers S3 and no resource of its own for them, or not all of their settings.

The `aws` package speaks S3 to the cloud's own endpoint. Nothing of it calls Amazon: what would is switched off, and no
address but the endpoint's is ever asked. What a cloud's S3 does not have (`Offered`) is not made: a gap of its builder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pulumi
import pulumi_aws as aws

from components.contract.site import Place

PACKAGE = "aws"
"""Name of the package, and of its provider among those of a site."""


@dataclass(frozen=True)
class S3Endpoint:
    """Where a cloud's object store answers, and the region that its requests are signed for."""

    address: str
    region: str

    def __post_init__(self) -> None:
        """Raises ValueError for an address that is not HTTPS."""
        if urlsplit(self.address).scheme != "https":
            raise ValueError(f"{self.address}: an object store is asked through HTTPS only")


@dataclass(frozen=True)
class Offered:
    """What a cloud's S3 has beside buckets and their versions. Each with its source in the cloud's capabilities."""

    encryption: bool
    lock: bool
    policy: bool
    public_access_block: bool
    tags: bool


def provider(
    name: str,
    endpoint: S3Endpoint,
    opts: pulumi.ResourceOptions,
    *,
    access_key: pulumi.Input[str] | None = None,
    secret_key: pulumi.Input[str] | None = None,
) -> aws.Provider:
    """The provider of one endpoint.

    Without keys they come from the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY). Deliberately not: default
    tags, a profile, the metadata service, an unverified connection.
    """
    return aws.Provider(
        name,
        access_key=None if access_key is None else pulumi.Output.secret(access_key),
        secret_key=None if secret_key is None else pulumi.Output.secret(secret_key),
        region=endpoint.region,
        endpoints=[aws.ProviderEndpointArgs(s3=endpoint.address)],
        # a bucket's name below the endpoint's own would need a certificate for every bucket
        s3_use_path_style=True,
        skip_credentials_validation=True,
        skip_metadata_api_check=True,
        skip_region_validation=True,
        skip_requesting_account_id=True,
        opts=opts,
    )


def bucket(
    place: Place[Any],
    name: str,
    offered: Offered,
    *,
    suffix: str = "",
    locked_days: int | None = None,
    policy: pulumi.Input[str] | None = None,
) -> aws.s3.Bucket:
    """A versioned bucket, with what the cloud offers of encryption, lock, policy and the refusal of public access.

    Deliberately not: an access list, `force_destroy`, a lifecycle rule. Everything is protected and retained.

    Raises ValueError where a lock or a policy is asked of a cloud that has none: its builder must make a gap of it.
    """
    if (locked_days and not offered.lock) or (policy is not None and not offered.policy):
        raise ValueError(f"the bucket {name} was asked for a lock or a policy that this cloud's S3 does not have")
    here = f"{place.name}{suffix}"
    made = aws.s3.Bucket(
        here,
        bucket=name,
        object_lock_enabled=True if locked_days else None,
        tags=place.tags() if offered.tags else None,
        opts=place.options(provider=PACKAGE, data=True),
    )
    versioned = aws.s3.BucketVersioning(
        f"{here}-versioning",
        bucket=made.bucket,
        versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
        opts=place.options(provider=PACKAGE, data=True),
    )
    if offered.encryption:
        _encrypt(place, here, made)
    if locked_days:
        _lock(place, here, made, versioned, locked_days)
    if offered.public_access_block:
        _refuse_public_access(place, here, made)
    if policy is not None:
        aws.s3.BucketPolicy(
            f"{here}-policy",
            bucket=made.bucket,
            policy=policy,
            opts=place.options(provider=PACKAGE, data=True),
        )
    return made


def _encrypt(place: Place[Any], here: str, made: aws.s3.Bucket) -> None:
    default = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{here}-encryption",
        bucket=made.bucket,
        rules=[
            aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
                apply_server_side_encryption_by_default=default(sse_algorithm="AES256")
            )
        ],
        opts=place.options(provider=PACKAGE, data=True),
    )


def _lock(place: Place[Any], here: str, made: aws.s3.Bucket, versioned: pulumi.Resource, days: int) -> None:
    retention = aws.s3.BucketObjectLockConfigurationRuleDefaultRetentionArgs(mode="COMPLIANCE", days=days)
    aws.s3.BucketObjectLockConfiguration(
        f"{here}-lock",
        bucket=made.bucket,
        rule=aws.s3.BucketObjectLockConfigurationRuleArgs(default_retention=retention),
        # a lock is refused where versions are not kept
        opts=place.options(provider=PACKAGE, data=True, depends_on=[versioned]),
    )


def _refuse_public_access(place: Place[Any], here: str, made: aws.s3.Bucket) -> None:
    aws.s3.BucketPublicAccessBlock(
        f"{here}-private",
        bucket=made.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=place.options(provider=PACKAGE, data=True),
    )


def policy_document(statements: Sequence[Mapping[str, Any]]) -> str:
    """A bucket policy as JSON, the same text for the same statements.

    Raises ValueError for one that allows everybody: a bucket is never public.
    """
    for statement in statements:
        if statement.get("Effect") == "Allow" and _is_everybody(statement.get("Principal", "*")):
            raise ValueError(f"the statement {statement.get('Sid', 'without a name')} allows everybody")
    return json.dumps({"Version": "2012-10-17", "Statement": [dict(each) for each in statements]}, sort_keys=True)


def _is_everybody(principal: Any) -> bool:
    if isinstance(principal, Mapping):
        return any(_is_everybody(names) for names in principal.values())
    if isinstance(principal, str):
        return principal == "*"
    return "*" in principal
