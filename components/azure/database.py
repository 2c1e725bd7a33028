"""PostgreSQL flexible server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from components import generated
from components.azure.arm import AzurePlace, after, arm_id, inside, located, options
from components.azure.diagnostics import logs
from components.azure.endpoints import connect
from components.azure.keys import identity_of
from components.azure.sdk import dbforpostgresql as sdk
from components.contract.handles import DatabaseHandle, KeyHandle
from components.contract.roles.database import DatabaseLinks, DatabaseSpec
from facts.errors import BadInput

_MOST_BACKUP_DAYS = 35
_LOGIN = "platform"
_DATABASE = "main"
# `wal_level` is what the move to the target needs; changing it restarts the server.
_SETTINGS: Mapping[str, str] = {
    "require_secure_transport": "on",
    "ssl_min_protocol_version": "TLSv1.2",
    "password_encryption": "scram-sha-256",
    "log_connections": "on",
    "log_disconnections": "on",
    "wal_level": "logical",
}


def database(place: AzurePlace, spec: DatabaseSpec, links: DatabaseLinks) -> DatabaseHandle:
    """A server with a private endpoint only, under the platform's key, one database, TLS settings and an audit log.

    Sign-in is by Entra; the password is for the replication to the target. Deliberately not: a public endpoint, a
    backup outside the region.
    """
    assert links.segment is not None and links.key is not None
    _check_backup(place, spec)
    label = place.label("database")
    made = _server(place, spec, label, links.key)
    name = after(label, made)
    known = after(arm_id(place, "Microsoft.DBforPostgreSQL/flexibleServers", label), made)
    _inside(place, name)
    connect(place, "postgresqlServer", target=known, label=label, subnet=links.segment.subnet)
    logs(place, "logs", known)
    return DatabaseHandle(urn=place.urn, id=known, name=name)


def _check_backup(place: AzurePlace, spec: DatabaseSpec) -> None:
    if spec.backup_days > _MOST_BACKUP_DAYS:
        raise BadInput(
            f"the database `{place.name}` keeps backups for {spec.backup_days} days",
            expected=f"at most {_MOST_BACKUP_DAYS}, the limit of the service",
            action="lower `backup_days`",
        )


def _server(place: AzurePlace, spec: DatabaseSpec, label: str, key: KeyHandle) -> pulumi.Resource:
    size = place.choices.database_sizes[spec.size]
    identity = identity_of(place, key)
    made: pulumi.Resource = sdk.Server(
        place.name,
        server_name=label,
        version=str(spec.version),
        sku=sdk.SkuArgs(name=size.name, tier=size.tier),
        storage=sdk.StorageArgs(storage_size_gb=spec.storage_gb, auto_grow="Enabled"),
        administrator_login=_LOGIN,
        administrator_login_password=generated.password(place, "password"),
        auth_config=sdk.AuthConfigArgs(
            active_directory_auth="Enabled", password_auth="Enabled", tenant_id=place.choices.tenant
        ),
        network=sdk.NetworkArgs(public_network_access="Disabled"),
        data_encryption=sdk.DataEncryptionArgs(
            type="AzureKeyVault", primary_key_uri=key.reference, primary_user_assigned_identity_id=identity
        ),
        # a mapping with the identity's id as its key: the id is known text
        identity=identity.apply(_user_assigned),
        backup=sdk.BackupArgs(backup_retention_days=spec.backup_days, geo_redundant_backup="Disabled"),
        availability_zone=place.choices.zone(1),
        high_availability=_availability(place, spec),
        **located(place),
        # an adopted server keeps its password
        opts=options(place, data=True, ignore_changes=["administratorLoginPassword"]),
    )
    return made


def _user_assigned(identity: str) -> Any:
    return sdk.UserAssignedIdentityArgs(
        type="UserAssigned", user_assigned_identities={identity: sdk.UserIdentityArgs()}
    )


def _availability(place: AzurePlace, spec: DatabaseSpec) -> Any:
    if not spec.highly_available:
        return sdk.HighAvailabilityArgs(mode="Disabled")
    return sdk.HighAvailabilityArgs(mode="ZoneRedundant", standby_availability_zone=place.choices.zone(2))


def _inside(place: AzurePlace, server: pulumi.Output[str]) -> None:
    sdk.Database(
        f"{place.name}-database",
        database_name=_DATABASE,
        server_name=server,
        charset="UTF8",
        collation="en_US.utf8",
        **inside(place),
        opts=options(place, data=True),
    )
    group = place.choices.database_administrators
    before: pulumi.Resource = sdk.Administrator(
        f"{place.name}-administrators",
        server_name=server,
        object_id=group.id,
        principal_name=group.name,
        principal_type="group",
        tenant_id=place.choices.tenant,
        **inside(place),
        opts=options(place),
    )
    for setting, value in _SETTINGS.items():
        # one after the other: the server refuses a second change while it makes the first
        before = sdk.Configuration(
            f"{place.name}-{setting.replace('_', '-')}",
            configuration_name=setting,
            server_name=server,
            value=value,
            source="user-override",
            **inside(place),
            opts=options(place, depends_on=[before]),
        )
