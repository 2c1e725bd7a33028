"""Buckets and backups. Volumes by themselves and file shares are gaps."""

from __future__ import annotations

import pulumi_cloudtemple as cloudtemple

from components.cloudtemple import lookups
from components.cloudtemple.place import Here
from components.cloudtemple.providers import CLOUD
from components.contract.handles import BucketHandle, ServiceHandle
from components.contract.names import STATE
from components.contract.roles.storage import BackupLinks, BackupSpec, BucketLinks, BucketSpec

_READ_WRITE = "read_write"
"""`s3:Get*`, `s3:List*`, `s3:*Object` (vendor documentation storage/oss/quickstart). What it deletes stays as a
version, which it may not delete."""


def bucket(place: Here, spec: BucketSpec, links: BucketLinks) -> BucketHandle:
    """A versioned bucket, encrypted by the cloud, open to the platform's way out, and a storage account for it alone.

    The rights stand in the bucket: written apart as well, each run would take away the other's. Deliberately not:
    public access, the account of another bucket, its lock (a gap), an address inside the platform (a gap).
    """
    label = place.label("bucket")
    account = cloudtemple.ObjectStorageStorageAccount(
        place.name, name=f"{label}-writer", opts=place.options(provider=CLOUD, secret_outputs=("accessSecretKey",))
    )
    made = cloudtemple.ObjectStorageBucket(
        place.name,
        name=label,
        access_type="custom",
        whitelists=list(_reached_from(place)),
        versioning="Enabled",
        acl_entries=[
            {"storage_account": account.name.apply(str), "role": lookups.role(place, _READ_WRITE)},
        ],
        opts=place.options(provider=CLOUD, data=True),
    )
    return BucketHandle(
        urn=place.urn,
        id=made.id,
        name=label,
        region=place.choices.region,
        endpoint=place.choices.object_endpoint,
    )


def _reached_from(place: Here) -> tuple[str, ...]:
    """The platform's way out, and the console, without which no bucket is versioned.

    The state's bucket comes before all networks: administrators reach it from where they reach the bastion.
    """
    choices = place.choices
    own = (f"{choices.edge.exit_address}/32", *choices.console_cidrs)
    return (*own, *place.site.intent.hub.bastion.allowed_cidrs) if place.name == STATE else own


def backup(place: Here, spec: BackupSpec, links: BackupLinks) -> ServiceHandle:
    """The zones' backup policies, held against what is asked. Every host of ours carries its zone's from the start.

    Deliberately not: a policy (support makes them), the asked hour (the policy has its own), databases.
    """
    policies = [lookups.backup_policy(place, zone, spec.keep_days) for zone in place.choices.zones]
    return ServiceHandle(urn=place.urn, id=policies[0], name=place.label("backup"), address="")
