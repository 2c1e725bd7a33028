"""Buckets and volumes. File shares are a gap.

Buckets are made through the S3 interface, with the root key of the layer's account: EIM does not know object storage.
"""

from __future__ import annotations

from components import s3
from components.contract.handles import BucketHandle, VolumeHandle
from components.contract.names import RECORDINGS
from components.contract.roles.storage import BucketLinks, BucketSpec, VolumeLinks, VolumeSpec
from components.outscale.machine import volume as made_volume
from components.outscale.place import Here

OFFERED = s3.Offered(encryption=True, lock=True, policy=True, public_access_block=False, tags=False)
"""Of the calls that the vendor lists (OOS API Reference, read on 2026-11-25): none for tags of buckets, none for the
block of public access; a bucket is private unless its access list or its policy says otherwise."""
# What adding an object takes, of the calls that the cloud's bucket policies know.
_MAY_ADD = ("s3:PutObject", "s3:PutObjectRetention", "s3:CreateMultipartUpload")


def bucket(place: Here, spec: BucketSpec, links: BucketLinks) -> BucketHandle:
    """A versioned bucket of the area's account, encrypted under the cloud's keys, locked where asked.

    To the recordings' bucket the writers' account may add, and do nothing else; every other bucket is its account's
    alone. Deliberately not: an access list, a lifecycle rule, a public policy.
    """
    is_recordings = place.name == f"{place.site.area.name}-{RECORDINGS}"
    return made_bucket(place, place.label("bucket"), spec.locked_days, added_to=is_recordings)


def made_bucket(place: Here, name: str, locked_days: int | None, *, added_to: bool) -> BucketHandle:
    """The bucket with its lock and its policy, for every role that has one."""
    policy = writers_only(name, place.choices.writer_account) if added_to else None
    made = s3.bucket(place, name, OFFERED, locked_days=locked_days, policy=policy)
    return BucketHandle(place.urn, made.id, made.bucket, place.choices.region, place.choices.object_endpoint)


def writers_only(bucket: str, account: str) -> str:
    """The policy by which another account may add objects: none to read, list or delete them."""
    return s3.policy_document(
        [
            {
                "Sid": "writers",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": list(_MAY_ADD),
                "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
            }
        ]
    )


def volume(place: Here, spec: VolumeSpec, links: VolumeLinks) -> VolumeHandle:
    """A block volume. The cloud encrypts none: the host that mounts it must, with a key of the area's store."""
    label = place.label("volume")
    made = made_volume(place, place.name, label, spec.size_gb, spec.zone)
    return VolumeHandle(place.urn, made.volume_id, label)
