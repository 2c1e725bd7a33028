"""Buckets, volumes and file shares."""

from __future__ import annotations

from pulumiverse_scaleway import FileFilesystem, block, object

from components import own_key_store
from components.contract.handles import BucketHandle, FileShareHandle, KeyHandle, VolumeHandle
from components.contract.roles.storage import (
    BucketLinks,
    BucketSpec,
    FileShareLinks,
    FileShareSpec,
    VolumeLinks,
    VolumeSpec,
)
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD


def bucket(place: Here, spec: BucketSpec, links: BucketLinks) -> BucketHandle:
    """A versioned bucket, encrypted under the platform's key (the state's: under the cloud's), locked where asked.

    Deliberately not: an access list, a lifecycle rule (forbidden for health data here), a bucket policy by default: it
    names users and applications only, so it would shut every group of people out, see `bucket_policy`.
    """
    return made_bucket(place, place.label("bucket"), spec.locked_days, links.key)


def made_bucket(place: Here, name: str, locked_days: int | None, key: KeyHandle | None) -> BucketHandle:
    """The bucket with its encryption and its lock, for every role that has one."""
    made = object.Bucket(
        place.name,
        name=name,
        versioning=object.BucketVersioningArgs(enabled=True),
        object_lock_enabled=bool(locked_days),
        force_destroy=False,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tags(),
        opts=place.options(provider=CLOUD, data=True),
    )
    object.BucketServerSideEncryptionConfiguration(
        f"{place.name}-encryption",
        bucket=made.name,
        rules=[_encryption(key)],
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD, data=True),
    )
    if locked_days:
        _lock(place, made, locked_days)
    return BucketHandle(place.urn, made.id, made.name, place.choices.region, place.choices.object_endpoint)


def _encryption(key: KeyHandle | None) -> object.BucketServerSideEncryptionConfigurationRuleArgs:
    """With a key: its id as the key manager gave it, for the cloud accepts any text here without a word."""
    default = object.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
    key = own_key_store.for_cloud(key)
    if key is None:
        return object.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=default(sse_algorithm="AES256")
        )
    return object.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=default(sse_algorithm="aws:kms", kms_master_key_id=key.reference),
        bucket_key_enabled=True,
    )


def _lock(place: Here, made: object.Bucket, days: int) -> None:
    object.BucketLockConfiguration(
        f"{place.name}-lock",
        bucket=made.name,
        rule=object.BucketLockConfigurationRuleArgs(
            default_retention=object.BucketLockConfigurationRuleDefaultRetentionArgs(mode="COMPLIANCE", days=days)
        ),
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD, data=True),
    )


def volume(place: Here, spec: VolumeSpec, links: VolumeLinks) -> VolumeHandle:
    """A block volume. The cloud encrypts none: the host that mounts it must."""
    made = block.Volume(
        place.name,
        name=place.label("volume"),
        size_in_gb=spec.size_gb,
        iops=place.choices.volume_iops,
        zone=place.choices.zone(spec.zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    return VolumeHandle(place.urn, made.id, made.name)


def file_share(place: Here, spec: FileShareSpec, links: FileShareLinks) -> FileShareHandle:
    """A shared file system. Hosts of the segment attach it by name; it has no address on any network."""
    made = FileFilesystem(
        place.name,
        name=place.label("file-share"),
        size_in_gb=spec.size_gb,
        region=place.choices.region,
        organization_id=place.choices.organization_id,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    return FileShareHandle(place.urn, made.id, made.name)
