"""Cloud Temple: every class of its Terraform provider (1.10.0) is in this table or refused.

Neither the provider nor a class says a region or an availability zone: hosts and disks name storage repositories, host
clusters and zones by ids of the tenant. So nothing but an id can be said of their place, and the rules fail on it.

Sources: provider cloudtemple 1.10.0 (schema), the capability table of Cloud Temple, vendor documentation named there.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at
from policies.kinds.readers import NOT_SAYABLE, at, const, each, first, is_set, look, mapped, reads, same
from policies.kinds.table import Entry, Inputs, Place, Reader
from policies.kinds.values import Disk, Grant

_GIB: Final = 1024**3
_DOCUMENT: Final = "cloudInit"
# Always on, in the storage hardware, under the cloud's keys (capabilities `volume.encryption`, `volume.customer-key`).
_BY_HARDWARE: Final = Disk(True, False)

# Roles of object storage -> what they allow (vendor documentation storage/oss/quickstart). Any other counts as all.
_ROLES: Final[Mapping[str, frozenset[str]]] = {
    "read_write": frozenset({"read-data", "write-data", "delete-data"}),
}


def _size_gb(value: Any) -> Any:
    return value / _GIB if isinstance(value, int | float) else None


def _disks(path: str) -> Reader:
    """A disk for each member of the list, and the template's where there is none."""

    @reads(f"{path}[]")
    def read(inputs: Inputs) -> tuple[Disk, ...]:
        return (_BY_HARDWARE,) * max(1, len(list(each(look(inputs, path)))))

    return read


def _disk(size: Reader, encrypted: Reader) -> dict[str, Reader]:
    # no argument takes a key, and none opens a disk to others
    return {"encrypted": encrypted, "customer_key": const(False), "public": const(False), "size_gb": size}


def _host(image: Reader, disks: Reader, backed_up: Reader, password_login: Reader) -> dict[str, Reader]:
    return {
        # a public address is a floating one that is bound to a static one
        "public_ip": const(False),
        "password_login": password_login,
        "image": image,
        "texts": texts_at(_DOCUMENT),
        "secret_texts": secret_at(_DOCUMENT),
        "disks": disks,
        # no argument protects a host
        "deletion_protection": NOT_SAYABLE,
        "time_sources": time_sources_at(_DOCUMENT),
        "forwards": NOT_SAYABLE,
        "backed_up": backed_up,
    }


@reads("customize.windowsConfig.password", "customize.windowsConfig.domain.adminPassword", _DOCUMENT)
def _password_on_vmware(inputs: Inputs) -> Any:
    windows = look(inputs, "customize.windowsConfig")
    if windows is not None and windows is not UNKNOWN:
        return True
    return password_login_at(_DOCUMENT)(inputs)


@reads("accessType", "whitelists[]")
def _public(inputs: Inputs) -> Any:
    """Whether anybody reaches the bucket: a word that is not known, a list that is missing, or the world in it."""
    access = look(inputs, "accessType")
    if access is UNKNOWN:
        return UNKNOWN
    named = str(access).strip().casefold()
    if named == "private":
        return False
    if named != "custom":
        return True
    listed = look(inputs, "whitelists")
    if listed is UNKNOWN:
        return UNKNOWN
    found = list(each(listed))
    if any(item is not UNKNOWN and _is_world(item) for item in found) or not found:
        return True
    return UNKNOWN if UNKNOWN in found else False


def _is_world(text: Any) -> bool:
    """The world, a half of it, or what cannot be read as a range."""
    try:
        return ipaddress.ip_network(str(text).strip(), strict=False).prefixlen <= 1
    except ValueError:
        return True


@reads("aclEntries[]")
def _acl(inputs: Inputs) -> Any:
    listed = look(inputs, "aclEntries")
    return listed if listed is UNKNOWN else tuple(_grant(item) for item in each(listed))


@reads("role", "storageAccount")
def _acl_entry(inputs: Inputs) -> tuple[Grant, ...]:
    return (_grant(inputs),)


def _grant(item: Any) -> Grant:
    role = UNKNOWN if item is UNKNOWN else look(item, "role")
    able = _ROLES.get(str(role), frozenset({"all"}))
    account = UNKNOWN if item is UNKNOWN else look(item, "storageAccount")
    return Grant(account, (role,), "all" in able, "resource", None, able)


@reads("interval.hours", "interval.minutes")
def _interval(inputs: Inputs) -> Any:
    hours, minutes = look(inputs, "interval.hours"), look(inputs, "interval.minutes")
    if hours is UNKNOWN or minutes is UNKNOWN:
        return UNKNOWN
    return None if hours is None and minutes is None else (hours or 0) + (minutes or 0) / 60


def _card() -> Entry:
    return Entry(
        "net.port",
        {
            # networks filter nothing and enforce no address (capability `firewall`)
            "port_security": const(False),
            "forwards": NOT_SAYABLE,
            "public_ip": const(False),
        },
        {"subnets": "networkId", "host": "virtualMachineId"},
        located_with="host",
        named="",
    )


TABLE: Final[Mapping[str, Entry]] = {
    "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine": Entry(
        "compute.vm",
        _host(
            first(at("templateId"), at("marketplaceItemId")),
            _disks("osDisks"),
            is_set("backupSlaPolicies"),
            password_login_at(_DOCUMENT),
        ),
        {"subnets": "osNetworkAdapters[].networkId"},
        tags=at("tags"),
    ),
    "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk": Entry(
        "store.block",
        _disk(mapped("size", _size_gb), const(True)),
        {"host": "virtualMachineId"},
        located_with="host",
    ),
    "cloudtemple:index/computeIaasOpensourceNetworkAdapter:ComputeIaasOpensourceNetworkAdapter": _card(),
    "cloudtemple:index/computeIaasOpensourceReplicationPolicy:ComputeIaasOpensourceReplicationPolicy": Entry(
        "backup",
        {
            "interval_hours": _interval,
            "keep_days": NOT_SAYABLE,
            "immutable": NOT_SAYABLE,
            # the hardware's encryption does not cover replication (capability `volume.encryption`)
            "encrypted": NOT_SAYABLE,
            "customer_key": const(False),
            # the copy goes where the policy says
            "geo_redundant": const(False),
            "copy_location": at("storageRepositoryId"),
            "several_zones": NOT_SAYABLE,
        },
        {},
    ),
    "cloudtemple:index/computeVirtualMachine:ComputeVirtualMachine": Entry(
        "compute.vm",
        _host(
            first(at("contentLibraryItemId"), at("marketplaceItemId"), at("cloneVirtualMachineId")),
            _disks("osDisks"),
            is_set("backupSlaPolicies"),
            _password_on_vmware,
        ),
        {"subnets": "osNetworkAdapters[].networkId"},
        tags=at("tags"),
    ),
    "cloudtemple:index/computeVirtualDisk:ComputeVirtualDisk": Entry(
        "store.block",
        _disk(mapped("capacity", _size_gb), const(True)),
        {"host": "virtualMachineId"},
        located_with="host",
        named="",
    ),
    "cloudtemple:index/computeVirtualController:ComputeVirtualController": Entry(
        "setting", {}, {"of": "virtualMachineId"}, place=Place.NOWHERE, named=""
    ),
    "cloudtemple:index/computeNetworkAdapter:ComputeNetworkAdapter": _card(),
    "cloudtemple:index/publicCloudVmInstance:PublicCloudVmInstance": Entry(
        "compute.vm",
        _host(
            at("templateId"),
            # whether the hardware of this offer encrypts too is not said
            const((Disk(None, False),)),
            is_set("backupPolicyId"),
            password_login_at(_DOCUMENT),
        ),
        {"subnets": "osNetworkAdapters[].networkId"},
        location=at("availabilityZoneId"),
    ),
    "cloudtemple:index/publicCloudVmDisk:PublicCloudVmDisk": Entry(
        "store.block", _disk(at("size"), NOT_SAYABLE), {"host": "virtualMachineId"}, located_with="host"
    ),
    "cloudtemple:index/publicCloudVmSnapshot:PublicCloudVmSnapshot": Entry(
        "store.block", _disk(NOT_SAYABLE, NOT_SAYABLE), {"host": "virtualMachineId"}, located_with="host"
    ),
    "cloudtemple:index/publicCloudVmNetworkAdapter:PublicCloudVmNetworkAdapter": _card(),
    "cloudtemple:index/vpcFloatingIp:VpcFloatingIp": Entry("net.public_ip", {}, {}, named=""),
    "cloudtemple:index/vpcFloatingIpBinding:VpcFloatingIpBinding": Entry(
        "net.public_ip", {}, {"ip": "floatingIpId", "target": "staticIpId"}, place=Place.NOWHERE, named="", of="ip"
    ),
    "cloudtemple:index/vpcStaticIp:VpcStaticIp": Entry(
        "setting", {}, {"of": "privateNetworkId"}, place=Place.NOWHERE, named=""
    ),
    "cloudtemple:index/objectStorageBucket:ObjectStorageBucket": Entry(
        "store.object",
        {
            # by the service, for a whole namespace, under its own keys (capabilities `bucket`, `bucket.customer-key`)
            "encrypted": const(True),
            "customer_key": const(False),
            "public": _public,
            # reached at public addresses (capability `bucket.private-endpoint`)
            "private_only": const(False),
            "versioned": same("versioning", "Enabled", default=False),
            # the console sets the period, the provider only reads it (capability `bucket.lock`)
            "locked_days": NOT_SAYABLE,
            "tls_min": NOT_SAYABLE,
            # one region (capability `bucket.replica`)
            "replica": NOT_SAYABLE,
            "geo_redundant": const(False),
            "force_destroy": const(False),
            "shared_key": NOT_SAYABLE,
            "access_logs": NOT_SAYABLE,
            "policies": _acl,
        },
    ),
    "cloudtemple:index/objectStorageAclEntry:ObjectStorageAclEntry": Entry(
        "iam.policy",
        {"grants": _acl_entry},
        {"identity": "storageAccount", "bucket": "bucket"},
        located_with="bucket",
        named="",
    ),
    "cloudtemple:index/objectStorageStorageAccount:ObjectStorageStorageAccount": Entry(
        # an identity of one program that comes with its key; the key has no end
        "iam.apikey",
        {"owner": const("application"), "expires": NOT_SAYABLE},
        {},
    ),
    "cloudtemple:index/objectStorageGlobalAccessKey:ObjectStorageGlobalAccessKey": Entry(
        # the one key of the namespace, past all accounts
        "iam.apikey",
        {"owner": const("root"), "expires": NOT_SAYABLE},
        {},
        named="",
    ),
    "cloudtemple:index/iamPersonalAccessToken:IamPersonalAccessToken": Entry(
        # a token belongs to one person
        "iam.apikey",
        {"owner": const("user"), "expires": at("expirationDate")},
        {},
        place=Place.GLOBAL,
    ),
}


def refused(token: str) -> str:
    """No class of this provider is refused: all of them have an entry."""
    return ""
