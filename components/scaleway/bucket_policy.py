"""The access policy of a bucket that only machines use.

A policy admits nobody whom it does not name, the deployer included: without the deployer, the next refresh fails and
only the organisation's owner can repair it. It names users and applications, never groups. So it stands only on buckets
of machines, and never without the deployer.
"""

from __future__ import annotations

import json
from typing import Any

import pulumi
from pulumiverse_scaleway import object

from components.contract.handles import BucketHandle
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD

VERSION = "2023-04-17"
_WRITE = ("s3:PutObject", "s3:PutObjectRetention", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")


def machines_only(place: Here, bucket: BucketHandle, writer: pulumi.Input[str]) -> None:
    """The writer may add objects and nothing else; the deployer may do all to the bucket and nothing to its objects.

    Nothing is made where the layer's deployer is not known: an open question is better than a lock-out.
    """
    deployer = place.site.deployer
    if deployer is None:
        return
    object.BucketPolicy(
        f"{place.name}-policy",
        bucket=bucket.name,
        policy=pulumi.Output.all(bucket.name, deployer.principal, writer).apply(lambda found: document(*found)),
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD),
    )


def document(bucket: str, deployer: str, writer: str) -> str:
    """The policy of one bucket for two principals, each as `application_id:<id>`."""
    statements = [
        _statement("deployer", deployer, ["s3:*"], bucket),
        _statement("writer", writer, list(_WRITE), f"{bucket}/*"),
    ]
    return json.dumps({"Version": VERSION, "Id": f"{bucket}-machines", "Statement": statements})


def _statement(sid: str, principal: str, actions: list[str], resource: str) -> dict[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"SCW": principal},
        "Action": actions,
        "Resource": [resource],
    }
