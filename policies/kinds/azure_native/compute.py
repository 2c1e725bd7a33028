"""Hosts, disks, images, clusters and registries of azure-native."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native.reading import (
    Readers,
    all_of,
    among,
    any_of,
    computed,
    facet,
    folded,
    inside,
    joint,
    no_wins,
    only,
    said_in,
    set_in,
    standing,
    unless,
    unlisted,
    whole,
    yes_wins,
)
from policies.kinds.documents import secret_at, texts_at, time_sources_at
from policies.kinds.readers import (
    NOT_SAYABLE,
    at,
    const,
    each,
    first,
    inverse,
    is_set,
    look,
    mapped,
    reads,
    texts,
)
from policies.kinds.table import Entry, Inputs, Reader
from policies.kinds.values import Disk

_CUSTOMER: Final = ("EncryptionAtRestWithCustomerKey", "EncryptionAtRestWithPlatformAndCustomerKeys")


def _password_login(profile: str) -> Reader:
    """Whether a host may be entered with a password: Windows always, Linux unless it is switched off."""

    @reads(f"{profile}.linuxConfiguration.disablePasswordAuthentication", f"{profile}.windowsConfiguration")
    def read(inputs: Inputs) -> Any:
        whole_profile = look(inputs, profile)
        if whole_profile is None or whole_profile is UNKNOWN:
            return whole_profile
        if is_set(f"{profile}.windowsConfiguration")(inputs):
            return True
        closed = look(inputs, f"{profile}.linuxConfiguration.disablePasswordAuthentication")
        return UNKNOWN if closed is UNKNOWN else closed is not True

    return read


def _image(path: str) -> Reader:
    """`publisher:offer:sku:version` of the marketplace, or the id of a picture of somebody's."""
    marketplace = tuple(f"{path}.{part}" for part in ("publisher", "offer", "sku", "version"))

    @computed(*marketplace)
    def named(*parts: Any) -> Any:
        return ":".join(str(part) for part in parts) if all(parts) else None

    others = (f"{path}.{part}" for part in ("communityGalleryImageId", "sharedGalleryImageId", "id"))
    return first(*(at(other) for other in others), named)


def _disks(profile: str, security: str) -> Reader:
    """The disks that come with a host. A disk that is only attached is a record of its own.

    Managed disks are always encrypted; the host's own copies of them (cache, temporary disk) only with
    `encryptionAtHost`.
    """
    at_host = f"{security}.encryptionAtHost"

    @reads(at_host, f"{profile}.osDisk", f"{profile}.dataDisks[]")
    def read(inputs: Inputs) -> Any:
        if UNKNOWN in (look(inputs, profile), look(inputs, f"{profile}.dataDisks")):
            return UNKNOWN
        encrypted = at(at_host, False)(inputs)
        written = [look(inputs, f"{profile}.osDisk"), *each(look(inputs, f"{profile}.dataDisks"))]
        return tuple(_disk(disk, encrypted) for disk in written if disk is not None and not _attached(disk))

    return read


def _attached(disk: Any) -> Any:
    return (
        disk is not UNKNOWN
        and folded(look(disk, "createOption")) == "attach"
        and is_set("managedDisk.id")(disk) is True
    )


def _disk(disk: Any, encrypted: Any) -> Disk:
    if disk is UNKNOWN:
        return Disk(UNKNOWN, UNKNOWN)
    if is_set("vhd")(disk):
        # a file in an account of ours or of others: nothing here says how it is kept
        return Disk(None, None)
    return Disk(encrypted, is_set("managedDisk.diskEncryptionSet.id")(disk))


def _forwards(path: str) -> Reader:
    """Whether a card that is made with the host forwards; None where it has none, for cards say it themselves."""
    found = said_in(path, True)

    @reads(path)
    def read(inputs: Inputs) -> Any:
        return None if look(inputs, path) in (None, []) else found(inputs)

    return read


def _host(root: str) -> Readers:
    profile = f"{root}osProfile"
    documents = (f"{profile}.customData", f"{root}userData")
    cards = f"{root}networkProfile.networkInterfaceConfigurations[].ipConfigurations[]"
    return {
        # of cards made with the host; cards of their own say it themselves (`net.port`)
        "public_ip": set_in(f"{cards}.publicIPAddressConfiguration"),
        "password_login": _password_login(profile),
        "image": _image(f"{root}storageProfile.imageReference"),
        "texts": texts_at(*documents, base64=True),
        "secret_texts": secret_at(*documents),
        "disks": _disks(f"{root}storageProfile", f"{root}securityProfile"),
        # a lock on the host or its group decides
        "deletion_protection": NOT_SAYABLE,
        "time_sources": time_sources_at(*documents, base64=True),
        # of cards made with the host
        "forwards": _forwards(f"{root}networkProfile.networkInterfaceConfigurations[].enableIPForwarding"),
        # a protected item (`backup`) names the host, never the other way
        "backed_up": NOT_SAYABLE,
    }


def _cards(root: str) -> Mapping[str, str]:
    cards = f"{root}networkProfile.networkInterfaceConfigurations[]"
    return {"subnets": f"{cards}.ipConfigurations[].subnet.id", "groups": f"{cards}.networkSecurityGroup.id"}


@computed("encryption.type", "encryption.diskEncryptionSetId")
def _customer_key(kind: Any, key_set: Any) -> bool:
    return bool(key_set) and (kind is None or folded(kind) in {folded(word) for word in _CUSTOMER})


def _block(named: str) -> Entry:
    """A managed disk or a copy of one."""
    return standing(
        "store.block",
        {
            # the SDK: "It is the default encryption type" of the platform's own key; there is no type without one
            "encrypted": among("encryption.type", "EncryptionAtRestWithPlatformKey", *_CUSTOMER, default=True),
            "customer_key": _customer_key,
            "public": all_of(
                unless("networkAccessPolicy", "DenyAll", "AllowPrivate"), unless("publicNetworkAccess", "Disabled")
            ),
            "size_gb": whole("diskSizeGB"),
        },
        {"key": "encryption.diskEncryptionSetId"},
        named=named,
    )


@reads("agentPoolProfiles[].enableEncryptionAtHost")
def _nodes_encrypted(inputs: Inputs) -> Any:
    pools = look(inputs, "agentPoolProfiles")
    if pools is UNKNOWN:
        return UNKNOWN
    answers = [UNKNOWN if pool is UNKNOWN else look(pool, "enableEncryptionAtHost") for pool in each(pools)]
    if any(answer is not True and answer is not UNKNOWN for answer in answers):
        return False
    # nodes in pools of their own answer as facets
    return UNKNOWN if UNKNOWN in answers else True


_API_PUBLIC: Final = inverse(among("apiServerAccessProfile.enablePrivateCluster", True, default=False))
_CLUSTER: Final[Readers] = {
    "api_public": _API_PUBLIC,
    "api_allowed": first(texts("apiServerAccessProfile.authorizedIPRanges"), unlisted(_API_PUBLIC)),
    # without the directory there are no others
    "local_accounts": any_of(inverse(at("disableLocalAccounts", False)), inverse(is_set("aadProfile"))),
    "node_public_ip": said_in("agentPoolProfiles[].enableNodePublicIP", True),
    # a diagnostic setting (`log.sink`) decides
    "audit_logs": NOT_SAYABLE,
    "tls_min": NOT_SAYABLE,
    "encrypted": _nodes_encrypted,
    "customer_key": is_set("diskEncryptionSetID"),
}

_KEYS: Final = "encryption.entities"


@computed(f"{_KEYS}.managedDisk.keySource", f"{_KEYS}.managedServices.keySource")
def _databricks_keys(disks: Any, services: Any) -> bool:
    return all(folded(source) == "microsoft.keyvault" for source in (disks, services))


_DATABRICKS: Final[Readers] = {
    "api_public": unless("publicNetworkAccess", "Disabled"),
    # lists of addresses are set inside the workspace, past the resource manager
    "api_allowed": NOT_SAYABLE,
    "local_accounts": NOT_SAYABLE,
    "node_public_ip": inverse(at("parameters.enableNoPublicIp.value", False)),
    "audit_logs": NOT_SAYABLE,
    "tls_min": NOT_SAYABLE,
    # nodes have managed disks, which are always encrypted; the second layer is what can be switched off
    "encrypted": at("parameters.requireInfrastructureEncryption.value", False),
    "customer_key": _databricks_keys,
}

_REGISTRY: Final[Readers] = {
    # documentation of Azure Container Registry: images are encrypted at rest, with keys of the service by default
    "encrypted": const(True),
    "customer_key": all_of(
        among("encryption.status", "enabled", default=False), is_set("encryption.keyVaultProperties.keyIdentifier")
    ),
    "public": all_of(unless("publicNetworkAccess", "Disabled"), unless("networkRuleSet.defaultAction", "Deny")),
    "anonymous_pull": at("anonymousPullEnabled", False),
    "admin_user": at("adminUserEnabled", False),
    "geo_redundant": const(False),  # a copy elsewhere is a resource of its own (Replication)
    "allowed": first(
        texts("networkRuleSet.ipRules[].iPAddressOrRange"), unlisted(unless("publicNetworkAccess", "Disabled"))
    ),
    "tls_min": NOT_SAYABLE,
}

TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:compute:AvailabilitySet": joint(named="availabilitySetName", tags=at("tags")),
    "azure-native:compute:CapacityReservation": joint(named="capacityReservationName", tags=at("tags")),
    "azure-native:compute:CapacityReservationGroup": joint(named="capacityReservationGroupName", tags=at("tags")),
    "azure-native:compute:DedicatedHost": joint(named="hostName", tags=at("tags")),
    "azure-native:compute:DedicatedHostGroup": joint(named="hostGroupName", tags=at("tags")),
    "azure-native:compute:Disk": _block("diskName"),
    # joins disks to a key: whoever asks for the key of a disk goes on from here
    "azure-native:compute:DiskAccess": joint(named="diskAccessName", tags=at("tags")),
    "azure-native:compute:DiskEncryptionSet": joint(
        named="diskEncryptionSetName", tags=at("tags"), key="activeKey.keyUrl"
    ),
    "azure-native:compute:Image": standing(
        "compute.image",
        {"source": first(at("sourceVirtualMachine.id"), at("storageProfile.osDisk.managedDisk.id"))},
        named="imageName",
    ),
    "azure-native:compute:ProximityPlacementGroup": joint(named="proximityPlacementGroupName", tags=at("tags")),
    "azure-native:compute:Snapshot": _block("snapshotName"),
    "azure-native:compute:SshPublicKey": joint(named="sshPublicKeyName", tags=at("tags")),
    "azure-native:compute:VirtualMachine": standing(
        "compute.vm",
        _host(""),
        {
            **_cards(""),
            "ports": "networkProfile.networkInterfaces[].id",
            "volumes": "storageProfile.dataDisks[].managedDisk.id",
            "key": "storageProfile.osDisk.managedDisk.diskEncryptionSet.id",
        },
        named="vmName",
    ),
    "azure-native:compute:VirtualMachineExtension": inside(
        "compute.agent",
        {"publisher": at("publisher")},
        {"host": "vmName"},
        of="host",
        named="vmExtensionName",
        tags=at("tags"),
    ),
    "azure-native:compute:VirtualMachineScaleSet": standing(
        "compute.vm", _host("virtualMachineProfile."), _cards("virtualMachineProfile."), named="vmScaleSetName"
    ),
    "azure-native:compute:VirtualMachineScaleSetExtension": inside(
        "compute.agent",
        {"publisher": at("publisher")},
        {"host": "vmScaleSetName"},
        of="host",
        named="vmssExtensionName",
    ),
    "azure-native:containerregistry:Registry": standing(
        "registry", _REGISTRY, {"key": "encryption.keyVaultProperties.keyIdentifier"}, named="registryName"
    ),
    "azure-native:containerregistry:Replication": facet(
        "registry", {"geo_redundant": const(True)}, {"registry": "registryName"}, of="registry"
    ),
    "azure-native:containerservice:AgentPool": facet(
        "compute.k8s",
        {
            "node_public_ip": only("enableNodePublicIP", True, True),
            "encrypted": mapped("enableEncryptionAtHost", lambda value: None if value is True else False, False),
        },
        {"cluster": "resourceName", "subnets": "vnetSubnetID"},
        of="cluster",
        named="agentPoolName",
    ),
    "azure-native:containerservice:MaintenanceConfiguration": joint("resourceName"),
    "azure-native:containerservice:ManagedCluster": standing(
        "compute.k8s",
        _CLUSTER,
        {"key": "diskEncryptionSetID", "subnets": "agentPoolProfiles[].vnetSubnetID"},
        named="resourceName",
        combine={"node_public_ip": yes_wins, "encrypted": no_wins},
    ),
    "azure-native:databricks:AccessConnector": joint(named="connectorName", tags=at("tags")),
    "azure-native:databricks:Workspace": standing(
        "compute.k8s",
        _DATABRICKS,
        {
            "key": f"{_KEYS}.managedServices.keyVaultProperties.keyName|{_KEYS}.managedDisk.keyVaultProperties.keyName",
            "subnets": "parameters.customPrivateSubnetName.value|parameters.customPublicSubnetName.value",
        },
        named="workspaceName",
    ),
}
