"""Volumes, file shares, Swift containers and stored secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.documents import secret_at
from policies.kinds.openstack.common import LOCATION, METADATA, REGION, joint
from policies.kinds.readers import at, const, first, joined, look, mapped, reads, same, unsayable
from policies.kinds.table import Entry, Inputs, Place, Reader


def encrypted(volume_type: Any) -> Any:
    """Whether volumes of a type are encrypted: OVHcloud names those types `...-luks`."""
    return volume_type if volume_type is UNKNOWN else str(volume_type).casefold().endswith("-luks")


def _payload_is_secret() -> Reader:
    given = secret_at("payload")

    @reads("payload")
    def read(inputs: Inputs) -> bool:
        # without a payload there is nothing to keep secret
        return given(inputs) is not False

    return read


@reads("containerRead", "containerWrite")
def _container_public(inputs: Inputs) -> Any:
    # https://docs.openstack.org/swift/latest/overview_acl.html: `.r:` are referrers, `*` any project and user
    lists = (look(inputs, "containerRead"), look(inputs, "containerWrite"))
    if UNKNOWN in lists:
        return UNKNOWN
    return any(".r:" in text or "*" in text or ".rlistings" in text for text in map(str, lists))


@reads("accessTo", "accessType")
def _clients(inputs: Inputs) -> Any:
    kind = look(inputs, "accessType")
    # a user or a certificate is no range: from everywhere
    return flows.peer(look(inputs, "accessTo"), (flows.WORLD_4,)) if kind in (None, "ip", UNKNOWN) else (flows.WORLD_4,)


TABLE: Final[Mapping[str, Entry]] = {
    "openstack:blockstorage/volume:Volume": Entry(
        "store.block",
        {
            "encrypted": mapped("volumeType", encrypted, False),
            # a volume of Cinder has no address; the keys of `-luks` types are OVHcloud's
            "public": const(False),
            "customer_key": const(False),
            "size_gb": at("size"),
        },
        location=LOCATION,
        tags=METADATA,
    ),
    "openstack:sharedfilesystem/share:Share": Entry(
        "store.file",
        {
            "public": at("isPublic", False),
            "clients": const(()),
            "tls_min": mapped("shareProto", lambda name: "none" if str(name).casefold() in ("nfs", "cifs") else None),
            "geo_redundant": const(False),
            **unsayable("encrypted", "customer_key", "access_logs"),
        },
        {"network": "shareNetworkId"},
        location=LOCATION,
        tags=METADATA,
        combine={"clients": joined},
    ),
    "openstack:sharedfilesystem/shareAccess:ShareAccess": Entry(
        "store.file", {"clients": _clients}, {"share": "shareId"}, place=Place.NOWHERE, named="", of="share"
    ),
    "openstack:sharedfilesystem/shareNetwork:ShareNetwork": Entry(
        "setting", refs={"of": "neutronNetId"}, location=REGION
    ),
    "openstack:objectstorage/container:Container": Entry(
        "store.object",
        {
            "public": _container_public,
            # reached by the public endpoint of its region, whatever its lists say
            "private_only": const(False),
            "versioned": first(at("versioning"), same("versioningLegacy.type", "versions", "history"), const(False)),
            "force_destroy": at("forceDestroy", False),
            "policies": const(()),
            **unsayable(
                "encrypted",
                "customer_key",
                "locked_days",
                "tls_min",
                "geo_redundant",
                "shared_key",
                "access_logs",
            ),
            "replica": at("containerSyncTo"),
        },
        location=REGION,
        tags=METADATA,
    ),
    "openstack:objectstorage/containerObject:ContainerObject": joint("of", "containerName"),
    "openstack:keymanager/secretV1:SecretV1": Entry(
        "kms.secret",
        {"value_is_secret": _payload_is_secret(), **unsayable("customer_key")},
        location=REGION,
        tags=METADATA,
    ),
    "openstack:keymanager/containerV1:ContainerV1": joint("of", "secretRefs[]"),
}
