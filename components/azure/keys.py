"""Key stores, keys and secrets, and the identities by which storage uses a key."""

from __future__ import annotations

from typing import Any

import pulumi

from components import generated
from components.azure import names
from components.azure.arm import AzurePlace, after, arm_id, inside, located, options
from components.azure.diagnostics import logs
from components.azure.endpoints import connect, home
from components.azure.rights import assign
from components.azure.sdk import DiskEncryptionSet, compute, keyvault, managedidentity
from components.contract.handles import KeyHandle, KeyStoreHandle, SecretHandle
from components.contract.roles.keys import KeyLinks, KeySpec, KeyStoreLinks, KeyStoreSpec, SecretLinks, SecretSpec
from components.contract.words import Protection

_DAYS_OF_WARNING = 30
_KINDS = {Protection.HSM: "RSA-HSM", Protection.SOFTWARE: "RSA"}


def key_store(place: AzurePlace, spec: KeyStoreSpec, links: KeyStoreLinks) -> KeyStoreHandle:
    """A Premium vault of the area, reached by private endpoint only, with its audit log and its custodians.

    Deliberately not: a public endpoint, access policies, a way to purge keys before 90 days.
    """
    name = names.vault(place.site.intent, place.site.area)
    made = keyvault.Vault(
        place.name,
        vault_name=name,
        properties=keyvault.VaultPropertiesArgs(
            tenant_id=place.choices.tenant,
            sku=keyvault.SkuArgs(family="A", name="premium"),
            enable_rbac_authorization=True,
            enable_soft_delete=True,
            soft_delete_retention_in_days=90,
            enable_purge_protection=True,
            enabled_for_deployment=False,
            enabled_for_disk_encryption=False,
            enabled_for_template_deployment=False,
            public_network_access="Disabled",
            # storage, disks and databases reach their key as trusted services of the cloud
            network_acls=keyvault.NetworkRuleSetArgs(default_action="Deny", bypass="AzureServices"),
        ),
        **located(place),
        opts=options(place, data=True),
    )
    known = after(arm_id(place, "Microsoft.KeyVault/vaults", name), made)
    connect(place, "vault", target=known, label=name, subnet=home(place, links.segment))
    logs(place, "logs", known)
    assign(
        place,
        "custodians",
        "key-officer",
        principal=place.choices.key_custodians,
        scope=known,
        group=True,
        because="custodians administer the keys of this area",
    )
    return KeyStoreHandle(
        urn=place.urn, id=known, name=after(name, made), region=place.choices.region, uri=after(vault_uri(name), made)
    )


def vault_uri(vault: str) -> str:
    return f"https://{vault}.vault.azure.net"


def key(place: AzurePlace, spec: KeySpec, links: KeyLinks) -> KeyHandle:
    """A wrapping key with rotation, the identity by which storage uses it, and a disk encryption set where needed.

    Deliberately not: an expiry of the key itself (its versions have one), an operation besides wrapping.
    """
    assert links.store is not None
    label = place.label("key")
    vault = names.vault(place.site.intent, place.site.area)
    made = keyvault.Key(
        place.name,
        key_name=label,
        vault_name=links.store.name,
        properties=keyvault.KeyPropertiesArgs(
            kty=_KINDS[spec.protection],
            key_size=3072,
            key_ops=["wrapKey", "unwrapKey"],
            attributes=keyvault.KeyAttributesArgs(enabled=True, exportable=False),
            rotation_policy=_rotation(spec.rotation_days),
        ),
        tags=place.tags(),
        **inside(place),
        opts=options(place, data=True),
    )
    known = after(_key_id(place, label), made)
    identity = _identity(place, label, known)
    ready = [*identity, *_disk_set(place, label, identity)]
    return KeyHandle(
        urn=place.urn,
        id=after(_key_id(place, label), made, *ready),
        name=after(label, made, *ready),
        store=links.store.name,
        region=place.choices.region,
        reference=after(f"{vault_uri(vault)}/keys/{label}", made, *ready),
    )


def _key_id(place: AzurePlace, label: str) -> str:
    vault = names.vault(place.site.intent, place.site.area)
    return arm_id(place, "Microsoft.KeyVault/vaults/keys", vault, label)


def _rotation(days: int) -> Any:
    """A new version every `days`; a version ends after twice that, so that the old one never ends first."""
    return keyvault.RotationPolicyArgs(
        attributes=keyvault.KeyRotationPolicyAttributesArgs(expiry_time=f"P{2 * days}D"),
        lifetime_actions=[
            keyvault.LifetimeActionArgs(
                action=keyvault.ActionArgs(type="rotate"), trigger=keyvault.TriggerArgs(time_after_create=f"P{days}D")
            ),
            keyvault.LifetimeActionArgs(
                action=keyvault.ActionArgs(type="notify"),
                trigger=keyvault.TriggerArgs(time_before_expiry=f"P{_DAYS_OF_WARNING}D"),
            ),
        ],
    )


def _identity(place: AzurePlace, label: str, key_id: pulumi.Output[str]) -> list[pulumi.Resource]:
    """Whoever stores under the key acts as this identity, which may use this one key and nothing else."""
    made = managedidentity.UserAssignedIdentity(
        f"{place.name}-identity", resource_name_=f"id-{label}", **located(place), opts=options(place)
    )
    right = assign(place, "identity-right", "key-user", principal=made.principal_id, scope=key_id)
    return [made, right]


def _disk_set(place: AzurePlace, label: str, identity: list[pulumi.Resource]) -> list[pulumi.Resource]:
    if place.name not in _keys_of_disks(place):
        return []
    vault = names.vault(place.site.intent, place.site.area)
    made = DiskEncryptionSet(
        f"{place.name}-disks",
        disk_encryption_set_name=f"des-{label}",
        encryption_type="EncryptionAtRestWithPlatformAndCustomerKeys",
        identity=compute.EncryptionSetIdentityArgs(
            type="UserAssigned", user_assigned_identities=[after(_identity_id(place, label), *identity)]
        ),
        active_key=compute.KeyForDiskEncryptionSetArgs(
            key_url=after(f"{vault_uri(vault)}/keys/{label}", *identity),
            source_vault=compute.SourceVaultArgs(id=arm_id(place, "Microsoft.KeyVault/vaults", vault)),
        ),
        rotation_to_latest_key_version_enabled=True,
        **located(place),
        opts=options(place),
    )
    return [made]


def _keys_of_disks(place: AzurePlace) -> set[str]:
    """Role names of the keys under which disks are encrypted. Clusters of both kinds have disks too."""
    area = place.site.area
    return {f"{area.name}-{item.key}" for block in (area.volumes, area.workstations, area.clusters) for item in block}


def identity_of(place: AzurePlace, used: KeyHandle) -> pulumi.Output[str]:
    """The id of the identity that uses a key of this area."""
    return pulumi.Output.from_input(used.name).apply(lambda label: _identity_id(place, label))


def _identity_id(place: AzurePlace, label: str) -> str:
    return arm_id(place, "Microsoft.ManagedIdentity/userAssignedIdentities", f"id-{label}")


def disk_set_of(place: AzurePlace, used: KeyHandle) -> pulumi.Output[str]:
    """The id of the disk encryption set of a key of this area."""
    kind = "Microsoft.Compute/diskEncryptionSets"
    return pulumi.Output.from_input(used.name).apply(lambda label: arm_id(place, kind, f"des-{label}"))


def secret(place: AzurePlace, spec: SecretSpec, links: SecretLinks) -> SecretHandle:
    """A random value and its entry in the vault. An adopted secret keeps its value: nothing is written over it."""
    assert links.store is not None
    label = place.label("secret")
    made = keyvault.Secret(
        place.name,
        secret_name=label,
        vault_name=links.store.name,
        properties=keyvault.SecretPropertiesArgs(
            value=generated.password(place, "value", length=spec.length),
            content_type="generated",
            attributes=keyvault.SecretAttributesArgs(enabled=True),
        ),
        tags=place.tags(),
        **inside(place),
        opts=options(place, ignore_changes=["properties.value"]),
    )
    vault = names.vault(place.site.intent, place.site.area)
    known = after(arm_id(place, "Microsoft.KeyVault/vaults/secrets", vault, label), made)
    return SecretHandle(urn=place.urn, id=known, name=after(label, made))
