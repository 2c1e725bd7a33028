"""An S3 server for the proof: moto with its authorisation on, so signatures, a write-only policy and locks count.

Run as a program inside the network namespace of the server, it prepares the bucket or acts as the auditor.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUCKET, REGION, PREFIX = "recordings", "fr-par", "bastion"
WRITE_ONLY = [
    {"Effect": "Allow", "Action": ["s3:PutObject", "s3:PutObjectRetention"], "Resource": [f"arn:aws:s3:::{BUCKET}/*"]}
]
EVERYTHING = [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]
PREPARING_ACTIONS = 8


@dataclass
class Store:
    """The running server; `keys` holds (id, secret) of the bastion and of the auditor."""

    address: str
    port: int
    folder: Path
    enter: list[str]
    process: subprocess.Popen[bytes]
    keys: dict[str, tuple[str, str]]

    @property
    def endpoint(self) -> str:
        return f"https://{self.address}:{self.port}"

    @property
    def certificate(self) -> str:
        return (self.folder / "s3.crt").read_text()

    def ask(self, action: str, who: str = "auditor", **arguments: str) -> Any:
        return _ask(self.enter, self.endpoint, self.folder, self.keys[who], action, arguments)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


def start(address: str, port: int, folder: Path, enter: list[str]) -> Store:
    certificate, key = folder / "s3.crt", folder / "s3.key"
    subject = ["-subj", "/CN=store", "-addext", f"subjectAltName=IP:{address}"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    subprocess.run([*make, "-keyout", key, "-out", certificate, *subject], check=True, capture_output=True)
    environment = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(PREPARING_ACTIONS)}
    command = [*enter, sys.executable, "-m", "moto.server", "-H", address, "-p", str(port)]
    with (folder / "s3.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "-c", str(certificate), "-k", str(key)], env=environment, stdout=log, stderr=log
        )
    store = Store(address, port, folder, enter, process, {})
    end = time.monotonic() + 30
    probe = [*enter, "curl", "--silent", "--cacert", str(certificate), f"{store.endpoint}/moto-api/"]
    while subprocess.run(probe, capture_output=True, check=False).returncode:
        if time.monotonic() > end:
            raise AssertionError((folder / "s3.log").read_text())
        time.sleep(0.3)
    store.keys = {
        name: (pair[0], pair[1])
        for name, pair in _ask(enter, store.endpoint, folder, ("none", "none"), "prepare", {}).items()
    }
    return store


def _ask(
    enter: list[str], endpoint: str, folder: Path, key: tuple[str, str], action: str, arguments: dict[str, str]
) -> Any:
    request = {"endpoint": endpoint, "ca": str(folder / "s3.crt"), "key": key, "action": action, **arguments}
    done = subprocess.run(
        [*enter, sys.executable, __file__], input=json.dumps(request), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return json.loads(done.stdout)


def _client(request: dict[str, Any], service: str) -> Any:
    import boto3  # noqa: PLC0415  only the process inside the namespace needs it
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        service,
        endpoint_url=request["endpoint"],
        aws_access_key_id=request["key"][0],
        aws_secret_access_key=request["key"][1],
        region_name=REGION,
        verify=request["ca"],
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )


def _prepare(request: dict[str, Any]) -> dict[str, list[str]]:
    iam, keys = _client(request, "iam"), {}
    for name, statement in (("bastion", WRITE_ONLY), ("auditor", EVERYTHING)):
        iam.create_user(UserName=name)
        pair = iam.create_access_key(UserName=name)["AccessKey"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statement})
        iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=policy)
        keys[name] = [pair["AccessKeyId"], pair["SecretAccessKey"]]
    s3, rule = _client(request, "s3"), {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}
    place = {"LocationConstraint": REGION}
    s3.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True, CreateBucketConfiguration=place)
    s3.put_object_lock_configuration(
        Bucket=BUCKET, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule}
    )
    return keys


def _act(request: dict[str, Any]) -> Any:
    from botocore.exceptions import ClientError  # noqa: PLC0415

    if request["action"] == "prepare":
        return _prepare(request)
    try:
        return ACTIONS[request["action"]](_client(request, "s3"), request.get("name", ""))
    except ClientError as error:
        return f"refused: {error.response['Error']['Code']}"


def _list(s3: Any, _: str) -> list[str]:
    return sorted(item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET).get("Contents", []))


def _get(s3: Any, name: str) -> str:
    content: bytes = s3.get_object(Bucket=BUCKET, Key=name)["Body"].read()
    return content.hex()


def _all(s3: Any, _: str) -> dict[str, str]:
    return {name: _get(s3, name) for name in _list(s3, "")}


def _head(s3: Any, name: str) -> dict[str, str]:
    head = s3.head_object(Bucket=BUCKET, Key=name)
    return {"mode": head.get("ObjectLockMode"), "until": str(head.get("ObjectLockRetainUntilDate"))}


def _delete(s3: Any, name: str) -> str:
    """Delete the version itself: without a version a delete only hides it."""
    version = s3.head_object(Bucket=BUCKET, Key=name)["VersionId"]
    s3.delete_object(Bucket=BUCKET, Key=name, VersionId=version)
    return "deleted"


ACTIONS = {"list": _list, "get": _get, "all": _all, "head": _head, "delete": _delete}


if __name__ == "__main__":
    print(json.dumps(_act(json.load(sys.stdin))))
