"""Storage accounts of azure-native, with their containers, shares and settings.

An account is the record (`store.object`): encryption, network and keys are its own. Containers and services are facets
of it; a share is a record of its own that lies with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

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
    lowest,
    no_wins,
    number,
    only,
    standing,
    tls,
    unless,
    yes_wins,
)
from policies.kinds.readers import NOT_SAYABLE, at, const, first, inverse, is_set
from policies.kinds.table import Entry

_ACCOUNT: Final = {"account": "accountName"}
_ONE_REGION: Final = (
    "Standard_LRS",
    "Standard_ZRS",
    "Premium_LRS",
    "Premium_ZRS",
    "StandardV2_LRS",
    "StandardV2_ZRS",
    "PremiumV2_LRS",
    "PremiumV2_ZRS",
)


_LOCK: Final = "immutableStorageWithVersioning"


@computed(
    f"{_LOCK}.enabled",
    f"{_LOCK}.immutabilityPolicy.state",
    f"{_LOCK}.immutabilityPolicy.immutabilityPeriodSinceCreationInDays",
)
def _locked_days(enabled: Any, state: Any, days: Any) -> Any:
    # an unlocked policy can be shortened or taken away
    return number(days) if enabled is True and folded(state) == "locked" else None


_ENCRYPTION: Final[Readers] = {
    # the SDK of `encryption.services`: "enabled by default today and cannot be disabled"
    "encrypted": all_of(at("encryption.services.blob.enabled", True), at("encryption.services.file.enabled", True)),
    "customer_key": all_of(
        among("encryption.keySource", "Microsoft.Keyvault", default=False),
        is_set("encryption.keyVaultProperties.keyName"),
        is_set("encryption.keyVaultProperties.keyVaultUri"),
    ),
}

_ACCOUNT_READERS: Final[Readers] = {
    **_ENCRYPTION,
    # shares have no anonymous reader: an account for shares is public where the internet reaches it
    "public": any_of(
        at("allowBlobPublicAccess", False),
        all_of(
            among("kind", "FileStorage", default=False),
            unless("publicNetworkAccess", "Disabled"),
            unless("networkRuleSet.defaultAction", "Deny"),
        ),
    ),
    "private_only": inverse(unless("publicNetworkAccess", "Disabled")),
    "versioned": const(False),  # set by the account's blob service
    "locked_days": _locked_days,
    "tls_min": first(
        only("enableHttpsTrafficOnly", "none", False),
        only("enableNfsV3", "none", True),
        tls("minimumTlsVersion", "1.0"),
    ),
    "replica": NOT_SAYABLE,
    "geo_redundant": unless("sku.name", *_ONE_REGION),
    "force_destroy": const(True),  # an account is deleted with what is in it; a lock or `protect` prevents it
    "shared_key": any_of(
        at("allowSharedKeyAccess", True), all_of(at("isSftpEnabled", False), at("isLocalUserEnabled", True))
    ),
    # a diagnostic setting (`log.sink`) of its services decides
    "access_logs": NOT_SAYABLE,
    "policies": const(()),  # rights are role assignments (`iam.policy`)
}


@computed("protocolSettings.smb.versions")
def _smb(versions: Any) -> Any:
    # SMB before 3.0 knows no encryption
    return "none" if isinstance(versions, str) and "smb2" in versions.casefold() else None


TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:storage:Blob": joint("accountName"),
    "azure-native:storage:BlobContainer": facet(
        "store.object", {"public": only("publicAccess", True, "Blob", "Container")}, _ACCOUNT, of="account"
    ),
    # a policy that is made here is not locked yet: it can be taken away
    "azure-native:storage:BlobContainerImmutabilityPolicy": joint("accountName"),
    "azure-native:storage:BlobContainerLegalHold": joint("accountName"),
    "azure-native:storage:BlobInventoryPolicy": joint("accountName"),
    "azure-native:storage:BlobServiceProperties": facet(
        "store.object", {"versioned": at("isVersioningEnabled", False)}, _ACCOUNT, of="account"
    ),
    "azure-native:storage:EncryptionScope": facet(
        "store.object", {"customer_key": only("source", False, "Microsoft.Storage")}, _ACCOUNT, of="account"
    ),
    "azure-native:storage:FileServiceProperties": facet("store.object", {"tls_min": _smb}, _ACCOUNT, of="account"),
    "azure-native:storage:FileShare": inside(
        "store.file",
        {
            # its account says everything but the protocol
            "encrypted": NOT_SAYABLE,
            "customer_key": NOT_SAYABLE,
            "public": NOT_SAYABLE,
            "clients": NOT_SAYABLE,
            "tls_min": only("enabledProtocols", "none", "NFS"),
            "geo_redundant": NOT_SAYABLE,
            "access_logs": NOT_SAYABLE,
        },
        _ACCOUNT,
        of="account",
        named="shareName",
        like="account",
    ),
    "azure-native:storage:LocalUser": facet("store.object", {"shared_key": const(True)}, _ACCOUNT, of="account"),
    "azure-native:storage:ManagementPolicy": joint("accountName"),
    "azure-native:storage:ObjectReplicationPolicy": facet(
        # the region is the other account's: its id is no region, and nothing takes it for one
        "store.object",
        {"replica": at("destinationAccount")},
        _ACCOUNT,
        of="account",
    ),
    "azure-native:storage:Queue": joint("accountName"),
    "azure-native:storage:QueueServiceProperties": joint("accountName"),
    "azure-native:storage:StorageAccount": standing(
        "store.object",
        _ACCOUNT_READERS,
        {"key": "encryption.keyVaultProperties.keyName"},
        named="accountName",
        combine={"public": yes_wins, "customer_key": no_wins, "tls_min": lowest, "shared_key": yes_wins},
    ),
    "azure-native:storage:StorageAccountStaticWebsite": facet(
        "store.object", {"public": const(True)}, _ACCOUNT, of="account"
    ),
    "azure-native:storage:Table": joint("accountName"),
    "azure-native:storage:TableServiceProperties": joint("accountName"),
}
