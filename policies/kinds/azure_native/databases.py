"""Managed databases of azure-native."""

from __future__ import annotations

import ipaddress
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
    lowest,
    no_wins,
    only,
    said_in,
    standing,
    tls,
    together,
    unless,
    unlisted,
    whole,
)
from policies.kinds.flows import WORLD
from policies.kinds.readers import (
    NOT_SAYABLE,
    at,
    const,
    first,
    inverse,
    is_set,
    look,
    mapped,
    reads,
    texts,
)
from policies.kinds.table import Entry, Inputs, Reader
from policies.kinds.values import Grant

_Answers = Mapping[str, Mapping[str, Any]]
_SERVER: Final = {"server": "serverName"}


@computed("startIpAddress", "endIpAddress")
def _range(start: Any, end: Any) -> Any:
    """A rule's range as CIDR texts. `0.0.0.0` alone is all customers of the cloud; what nobody can read, the world."""
    try:
        lowest, highest = ipaddress.IPv4Address(str(start)), ipaddress.IPv4Address(str(end))
        if int(highest) == 0:
            return WORLD
        return tuple(str(network) for network in ipaddress.summarize_address_range(lowest, highest))
    except ValueError:
        return WORLD


_FIREWALL_RULE: Final = facet("db", {"allowed": _range}, _SERVER, of="server")


def _setting(answers: _Answers, otherwise: Any) -> Reader:
    """The answer of a server's setting: its name -> its value -> the answer. `otherwise` for any other value of it."""

    @reads("configurationName", "value")
    def read(inputs: Inputs) -> Any:
        name, value = look(inputs, "configurationName"), look(inputs, "value")
        if name is UNKNOWN:
            return UNKNOWN
        found = answers.get(folded(name))
        if found is None:
            return None
        return UNKNOWN if value is UNKNOWN else found.get(folded(value), otherwise)

    return read


_ON: Final = ("on", "true", "1")
_POSTGRES_TLS: Final[_Answers] = {
    "require_secure_transport": dict.fromkeys(_ON),
    "ssl_min_protocol_version": {f"tlsv{version}": version for version in ("1.0", "1.1", "1.2", "1.3")}
    | {"tlsv1": "1.0"},
}
_POSTGRES_LOGS: Final[_Answers] = {"log_connections": dict.fromkeys(_ON, True)}
_MYSQL_TLS: Final[_Answers] = {
    "require_secure_transport": dict.fromkeys(_ON),
    "tls_version": {"tlsv1.2": "1.2", "tlsv1.3": "1.3", "tlsv1.2,tlsv1.3": "1.2"},
}

_FLEXIBLE_PUBLIC: Final = all_of(
    unless("network.publicNetworkAccess", "Disabled"), inverse(is_set("network.delegatedSubnetResourceId"))
)


_FLEXIBLE: Final[Readers] = {
    "public": _FLEXIBLE_PUBLIC,
    "allowed": unlisted(_FLEXIBLE_PUBLIC),
    # its settings say it; what a server without any does is not in the SDK
    "tls_min": NOT_SAYABLE,
    "backup_days": whole("backup.backupRetentionDays", 7),
    # documentation of the service: a snapshot each day and the log in between; no input changes it
    "backup_hours": const(24),
    "geo_redundant": mapped("backup.geoRedundantBackup", lambda value: folded(value) != "disabled", False),
    "highly_available": among("highAvailability.mode", "ZoneRedundant", "SameZone", default=False),
    # a lock on the server or its group decides
    "deletion_protection": NOT_SAYABLE,
    # a setting of the server, and where its logs go is a diagnostic setting (`log.sink`)
    "audit_logs": NOT_SAYABLE,
    "plan": at("sku.name"),
    # managed disks and backups are always encrypted; the type only says under whose key
    "encrypted": among("dataEncryption.type", "AzureKeyVault", "SystemAssigned", "SystemManaged", default=True),
    "customer_key": all_of(
        among("dataEncryption.type", "AzureKeyVault", default=False), is_set("dataEncryption.primaryKeyURI")
    ),
    # the region of a second copy is the provider's choice: no text, and `geo_redundant` says so
    "backup_location": mapped(
        "backup.geoRedundantBackup", lambda value: "same" if folded(value) == "disabled" else None, "same"
    ),
}


def _flexible(network: str) -> Entry:
    return standing(
        "db",
        _FLEXIBLE,
        {"key": "dataEncryption.primaryKeyURI", "network": network},
        named="serverName",
        combine={"allowed": together, "tls_min": lowest, "audit_logs": no_wins},
    )


@computed("objectId", "principalType")
def _administrator(identity: Any, _: Any) -> tuple[Grant, ...]:
    # the administrator of the engine: every right on every database of the server, none on the resource itself
    powers = frozenset({"read-data", "write-data", "delete-data", "manage-iam"})
    return (Grant(identity, ("PostgreSQL administrator",), True, "resource", None, powers),)


_COSMOS_BACKUP: Final = "backupPolicy.periodicModeProperties.backupStorageRedundancy"


@computed("locations[].locationName")
def _several_regions(regions: Any) -> Any:
    return UNKNOWN if UNKNOWN in (regions or ()) else len(regions or ()) > 1


_COSMOS: Final[Readers] = {
    # documentation of Cosmos DB: data is encrypted at rest, with keys of the service by default
    "encrypted": const(True),
    "customer_key": is_set("keyVaultKeyUri"),
    "public": unless("publicNetworkAccess", "Disabled"),
    "allowed": first(texts("ipRules[].ipAddressOrRange"), unlisted(unless("publicNetworkAccess", "Disabled"))),
    "tls_min": tls("minimalTlsVersion", "1.2"),
    "backup_days": NOT_SAYABLE,
    "backup_hours": NOT_SAYABLE,
    "backup_location": NOT_SAYABLE,
    "geo_redundant": any_of(_several_regions, unless(_COSMOS_BACKUP, "Local", "Zone")),
    "highly_available": said_in("locations[].isZoneRedundant", True),
    "deletion_protection": NOT_SAYABLE,
    "audit_logs": NOT_SAYABLE,
    "plan": at("databaseAccountOfferType"),
}

_REDIS_PUBLIC: Final = all_of(unless("publicNetworkAccess", "Disabled"), inverse(is_set("subnetId")))
_REDIS: Final[Readers] = {
    "encrypted": NOT_SAYABLE,
    "customer_key": const(False),  # only the class of another module takes a key
    "public": _REDIS_PUBLIC,
    "allowed": unlisted(_REDIS_PUBLIC),
    "tls_min": first(only("enableNonSslPort", "none", True), tls("minimumTlsVersion", "1.0")),
    "backup_days": NOT_SAYABLE,
    "backup_hours": NOT_SAYABLE,
    "backup_location": NOT_SAYABLE,
    "geo_redundant": NOT_SAYABLE,
    "highly_available": NOT_SAYABLE,
    "deletion_protection": NOT_SAYABLE,
    "audit_logs": NOT_SAYABLE,
    "plan": at("sku.name"),
}

_SQL_SERVER: Final[Readers] = {
    "encrypted": NOT_SAYABLE,  # each database says it (TransparentDataEncryption)
    "customer_key": is_set("keyId"),
    "public": unless("publicNetworkAccess", "Disabled"),
    "allowed": unlisted(unless("publicNetworkAccess", "Disabled")),
    "tls_min": tls("minimalTlsVersion", "none"),
    "backup_days": NOT_SAYABLE,
    "backup_hours": NOT_SAYABLE,
    "backup_location": NOT_SAYABLE,
    "geo_redundant": NOT_SAYABLE,
    "highly_available": NOT_SAYABLE,
    "deletion_protection": NOT_SAYABLE,
    "audit_logs": NOT_SAYABLE,
    "plan": at("version"),
}

_SQL_DATABASE: Final[Readers] = {
    **dict.fromkeys(_SQL_SERVER, NOT_SAYABLE),
    "customer_key": is_set("encryptionProtector"),
    "geo_redundant": unless("requestedBackupStorageRedundancy", "Local", "Zone"),
    "backup_location": only("requestedBackupStorageRedundancy", "same", "Local", "Zone"),
    "highly_available": at("zoneRedundant", False),
    "plan": at("sku.name"),
}

TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:cosmosdb:DatabaseAccount": standing("db", _COSMOS, {"key": "keyVaultKeyUri"}, named="accountName"),
    "azure-native:dbformysql:Configuration": facet(
        "db", {"tls_min": _setting(_MYSQL_TLS, "none")}, _SERVER, of="server"
    ),
    "azure-native:dbformysql:Database": joint("serverName"),
    "azure-native:dbformysql:FirewallRule": _FIREWALL_RULE,
    "azure-native:dbformysql:Server": _flexible("network.delegatedSubnetResourceId"),
    "azure-native:dbforpostgresql:Administrator": inside(
        "iam.policy", {"grants": _administrator}, _SERVER, of="server", named=""
    ),
    "azure-native:dbforpostgresql:Configuration": facet(
        "db",
        {"tls_min": _setting(_POSTGRES_TLS, "none"), "audit_logs": _setting(_POSTGRES_LOGS, False)},
        _SERVER,
        of="server",
    ),
    "azure-native:dbforpostgresql:Database": joint("serverName"),
    "azure-native:dbforpostgresql:FirewallRule": _FIREWALL_RULE,
    "azure-native:dbforpostgresql:Server": _flexible("network.delegatedSubnetResourceId"),
    "azure-native:redis:Redis": standing("db", _REDIS, {"network": "subnetId"}, named="name"),
    "azure-native:sql:Database": inside(
        "db", _SQL_DATABASE, _SERVER, of="server", named="databaseName", tags=at("tags"), like="server"
    ),
    "azure-native:sql:FirewallRule": _FIREWALL_RULE,
    "azure-native:sql:Server": standing(
        "db", _SQL_SERVER, {"key": "keyId"}, named="serverName", combine={"allowed": together}
    ),
}
