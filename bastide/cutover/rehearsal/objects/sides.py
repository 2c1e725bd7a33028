"""Both sides of a copy of objects, as the rest of this folder reads and writes them. Not through the copy tool."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import quote

import boto3
from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.storage.blob import (
    BlobProperties,
    ContainerClient,
    ContainerSasPermissions,
    StorageStreamDownloader,
    generate_container_sas,
)
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from bastide.cutover.rehearsal.objects import signed
from bastide.failure import ToolkitFailed
from facts.errors import BadInput

T = TypeVar("T")
_ONE_THREAD: Final = TransferConfig(use_threads=False)
_SIGNED_FOR: Final = timedelta(hours=1)
_META: Final = "x-amz-meta-"
_AT_ONCE: Final[Any] = {"connection_timeout": 5, "read_timeout": 30, "retry_total": 0}
"""No second try by the SDK: who calls knows whether it is worth one."""
_ALL: Final = ["metadata", "tags", "snapshots", "versions", "legalhold", "immutabilitypolicy"]
_SNAPSHOT, _VERSION = "snapshot", "version"
_REFUSED: Final = (401, 403)
_LOOK: Final = "look whether it is still there; without endpoints of your own, begin anew without --resume"
_HEADERS: Final = {
    "ContentType": "Content-Type",
    "ObjectLockMode": "x-amz-object-lock-mode",
    "ObjectLockLegalHoldStatus": "x-amz-object-lock-legal-hold",
}
_UNTIL: Final = "x-amz-object-lock-retain-until-date"

# the SDK logs each request at INFO, addresses with signatures among them
logging.getLogger("azure").setLevel(logging.WARNING)


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Blob:
    """One object at the source, as a listing says it.

    Attributes:
        mark: changes with every change of content, metadata, tags or earlier states.
        earlier: ids of its snapshots and earlier versions, the oldest first.
        held: `legal hold`, the end of its retention in ISO 8601, or both with `, ` between; "" for none.
    """

    name: str
    size: int
    mark: str
    metadata: Mapping[str, str]
    tags: Mapping[str, str]
    content_type: str
    earlier: tuple[str, ...] = ()
    held: str = ""


@dataclass(frozen=True)
class Source:
    """A container at Azure, or at Azurite."""

    endpoint: str
    account: str
    container: str
    key: str = field(repr=False)

    @cached_property
    def client(self) -> ContainerClient:
        return ContainerClient(self.endpoint, self.container, credential=self.key, **_AT_ONCE)

    def blobs(self) -> Iterator[Blob]:
        """Every object once, by name, with its earlier states."""
        group: list[BlobProperties] = []
        for found in self.client.list_blobs(include=_ALL):
            if group and group[0].name != found.name:
                yield from _blob(group)
                group = []
            group.append(found)
        yield from _blob(group)

    def digest(self, name: str, earlier: str = "") -> tuple[str, str]:
        """SHA-256 of an object read as a stream, and its ETag.

        Raises what the SDK raises, also where the object changes meanwhile.
        """
        if earlier:
            # there are few of them, and the signature of an address may not cover them
            stream, digest = self.stream(name, earlier), hashlib.sha256()
            for chunk in stream.chunks():
                digest.update(chunk)
            return digest.hexdigest(), _bare(stream.properties.etag)
        found, answer = signed.digest(self.address(name))
        _require_azure(answer.status)
        return found, _bare(answer.headers.get("ETag"))

    def put(self, name: str, content: bytes, metadata: Mapping[str, str]) -> None:
        """Write an object at once, over what is there. Raises what the SDK raises."""
        said = {f"x-ms-meta-{key}": value for key, value in metadata.items()}
        headers = {"x-ms-blob-type": "BlockBlob", "Content-Type": "application/octet-stream", **said}
        _require_azure(signed.put(self.address(name, write=True), content, headers).status, 201)

    def address(self, name: str, *, write: bool = False) -> str:
        """An address that may read one object, or write it, for an hour."""
        right = generate_container_sas(
            self.account,
            self.container,
            account_key=self.key,
            permission=ContainerSasPermissions(read=not write, write=write),
            expiry=datetime.now(UTC) + _SIGNED_FOR,
        )
        return f"{self.endpoint}/{self.container}/{quote(name, safe='~/')}?{right}"

    def stream(self, name: str, earlier: str = "") -> StorageStreamDownloader[bytes]:
        """An object, or one of its earlier states, to be read piece by piece."""
        kind, _, moment = earlier.partition(":")
        snapshot, version = (moment if kind == which else None for which in (_SNAPSHOT, _VERSION))
        client = self.client.get_blob_client(name, snapshot=snapshot)
        which: Any = {"version_id": version} if version else {}
        found: StorageStreamDownloader[bytes] = client.download_blob(max_concurrency=1, **which)
        return found


@dataclass(frozen=True)
class Target:
    """A bucket. `lock` is the mode and the end of the retention that every object gets; None: none does."""

    endpoint: str
    region: str
    bucket: str
    access: str
    secret: str = field(repr=False)
    lock: tuple[str, datetime] | None = None

    @cached_property
    def client(self) -> Any:
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=self.access,
            aws_secret_access_key=self.secret,
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                retries={"max_attempts": 1},
                connect_timeout=5,
                read_timeout=30,
                max_pool_connections=32,
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def make_bucket(self) -> None:
        """With versions, and with object lock where one is wanted. Does nothing where it is."""
        try:
            self.client.head_bucket(Bucket=self.bucket)
            return
        except ClientError as error:
            if _status(error) in _REFUSED:
                raise
        place = {"LocationConstraint": self.region}
        self.client.create_bucket(
            Bucket=self.bucket, CreateBucketConfiguration=place, ObjectLockEnabledForBucket=self.lock is not None
        )
        self.client.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})

    def names(self) -> dict[str, int]:
        """Every object's name and size."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        return {item["Key"]: int(item["Size"]) for page in pages for item in page.get("Contents", ())}

    def put(self, name: str, content: Readable, metadata: Mapping[str, str], content_type: str) -> None:
        """Write an object from a stream, in parts where it is large, under the lock."""
        extra: dict[str, Any] = {"Metadata": dict(metadata), "ContentType": content_type, "ChecksumAlgorithm": "SHA256"}
        if self.lock is not None:
            extra |= {"ObjectLockMode": self.lock[0], "ObjectLockRetainUntilDate": self.lock[1]}
        self.client.upload_fileobj(content, self.bucket, name, ExtraArgs=extra, Config=_ONE_THREAD)

    def delete(self, name: str) -> None:
        """Hide it below a delete marker: a lock allows that, and keeps what is below."""
        self.client.delete_object(Bucket=self.bucket, Key=name)

    def tag(self, name: str, tags: Mapping[str, str]) -> None:
        listed = [{"Key": key, "Value": value} for key, value in sorted(tags.items())]
        self.client.put_object_tagging(Bucket=self.bucket, Key=name, Tagging={"TagSet": listed})

    def tags(self, name: str) -> dict[str, str]:
        found = self.client.get_object_tagging(Bucket=self.bucket, Key=name)["TagSet"]
        return {item["Key"]: item["Value"] for item in found}

    def digest(self, name: str, version: str = "") -> tuple[str, Mapping[str, Any]]:
        """SHA-256 of what is really there, read as a stream, and the answer's head."""
        found, answer = signed.digest(self._address("get_object", name, version))
        _require_s3(answer.status, "GetObject")
        return found, _head(answer.headers)

    def head(self, name: str) -> Mapping[str, Any]:
        """What is said of an object; of a lock, a server may say it here alone."""
        answer = signed.head(self._address("head_object", name, ""))
        _require_s3(answer.status, "HeadObject")
        return _head(answer.headers)

    def _address(self, operation: str, name: str, version: str) -> str:
        which = {"VersionId": version} if version else {}
        given = {"Bucket": self.bucket, "Key": name, **which}
        address: str = self.client.generate_presigned_url(operation, given, int(_SIGNED_FOR.total_seconds()))
        return address

    def versions(self, name: str) -> list[str]:
        """Ids of an object's versions, the newest first."""
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=name)
        return [v["VersionId"] for page in pages for v in page.get("Versions", ()) if v["Key"] == name]


Failure = (AzureError, Boto3Error, BotoCoreError, ClientError, signed.Unreadable, OSError)
"""What a side raises that cannot be reached, refuses, or breaks off."""


def patient(what: Callable[[], T], seconds: float, whose: str) -> T:
    """The answer, waited for as long as a side does not answer.

    Raises BadInput where it refuses our key; ToolkitFailed where it has no such container or bucket, which waiting
    does not mend, and where it is silent for longer than `seconds`.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            return what()
        except Failure as error:
            if refused(error):
                raise BadInput(
                    f"{whose} refuses our key", expected="a key that may read and write", action="mend the variables"
                ) from None
            if missing(error):
                raise ToolkitFailed(f"{whose} has no container or bucket of that name", _LOOK) from None
            if time.monotonic() > end:
                raise ToolkitFailed(
                    f"{whose} does not answer ({type(error).__name__})", "mend it, then run again with --resume"
                ) from None
            time.sleep(0.5)


def refused(error: BaseException) -> bool:
    """Whether a side says that we may not, which waiting does not mend."""
    if isinstance(error, ClientAuthenticationError):
        return True
    if isinstance(error, HttpResponseError):
        return error.status_code in _REFUSED
    return isinstance(error, ClientError) and _status(error) in _REFUSED


def missing(error: BaseException) -> bool:
    """Whether a side says that there is no such object."""
    return isinstance(error, ResourceNotFoundError) or (isinstance(error, ClientError) and _status(error) == 404)


def _require_azure(status: int, wanted: int = 200) -> None:
    if status == 404:
        raise ResourceNotFoundError("404")
    if status != wanted:
        error = HttpResponseError(str(status))
        error.status_code = status
        raise error


def _require_s3(status: int, operation: str) -> None:
    if status != 200:
        answer: Any = {"Error": {"Code": str(status)}, "ResponseMetadata": {"HTTPStatusCode": status}}
        raise ClientError(answer, operation)


def _head(headers: Mapping[str, str]) -> dict[str, Any]:
    """The head by the names of boto3; what a server does not say is not there."""
    found: dict[str, Any] = {
        "Metadata": {key[len(_META) :]: value for key, value in headers.items() if key.lower().startswith(_META)}
    }
    for name, header in _HEADERS.items():
        if header in headers:
            found[name] = headers[header]
    if _UNTIL in headers:
        found["ObjectLockRetainUntilDate"] = datetime.fromisoformat(headers[_UNTIL])
    return found


def _status(error: Any) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _blob(group: list[BlobProperties]) -> Iterator[Blob]:
    """One object of all that a listing says under its name; none where only earlier states are left."""
    current = [item for item in group if not item.snapshot and item.is_current_version is not False]
    if not current:
        return
    item = current[-1]
    earlier = sorted((_earlier(old) for old in group if old is not item), key=lambda one: one.partition(":")[2])
    tags, metadata = dict(item.tags or {}), dict(item.metadata or {})
    seen = (_bare(item.etag), *(f"{key}={value}" for key, value in sorted(tags.items())), *earlier)
    yield Blob(
        item.name,
        int(item.size),
        "\n".join(seen),
        metadata,
        tags,
        item.content_settings.content_type or "application/octet-stream",
        tuple(earlier),
        _held(item),
    )


def _earlier(item: BlobProperties) -> str:
    return f"{_SNAPSHOT}:{item.snapshot}" if item.snapshot else f"{_VERSION}:{item.version_id}"


def _held(item: BlobProperties) -> str:
    policy = getattr(item, "immutability_policy", None)
    until = getattr(policy, "expiry_time", None)
    hold = "legal hold" if getattr(item, "has_legal_hold", False) else ""
    return ", ".join(part for part in (hold, until.isoformat() if until else "") if part)


def _bare(etag: str | None) -> str:
    """A listing gives it without quotation marks, a download with them."""
    return (etag or "").strip('"')
