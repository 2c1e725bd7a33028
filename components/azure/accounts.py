"""Storage accounts: one shape for buckets, file shares and the audit sink, closed in every respect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from components.azure.arm import AzurePlace, after, arm_id, located, options
from components.azure.keys import identity_of
from components.azure.sdk import StorageAccount, storage
from components.contract.handles import KeyHandle

_SERVICES = {"blob": "Account", "file": "Account", "queue": "Account", "table": "Account"}


@dataclass(frozen=True)
class AccountShape:
    """What differs between accounts. Everything that protects them does not.

    `open_to`: public ranges that may connect, for the one account that stands outside every network (the state).
    """

    sku: str = "Standard_ZRS"
    kind: str = "StorageV2"
    hierarchical: bool = False
    locked_days: int | None = None
    appends: bool = False
    open_to: tuple[str, ...] = ()
    trusted_services: bool = False
    sign_in: bool = False


@dataclass(frozen=True)
class Account:
    """An account that is made: its id and name wait for it."""

    resource: pulumi.Resource
    id: pulumi.Output[str]
    name: pulumi.Output[str]


def account(
    place: AzurePlace,
    label: str,
    shape: AccountShape,
    key: KeyHandle | None,
    *,
    suffix: str = "",
    group: pulumi.Input[str] | None = None,
    group_name: str | None = None,
) -> Account:
    """A storage account without shared keys, anonymous access, local users or plain HTTP, encrypted twice.

    Deliberately not: an argument for any of these. `group` and `group_name` are given together.
    """
    made = StorageAccount(
        f"{place.name}{suffix}",
        account_name=label,
        kind=shape.kind,
        sku=storage.SkuArgs(name=shape.sku),
        **_CLOSED,
        is_hns_enabled=shape.hierarchical,
        public_network_access="Enabled" if shape.open_to else "Disabled",
        network_rule_set=_network_rules(shape),
        routing_preference=_INTERNET_ROUTING if shape.kind == "StorageV2" else None,
        immutable_storage_with_versioning=_lock(shape),
        azure_files_identity_based_authentication=_SIGN_IN if shape.sign_in else None,
        **_encryption(place, key),
        **located(place, group=group),
        opts=options(place, data=True),
    )
    known = arm_id(place, "Microsoft.Storage/storageAccounts", label, group=group_name)
    return Account(made, after(known, made), after(label, made))


_CLOSED: Mapping[str, Any] = {
    "allow_blob_public_access": False,
    "allow_shared_key_access": False,
    "allow_cross_tenant_replication": False,
    "default_to_o_auth_authentication": True,
    "is_local_user_enabled": False,
    "is_sftp_enabled": False,
    "enable_https_traffic_only": True,
    "minimum_tls_version": "TLS1_2",
    "allowed_copy_scope": "AAD",
}
# leaving at the price of internet traffic needs internet routing on the account
_INTERNET_ROUTING = storage.RoutingPreferenceArgs(
    routing_choice="InternetRouting", publish_internet_endpoints=False, publish_microsoft_endpoints=False
)
_SIGN_IN = storage.AzureFilesIdentityBasedAuthenticationArgs(
    directory_service_options="AADKERB", default_share_permission="None"
)


def _network_rules(shape: AccountShape) -> Any:
    return storage.NetworkRuleSetArgs(
        default_action="Deny",
        bypass="AzureServices" if shape.trusted_services else "None",
        ip_rules=[storage.IPRuleArgs(i_p_address_or_range=cidr, action="Allow") for cidr in shape.open_to] or None,
    )


def _lock(shape: AccountShape) -> Any:
    """A lock over every object of the account. Azure takes `Locked` only after `Unlocked`: see the facts."""
    if shape.locked_days is None:
        return None
    return storage.ImmutableStorageAccountArgs(
        enabled=True,
        immutability_policy=storage.AccountImmutabilityPolicyPropertiesArgs(
            state="Locked",
            immutability_period_since_creation_in_days=shape.locked_days,
            allow_protected_append_writes=shape.appends,
        ),
    )


def _encryption(place: AzurePlace, key: KeyHandle | None) -> dict[str, Any]:
    """Under the platform's key without a version (rotation needs no run); a second layer by the hardware always."""
    if key is None:
        return {
            "encryption": storage.EncryptionArgs(
                key_source="Microsoft.Storage", require_infrastructure_encryption=True, services=_services()
            )
        }
    identity = identity_of(place, key)
    return {
        "identity": storage.IdentityArgs(type="UserAssigned", user_assigned_identities=[identity]),
        "encryption": storage.EncryptionArgs(
            key_source="Microsoft.Keyvault",
            encryption_identity=storage.EncryptionIdentityArgs(encryption_user_assigned_identity=identity),
            key_vault_properties=storage.KeyVaultPropertiesArgs(key_name=key.name, key_vault_uri=_vault(key)),
            require_infrastructure_encryption=True,
            services=_services(),
        ),
    }


def _vault(key: KeyHandle) -> pulumi.Output[str]:
    return pulumi.Output.from_input(key.store).apply(lambda name: f"https://{name}.vault.azure.net")


def _services() -> Any:
    return storage.EncryptionServicesArgs(
        **{name: storage.EncryptionServiceArgs(enabled=True, key_type=kind) for name, kind in _SERVICES.items()}
    )
