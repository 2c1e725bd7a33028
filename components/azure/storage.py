"""Buckets, volumes, file shares and backups."""

from __future__ import annotations

from typing import Any

import pulumi

from components.azure import names
from components.azure.accounts import Account, AccountShape, account
from components.azure.arm import AzurePlace, after, arm_id, inside, located, options
from components.azure.diagnostics import logs
from components.azure.endpoints import connect, home
from components.azure.keys import disk_set_of
from components.azure.sdk import compute, resources
from components.azure.sdk import storage as sdk
from components.contract.handles import BucketHandle, FileShareHandle, VolumeHandle
from components.contract.roles.storage import (
    BucketLinks,
    BucketSpec,
    FileShareLinks,
    FileShareSpec,
    VolumeLinks,
    VolumeSpec,
)

_SOFT_DELETE_DAYS = 30


def bucket(place: AzurePlace, spec: BucketSpec, links: BucketLinks) -> BucketHandle:
    """A storage account with one container: versioned (soft delete where it is a data lake), closed, private.

    Geo-redundant where a replica is asked; locked by an account-wide policy. Deliberately not: public access, an
    access list, a lifecycle rule. The state's account has no network and no key of the platform yet: it stands in a
    group of its own and answers the administrators' ranges only.
    """
    label = place.label("bucket")
    hierarchical = _is_lake(place, spec)
    shape = AccountShape(
        sku="Standard_GZRS" if spec.replicated else "Standard_ZRS",
        hierarchical=hierarchical,
        locked_days=spec.locked_days,
        open_to=() if links.segment else place.site.intent.hub.bastion.allowed_cidrs,
    )
    group = _own_group(place) if links.segment is None else None
    made = account(place, label, shape, links.key, group=group, group_name=_state_group(place) if group else None)
    where = group or names.resource_group(place.site.intent, place.site.area)
    _contents(place, made, where, hierarchical)
    if links.segment is not None:
        _private(place, made, label, home(place, links.segment), hierarchical)
    return BucketHandle(
        urn=place.urn,
        id=made.id,
        name=made.name,
        region=place.choices.region,
        endpoint=after(f"https://{label}.blob.core.windows.net", made.resource),
    )


def _is_lake(place: AzurePlace, spec: BucketSpec) -> bool:
    """Azure locks versions, and a data lake has none: a lock that is asked for wins."""
    chosen = place.name in place.choices.data_lakes
    if chosen and spec.locked_days:
        pulumi.log.warn(
            f"the bucket {place.name} has a lock, so it is no data lake as `azure.data_lakes` says", place.role
        )
    return chosen and not spec.locked_days


def _state_group(place: AzurePlace) -> str:
    return f"rg-{place.site.intent.platform.prefix}-{place.name}"


def _own_group(place: AzurePlace) -> pulumi.Output[str]:
    name = _state_group(place)
    made = resources.ResourceGroup(
        f"{place.name}-group",
        resource_group_name=name,
        location=place.choices.region,
        tags=place.tags(),
        opts=options(place, data=True),
    )
    return after(name, made)


def _contents(place: AzurePlace, made: Account, group: pulumi.Input[str], hierarchical: bool) -> None:
    kept = sdk.DeleteRetentionPolicyArgs(enabled=True, days=_SOFT_DELETE_DAYS)
    sdk.BlobServiceProperties(
        f"{place.name}-service",
        blob_services_name="default",
        account_name=made.name,
        resource_group_name=group,
        is_versioning_enabled=not hierarchical,
        delete_retention_policy=kept,
        container_delete_retention_policy=kept,
        change_feed=None if hierarchical else sdk.ChangeFeedArgs(enabled=True),
        opts=options(place),
    )
    sdk.BlobContainer(
        f"{place.name}-container",
        container_name=place.name.removeprefix(f"{place.site.area.name}-"),
        account_name=made.name,
        resource_group_name=group,
        public_access="None",
        opts=options(place, data=True),
    )


def _private(place: AzurePlace, made: Account, label: str, subnet: pulumi.Input[str], hierarchical: bool) -> None:
    connect(place, "blob", target=made.id, label=label, subnet=subnet)
    if hierarchical:
        connect(place, "dfs", target=made.id, label=label, subnet=subnet)
    logs(place, "logs", made.id.apply(lambda known: f"{known}/blobServices/default"))


def volume(place: AzurePlace, spec: VolumeSpec, links: VolumeLinks) -> VolumeHandle:
    """A managed disk under the platform's and the cloud's key, which nobody can download."""
    assert links.key is not None
    label = place.label("volume")
    made = disk(place, "", label, spec.size_gb, spec.zone, disk_set_of(place, links.key))
    return VolumeHandle(urn=place.urn, id=after(disk_id(place, label), made), name=after(label, made))


def disk_id(place: AzurePlace, label: str) -> str:
    return arm_id(place, "Microsoft.Compute/disks", label)


def disk(
    place: AzurePlace, suffix: str, label: str, size_gb: int, zone: int, disk_set: pulumi.Output[str]
) -> pulumi.Resource:
    """An empty disk, encrypted twice, without a way to export it."""
    made: pulumi.Resource = compute.Disk(
        f"{place.name}{suffix}",
        disk_name=label,
        creation_data=compute.CreationDataArgs(create_option="Empty"),
        disk_size_gb=size_gb,
        sku=compute.DiskSkuArgs(name="Premium_LRS"),
        zones=[place.choices.zone(zone)],
        encryption=_disk_encryption(disk_set),
        network_access_policy="DenyAll",
        public_network_access="Disabled",
        **located(place),
        opts=options(place, data=True),
    )
    return made


def _disk_encryption(disk_set: pulumi.Output[str]) -> Any:
    return compute.EncryptionArgs(type="EncryptionAtRestWithPlatformAndCustomerKeys", disk_encryption_set_id=disk_set)


def file_share(place: AzurePlace, spec: FileShareSpec, links: FileShareLinks) -> FileShareHandle:
    """An SMB share with Kerberos sign-in, in an account of its own. Deliberately not: NFS, which has no sign-in."""
    assert links.segment is not None
    label = place.label("file-share")
    shape = AccountShape(sku="Premium_ZRS", kind="FileStorage", sign_in=True)
    made = account(place, label, shape, links.key, suffix="-account")
    _smb(place, made)
    name = place.name.removeprefix(f"{place.site.area.name}-")
    share = sdk.FileShare(
        place.name,
        share_name=name,
        account_name=made.name,
        share_quota=max(spec.size_gb, 100),  # the smallest share that Azure provisions
        enabled_protocols="SMB",
        **inside(place),
        opts=options(place, data=True),
    )
    connect(place, "file", target=made.id, label=label, subnet=links.segment.subnet)
    logs(place, "logs", made.id.apply(lambda known: f"{known}/fileServices/default"))
    known = arm_id(place, "Microsoft.Storage/storageAccounts/fileServices/shares", label, "default", name)
    return FileShareHandle(urn=place.urn, id=after(known, share), name=after(name, share))


def _smb(place: AzurePlace, made: Account) -> None:
    sdk.FileServiceProperties(
        f"{place.name}-service",
        file_services_name="default",
        account_name=made.name,
        protocol_settings=sdk.ProtocolSettingsArgs(
            smb=sdk.SmbSettingArgs(
                versions="SMB3.1.1;",
                authentication_methods="Kerberos;",
                kerberos_ticket_encryption="AES-256;",
                channel_encryption="AES-256-GCM;",
            )
        ),
        share_delete_retention_policy=sdk.DeleteRetentionPolicyArgs(enabled=True, days=_SOFT_DELETE_DAYS),
        **inside(place),
        opts=options(place),
    )
