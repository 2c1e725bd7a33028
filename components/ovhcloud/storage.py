"""Buckets, volumes and file shares."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pulumi
import pulumi_openstack as openstack
import pulumi_ovh as ovh

from components.contract.handles import BucketHandle, FileShareHandle, Text, VolumeHandle
from components.contract.names import RECORDINGS
from components.contract.roles.storage import (
    BucketLinks,
    BucketSpec,
    FileShareLinks,
    FileShareSpec,
    VolumeLinks,
    VolumeSpec,
)
from components.ovhcloud.place import Here, present, project_id
from components.ovhcloud.regions import s3_host, spelled

_S3_ROLE = "objectstore_operator"
_WRITES = ("s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation")
# What the upload of a locked object takes: no reading, no listing, no deleting.
MAY_ONLY_WRITE = ("s3:PutObject", "s3:PutObjectRetention")
_DAYS_OF_WEEK = 7


def bucket(place: Here, spec: BucketSpec, links: BucketLinks) -> BucketHandle:
    """A bucket encrypted under OVHcloud's keys, versioned, with its lock, its replica and an identity of its own.

    The identity reads and writes this bucket and nothing else, and deletes nothing. The recordings' bucket has none:
    the bastion brings one that can only write. Not produced: a lifecycle rule, public access (there is no such
    argument), a customer key (a gap).
    """
    label = place.label("bucket")
    lock = lock_of(spec.locked_days)
    replica = make_bucket(place, "-replica", place.choices.replica_region, label, lock) if spec.replicated else None
    made = make_bucket(place, "", place.choices.region, label, lock, replica)
    if not place.name.endswith(f"-{RECORDINGS}"):
        s3_identity(place, "writer", made.name, _WRITES)
    return BucketHandle(
        urn=place.urn,
        id=made.id,
        name=made.name,
        region=spelled(place.choices.region, "s3"),
        endpoint=f"https://{s3_host(place.choices.region)}",
    )


def make_bucket(
    place: Here,
    suffix: str,
    region: str,
    label: str,
    lock: ovh.cloudproject.StorageObjectLockArgs | None,
    replica: ovh.cloudproject.Storage | None = None,
) -> ovh.cloudproject.Storage:
    """One bucket, with everything that must never be forgotten. Its region is part of what it is: #1140."""
    return ovh.cloudproject.Storage(
        f"{place.name}{suffix}",
        name=f"{label}{suffix}",
        service_name=project_id(place),
        region_name=spelled(region, "object"),
        encryption=ovh.cloudproject.StorageEncryptionArgs(sse_algorithm="AES256"),
        versioning=ovh.cloudproject.StorageVersioningArgs(status="enabled"),
        object_lock=lock,
        replication=_replication(place, replica) if replica else None,
        # else every object is listed into the state: #1085, #996
        hide_objects=True,
        tags=place.tags(),
        opts=place.options(provider="ovh", data=True, replace_on_changes=["regionName"]),
    )


def lock_of(days: int | None) -> ovh.cloudproject.StorageObjectLockArgs | None:
    """A compliance lock of at least so many days.

    Whole weeks are rewritten (`P7D` to `P1W`), and the difference would replace the bucket with all it holds (#1212):
    they get a day more.
    """
    if days is None:
        return None
    kept = days + 1 if days % _DAYS_OF_WEEK == 0 else days
    rule = ovh.cloudproject.StorageObjectLockRuleArgs(mode="compliance", period=f"P{kept}D")
    return ovh.cloudproject.StorageObjectLockArgs(status="enabled", rule=rule)


def _replication(place: Here, replica: ovh.cloudproject.Storage) -> ovh.cloudproject.StorageReplicationArgs:
    destination = ovh.cloudproject.StorageReplicationRuleDestinationArgs(
        name=replica.name,
        region=spelled(place.choices.replica_region, "object"),
        storage_class="STANDARD",
        remove_on_main_bucket_deletion=False,
    )
    rule = ovh.cloudproject.StorageReplicationRuleArgs(
        id="replica", priority=1, status="enabled", delete_marker_replication="disabled", destination=destination
    )
    return ovh.cloudproject.StorageReplicationArgs(rules=[rule])


def s3_identity(place: Here, suffix: str, bucket_name: Text, actions: Sequence[str]) -> ovh.cloudproject.S3Credential:
    """A machine that may do `actions` in one bucket. OVHcloud has policies of users only, none of buckets."""
    name = f"{place.name}-{suffix}"
    user = ovh.cloudproject.User(
        name,
        service_name=project_id(place),
        description=name,
        role_names=[_S3_ROLE],
        opts=place.options(provider="ovh"),
    )
    policy = ovh.cloudproject.S3Policy(
        name,
        service_name=project_id(place),
        user_id=user.id,
        policy=pulumi.Output.from_input(bucket_name).apply(lambda known: s3_policy(known, actions)),
        opts=place.options(provider="ovh"),
    )
    # the key exists only once the user is limited to its bucket
    return ovh.cloudproject.S3Credential(
        name,
        service_name=project_id(place),
        user_id=user.id,
        opts=place.options(provider="ovh", depends_on=[policy], secret_outputs=["secretAccessKey"]),
    )


def s3_policy(bucket_name: str, actions: Sequence[str]) -> str:
    """The actions on one bucket and its objects, as JSON."""
    resources = [f"arn:aws:s3:::{bucket_name}", f"arn:aws:s3:::{bucket_name}/*"]
    statement = {"Sid": "OneBucket", "Effect": "Allow", "Action": list(actions), "Resource": resources}
    return json.dumps({"Statement": [statement]}, sort_keys=True)


def volume(place: Here, spec: VolumeSpec, links: VolumeLinks) -> VolumeHandle:
    """A volume of the LUKS type. Not produced: one under an OKMS key (a gap: Cinder has no argument for it)."""
    made = make_volume(place, place.name, place.label("volume"), spec.size_gb, spec.zone)
    return VolumeHandle(urn=place.urn, id=made.id, name=place.label("volume"))


def make_volume(place: Here, name: str, label: str, size_gb: int, zone: int) -> openstack.blockstorage.Volume:
    return openstack.blockstorage.Volume(
        name,
        name=label,
        size=size_gb,
        volume_type=place.choices.volume_type,
        availability_zone=place.choices.zone(zone),
        # a volume is never moved to another kind of storage behind its owner's back
        volume_retype_policy="never",
        metadata=place.tags(),
        opts=place.options(provider="openstack", data=True),
    )


def file_share(place: Here, spec: FileShareSpec, links: FileShareLinks) -> FileShareHandle:
    """An NFS share encrypted by the cloud, on the segment's network, for the segment's range only."""
    segment = present(links.segment, "the segment of a file share")
    label = place.label("file-share")
    region, where = place.choices.region, project_id(place)
    network = ovh.CloudStorageFileShareNetwork(
        place.name,
        name=label,
        network_id=segment.network,
        subnet_id=segment.subnet,
        region=region,
        service_name=where,
        opts=place.options(provider="ovh"),
    )
    share = ovh.CloudStorageFileShare(
        place.name,
        name=label,
        description=label,
        protocol="NFS",
        size=spec.size_gb,
        share_type=place.choices.file_share_type,
        share_network_id=network.id,
        availability_zone=place.choices.zone(1),
        encryption=ovh.CloudStorageFileShareEncryptionArgs(enabled=True),
        region=region,
        service_name=where,
        opts=place.options(provider="ovh", data=True),
    )
    for cidr in spec.client_cidrs:
        ovh.CloudStorageFileShareAcl(
            f"{place.name}-{cidr.replace('/', '-')}",
            share_id=share.id,
            service_name=where,
            access_level="READ_WRITE",
            access_to=cidr,
            opts=place.options(provider="ovh"),
        )
    return FileShareHandle(urn=place.urn, id=share.id, name=label)
