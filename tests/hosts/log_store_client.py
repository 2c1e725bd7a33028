"""A client of the log store: a program that acts with one key, inside a network namespace, and says what came of it.

Every act that must fail is a real request; its answer is the server's.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, SSLError

COMPLIANCE, GOVERNANCE = "COMPLIANCE", "GOVERNANCE"


def client(request: dict[str, Any]) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=request["endpoint"],
        aws_access_key_id=request["key"][0],
        aws_secret_access_key=request["key"][1],
        region_name=request["region"],
        verify=request["ca"],
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )


def put(s3: Any, bucket: str, key: str, text: str, days: float = 0, mode: str = COMPLIANCE) -> str:
    """Add an object, with a lock of its own where days are given; its version."""
    lock = {"ObjectLockMode": mode, "ObjectLockRetainUntilDate": _in(days)} if days else {}
    version: str = s3.put_object(Bucket=bucket, Key=key, Body=text.encode(), **lock)["VersionId"]
    return version


def get(s3: Any, bucket: str, key: str, version: str) -> str:
    content: bytes = s3.get_object(Bucket=bucket, Key=key, VersionId=version)["Body"].read()
    return content.decode()


def names(s3: Any, bucket: str) -> list[str]:
    return sorted(item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", []))


def versions(s3: Any, bucket: str, key: str) -> list[str]:
    """Ids of the versions of an object, newest first."""
    found = s3.list_object_versions(Bucket=bucket, Prefix=key).get("Versions", [])
    return [item["VersionId"] for item in found if item["Key"] == key]


def until(s3: Any, bucket: str, key: str, version: str) -> list[str]:
    found = s3.get_object_retention(Bucket=bucket, Key=key, VersionId=version)["Retention"]
    return [found["Mode"], found["RetainUntilDate"].isoformat()]


def rule(s3: Any, bucket: str) -> list[Any]:
    found = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    kept = found["Rule"]["DefaultRetention"]
    return [found["ObjectLockEnabled"], kept["Mode"], kept["Days"]]


def hide(s3: Any, bucket: str, key: str) -> str:
    """Delete without a version: only a mark is added, nothing goes."""
    answer = s3.delete_object(Bucket=bucket, Key=key)
    return "marked" if answer.get("DeleteMarker") else "deleted"


def attack(s3: Any, bucket: str, key: str, version: str) -> dict[str, str]:
    """Every way that the interface has to get rid of a version, shorten its time or weaken its bucket."""
    at = {"Bucket": bucket, "Key": key, "VersionId": version}
    acts = {
        "delete": lambda: s3.delete_object(**at),
        "delete, bypassing": lambda: s3.delete_object(**at, BypassGovernanceRetention=True),
        "delete many": lambda: _many(s3.delete_objects, bucket, key, version),
        "shorten": lambda: s3.put_object_retention(**at, Retention=_kept(COMPLIANCE, 0.01)),
        "shorten, bypassing": lambda: s3.put_object_retention(
            **at, Retention=_kept(COMPLIANCE, 0.01), BypassGovernanceRetention=True
        ),
        "weaken": lambda: s3.put_object_retention(
            **at, Retention=_kept(GOVERNANCE, 36500), BypassGovernanceRetention=True
        ),
        "suspend versions": lambda: s3.put_bucket_versioning(
            Bucket=bucket, VersioningConfiguration={"Status": "Suspended"}
        ),
        "delete the bucket": lambda: s3.delete_bucket(Bucket=bucket),
    }
    return {name: _answer(act) for name, act in acts.items()}


def reconfigure(s3: Any, bucket: str) -> dict[str, str]:
    """What weakens a bucket for objects to come."""
    plain = {"ObjectLockEnabled": "Enabled"}
    acts = {
        "take the rule away": lambda: s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=plain),
        "take the policy away": lambda: s3.delete_bucket_policy(Bucket=bucket),
        "another policy": lambda: s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(_open_policy(bucket))),
        "another bucket": lambda: s3.create_bucket(Bucket="another"),
        "open to all": lambda: s3.put_bucket_acl(Bucket=bucket, ACL="public-read-write"),
    }
    return {name: _answer(act) for name, act in acts.items()}


def tried(s3: Any, act: str, *arguments: Any) -> str:
    """One act that may be refused."""
    return _answer(lambda: ACTS[act](s3, *arguments))


def _many(delete: Any, bucket: str, key: str, version: str) -> None:
    answer = delete(Bucket=bucket, Delete={"Objects": [{"Key": key, "VersionId": version}]})
    for error in answer.get("Errors", []):
        raise ClientError({"Error": {"Code": error["Code"], "Message": error["Message"]}}, "DeleteObjects")


def _kept(mode: str, days: float) -> dict[str, Any]:
    return {"Mode": mode, "RetainUntilDate": _in(days)}


def _in(days: float) -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)


def _open_policy(bucket: str) -> dict[str, Any]:
    everything = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{bucket}/*"}
    return {"Version": "2012-10-17", "Statement": [everything]}


def _answer(act: Any) -> str:
    try:
        act()
    except ClientError as error:
        return f"refused: {error.response['Error']['Code']}"
    except (ConnectionClosedError, SSLError):
        return "refused: closed"  # the server does not wait for the body of a request that it refuses
    return "done"


ACTS: dict[str, Callable[..., object]] = {
    "attack": attack,
    "get": get,
    "hide": hide,
    "names": names,
    "put": put,
    "reconfigure": reconfigure,
    "rule": rule,
    "tried": tried,
    "until": until,
    "versions": versions,
}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    s3 = client(asked)
    print(json.dumps([ACTS[act](s3, *arguments) for act, *arguments in asked["acts"]]))
