"""Buckets and volumes. File shares and backups are a gap."""

from __future__ import annotations

import pulumi_aws as aws
import pulumi_numspot as numspot

from components import s3
from components.contract.handles import BucketHandle, VolumeHandle
from components.contract.roles.storage import BucketLinks, BucketSpec, VolumeLinks, VolumeSpec
from components.numspot.place import Here, tag_blocks
from components.numspot.providers import CLOUD


def bucket(place: Here, spec: BucketSpec, links: BucketLinks) -> BucketHandle:
    """A bucket that keeps versions and that nobody but its maker can open.

    The provider makes it by name only; versions are turned on through the S3 interface. The documentation says that a
    bucket can keep them, but does not list the call: where the cloud refuses it, the deployment fails.
    Deliberately not: an access list, a lifecycle rule, a lock (there is none, a gap says so where one is asked).
    """
    name = place.label("bucket")
    made = numspot.Bucket(place.name, name=name, opts=place.options(provider=CLOUD, data=True))
    aws.s3.BucketVersioning(
        f"{place.name}-versioning",
        bucket=name,
        versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
        opts=place.options(provider=s3.PACKAGE, data=True, depends_on=[made]),
    )
    return BucketHandle(place.urn, made.id, name, place.choices.region, place.choices.object_endpoint)


def volume(place: Here, spec: VolumeSpec, links: VolumeLinks) -> VolumeHandle:
    """A block volume. The cloud documents no encryption: the host that mounts it must encrypt it."""
    made = numspot.Volume(
        place.name,
        availability_zone_name=place.choices.availability_zone,
        size=spec.size_gb,
        type=place.choices.volume_type,
        replace_volume_on_downsize=False,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD, data=True),
    )
    return VolumeHandle(place.urn, made.id, place.label("volume"))
