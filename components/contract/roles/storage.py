"""Buckets, volumes, file shares and backups."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import (
    BucketHandle,
    FileShareHandle,
    FirewallHandle,
    KeyHandle,
    NetworkHandle,
    SegmentHandle,
    ServiceHandle,
    VolumeHandle,
)
from components.contract.role import Links, Role, Spec
from components.contract.words import Classification


@dataclass(frozen=True)
class BucketSpec(Spec):
    ESSENTIAL = ("bucket",)
    purpose: str
    classification: Classification
    locked_days: int | None
    replicated: bool
    useless_unlocked: bool = False
    """Without its lock it would not be what it is for: then nothing is built."""

    def essential(self) -> tuple[str, ...]:
        return ("bucket", "bucket.lock") if self.useless_unlocked else self.ESSENTIAL

    def features(self) -> tuple[str, ...]:
        wanted = ["bucket.customer-key", "bucket.private-endpoint"]
        if self.locked_days and not self.useless_unlocked:
            wanted.append("bucket.lock")
        if self.replicated:
            wanted.append("bucket.replica")
        return tuple(wanted)


@dataclass(frozen=True)
class BucketLinks(Links):
    key: KeyHandle | None
    segment: SegmentHandle | None
    """Where a private endpoint is put, at clouds that have one."""


class Bucket(Role[BucketSpec, BucketLinks, BucketHandle]):
    """Object storage for one purpose.

    Produces: the bucket, encrypted (under the platform's key where the cloud can) and versioned; its lock, its replica
    and its private endpoint where asked and offered. Protected and kept on delete.
    Deliberately not: public access, an access list, a lifecycle rule that deletes, a plain-text default.
    """

    TOKEN = "bastide:storage:Bucket"


@dataclass(frozen=True)
class VolumeSpec(Spec):
    ESSENTIAL = ("volume",)
    size_gb: int
    zone: int

    def features(self) -> tuple[str, ...]:
        return ("volume.encryption", "volume.customer-key")


@dataclass(frozen=True)
class VolumeLinks(Links):
    key: KeyHandle | None


class Volume(Role[VolumeSpec, VolumeLinks, VolumeHandle]):
    """A block volume. Protected and kept on delete.

    Produces: the volume, encrypted at rest where the cloud can; elsewhere a gap says so, and the host that mounts it
    must encrypt it itself (the workstation's hosts do).
    """

    TOKEN = "bastide:storage:Volume"


@dataclass(frozen=True)
class FileShareSpec(Spec):
    ESSENTIAL = ("file-share",)
    size_gb: int
    client_cidrs: tuple[str, ...]
    """Ranges whose flows reach the share's segment on the port of a file protocol."""

    def features(self) -> tuple[str, ...]:
        return ("file-share.customer-key", "file-share.clients")


@dataclass(frozen=True)
class FileShareLinks(Links):
    key: KeyHandle | None
    segment: SegmentHandle | None


class FileShare(Role[FileShareSpec, FileShareLinks, FileShareHandle]):
    """A shared file system for the hosts of one segment. Protected and kept on delete.

    Deliberately not: an export to any other range.
    """

    TOKEN = "bastide:storage:FileShare"


@dataclass(frozen=True)
class BackupSpec(Spec):
    ESSENTIAL = ("backup",)
    keep_days: int
    hour_utc: int


@dataclass(frozen=True)
class BackupLinks(Links):
    key: KeyHandle | None
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    volumes: dict[str, VolumeHandle]
    hosts: dict[str, ServiceHandle]


class Backup(Role[BackupSpec, BackupLinks, ServiceHandle]):
    """Scheduled backups of the area's hosts and volumes, kept apart from them and immutable where the cloud can.

    The database's own backups are part of the database.
    """

    TOKEN = "bastide:storage:Backup"
