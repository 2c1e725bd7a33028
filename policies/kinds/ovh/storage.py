"""Buckets, volumes, file shares and registries, of both generations of classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.aws import is_switched_on
from policies.kinds.openstack.storage import encrypted as is_encrypted_type
from policies.kinds.ovh.common import LOCATION
from policies.kinds.readers import any_of, at, const, each, joined, look, mapped, reads, same, stands, unsayable
from policies.kinds.table import Entry, Inputs, Place, Reader

# AES256 under keys of OVHcloud: the only word for encryption that both classes know
_ENCRYPTED: Final = ("AES256",)
_PERIOD: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS: Final = (365, 30, 7, 1)


def _days(period: Any) -> Any:
    """Days of an ISO 8601 period, a month as 30; None where it cannot be read."""
    found = _PERIOD.fullmatch(str(period))
    if found is None or not any(found.groups()):
        return None
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), _UNITS, strict=True))


@reads("objectLock.status", "objectLock.rule.mode", "objectLock.rule.period")
def _locked_days(inputs: Inputs) -> Any:
    lock = look(inputs, "objectLock")
    parts = [look(lock, name) for name in ("status", "rule.mode", "rule.period")]
    if lock is UNKNOWN or UNKNOWN in parts:
        return UNKNOWN
    status, mode, period = (str(part) for part in parts)
    # governance can be lifted by whoever has the right to
    return _days(period) if status.casefold() == "enabled" and mode.casefold() == "compliance" else None


@reads("objectLock.mode", "objectLock.retentionDays")
def _new_locked_days(inputs: Inputs) -> Any:
    mode, days = look(inputs, "objectLock.mode"), look(inputs, "objectLock.retentionDays")
    if UNKNOWN in (mode, days):
        return UNKNOWN
    return days if str(mode).casefold() == "compliance" else None


def _copied_to(rule: Any) -> Any:
    """Where a rule copies to; UNKNOWN too where it is only known later whether it is switched on."""
    return UNKNOWN if rule is UNKNOWN or look(rule, "status") is UNKNOWN else look(rule, "destination.region")


@reads("replication.rules[].destination.region", "replication.rules[].status")
def _replica(inputs: Inputs) -> Any:
    rules = look(inputs, "replication.rules")
    if rules is UNKNOWN:
        return UNKNOWN
    # a rule that is switched off copies nothing
    regions = [_copied_to(rule) for rule in each(rules) if rule is UNKNOWN or is_switched_on(look(rule, "status"))]
    if UNKNOWN in regions:
        return UNKNOWN
    # several places in one text are no place at all; a copy to nowhere is not one either
    return " / ".join(dict.fromkeys(str(region) for region in regions)) or None


def _bucket(algorithm: str, locked: Reader, replica: Reader) -> Mapping[str, Reader]:
    return {
        # plain where it is not set (tests of the provider)
        "encrypted": same(algorithm, *_ENCRYPTED, default=False),
        "customer_key": const(False),
        # rights are given by policies of users: no input opens a bucket to everybody
        "public": const(False),
        # every bucket answers at the public endpoint of its region
        "private_only": const(False),
        "versioned": same("versioning.status", "enabled", default=False),
        "locked_days": locked,
        "replica": replica,
        # a bucket lies in its region
        "geo_redundant": const(False),
        "policies": const(()),
        **unsayable("tls_min", "force_destroy", "shared_key", "access_logs"),
    }


@reads("encryption.encrypted", "type")
def _old_volume_encrypted(inputs: Inputs) -> Any:
    asked = look(inputs, "encryption.encrypted")
    return asked if asked is not None else is_encrypted_type(look(inputs, "type") or "")


@reads("encryption.kms.serviceKeyId")
def _own_key(inputs: Inputs) -> Any:
    # without a key of ours it is OVHcloud's
    return stands(look(inputs, "encryption.kms.serviceKeyId"))


@reads("ipRestrictions[].ip_block", "ipRestrictions[].ipBlock")
def _ranges(inputs: Inputs) -> Any:
    found = look(inputs, "ipRestrictions")
    if found is UNKNOWN:
        return UNKNOWN
    return joined(tuple(flows.peer(_block(item)) for item in each(found)))


def _block(item: Any) -> Any:
    if item is UNKNOWN:
        return UNKNOWN
    found = look(item, "ip_block")
    return look(item, "ipBlock") if found is None else found


@reads("ipRestrictions[].ip_block", "ipRestrictions[].ipBlock")
def _open(inputs: Inputs) -> Any:
    ranges = _ranges(inputs)
    if ranges is UNKNOWN:
        return UNKNOWN
    # no range left is no list at all
    if not ranges or any(item in flows.WORLD for item in ranges if item is not UNKNOWN):
        return True
    return UNKNOWN if UNKNOWN in ranges else False


def _two_doors(answers: tuple[Any, ...]) -> Any:
    """A registry has a door for people and one for images, each with a list: it is open where one of them is."""
    # what it says itself comes first; a door without a list is open
    _, *lists = answers
    return any_of(tuple(lists)) if len(lists) > 1 else True


_SHARE: Final = {
    # it answers in its share network alone, and none can be made without one
    "public": const(False),
    "clients": const(()),
    "geo_redundant": const(False),
    **unsayable("access_logs"),
}
_SNAPSHOT: Final = unsayable(
    "interval_hours",
    "keep_days",
    "immutable",
    "encrypted",
    "customer_key",
    "geo_redundant",
    "copy_location",
    "several_zones",
)


def _protocol(name: Any) -> Any:
    # NFS is plain; what another protocol does nobody says
    return "none" if str(name).casefold() == "nfs" else None


TABLE: Final[Mapping[str, Entry]] = {
    "ovh:CloudProject/storage:Storage": Entry(
        "store.object",
        _bucket("encryption.sseAlgorithm", _locked_days, _replica),
        location=LOCATION,
        tags=at("tags"),
    ),
    "ovh:index/cloudStorageObjectBucket:CloudStorageObjectBucket": Entry(
        "store.object",
        _bucket("encryption.algorithm", _new_locked_days, const(None)),
        location=LOCATION,
        tags=at("tags"),
    ),
    "ovh:CloudProject/volume:Volume": Entry(
        "store.block",
        {
            "encrypted": _old_volume_encrypted,
            "customer_key": _own_key,
            # a volume has no address
            "public": const(False),
            "size_gb": at("size"),
        },
        {"key": "encryption.kms.serviceKeyId", "host": "instanceId"},
        location=LOCATION,
    ),
    "ovh:index/cloudStorageBlockVolume:CloudStorageBlockVolume": Entry(
        "store.block",
        {
            "encrypted": at("encryption.enabled", False),
            "customer_key": _own_key,
            "public": const(False),
            "size_gb": at("size"),
        },
        {"key": "encryption.kms.serviceKeyId"},
        location=LOCATION,
    ),
    "ovh:CloudProject/volumeBackup:VolumeBackup": Entry("backup", _SNAPSHOT, {"of": "volumeId"}, location=LOCATION),
    "ovh:index/cloudStorageBlockVolumeBackup:CloudStorageBlockVolumeBackup": Entry(
        "backup", _SNAPSHOT, {"of": "volumeId"}, location=LOCATION
    ),
    "ovh:index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot": Entry(
        "backup", _SNAPSHOT, {"of": "volumeId"}, location=LOCATION
    ),
    "ovh:index/cloudStorageFileShare:CloudStorageFileShare": Entry(
        "store.file",
        {
            **_SHARE,
            "encrypted": at("encryption.enabled", False),
            "customer_key": const(False),
            "tls_min": mapped("protocol", _protocol),
        },
        {"network": "shareNetworkId"},
        location=LOCATION,
        combine={"clients": joined},
    ),
    "ovh:index/cloudStorageFileShareAcl:CloudStorageFileShareAcl": Entry(
        "store.file",
        {"clients": mapped("accessTo", flows.peer)},
        {"share": "shareId"},
        place=Place.NOWHERE,
        named="",
        of="share",
    ),
    "ovh:index/cloudStorageFileShareNetwork:CloudStorageFileShareNetwork": Entry(
        "setting", refs={"of": "networkId|subnetId"}, location=LOCATION
    ),
    "ovh:index/cloudStorageFileShareSnapshot:CloudStorageFileShareSnapshot": Entry(
        "backup", _SNAPSHOT, {"of": "shareId"}, place=Place.WITH, located_with="of"
    ),
    "ovh:index/cloudProjectFileStorageShare:CloudProjectFileStorageShare": Entry(
        "store.file",
        # the older class has no encryption to ask for
        {**_SHARE, **unsayable("encrypted", "customer_key"), "tls_min": const("none")},
        {"network": "shareNetworkId|networkId|subnetId"},
        location=LOCATION,
        combine={"clients": joined},
    ),
    "ovh:index/cloudProjectFileStorageShareNetwork:CloudProjectFileStorageShareNetwork": Entry(
        "setting", refs={"of": "networkId|subnetId"}, location=LOCATION
    ),
    "ovh:CloudProject/containerRegistry:ContainerRegistry": Entry(
        "registry",
        {
            # open to the internet until a list says otherwise, with accounts of its own
            "public": const(True),
            "allowed": const(()),
            "admin_user": const(True),
            "geo_redundant": const(False),
            **unsayable("encrypted", "customer_key", "anonymous_pull", "tls_min"),
        },
        location=LOCATION,
        combine={"public": _two_doors, "allowed": joined},
    ),
    "ovh:CloudProject/containerRegistryIPRestrictionsRegistry:ContainerRegistryIPRestrictionsRegistry": Entry(
        "registry",
        {"public": _open, "allowed": _ranges},
        {"registry": "registryId"},
        place=Place.NOWHERE,
        named="",
        of="registry",
        single=True,
    ),
    "ovh:CloudProject/containerRegistryIPRestrictionsManagement:ContainerRegistryIPRestrictionsManagement": Entry(
        "registry",
        {"public": _open, "allowed": _ranges},
        {"registry": "registryId"},
        place=Place.NOWHERE,
        named="",
        of="registry",
        single=True,
    ),
    "ovh:index/cloudProjectContainerregistryIam:CloudProjectContainerregistryIam": Entry(
        "registry",
        # people sign in by the cloud's rights
        {"admin_user": const(False)},
        {"registry": "registryId"},
        place=Place.NOWHERE,
        named="",
        of="registry",
    ),
}
