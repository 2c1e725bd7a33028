"""Key stores, keys and secrets."""

from __future__ import annotations

from pulumiverse_scaleway import iam, keymanager

from components import generated, own_key_store
from components.contract.handles import KeyHandle, KeyStoreHandle, SecretHandle
from components.contract.roles.keys import KeyLinks, KeySpec, KeyStoreLinks, KeyStoreSpec, SecretLinks, SecretSpec
from components.contract.words import Protection
from components.scaleway import own_keys
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD
from components.scaleway.secret_store import stored

# Custodians make, rotate and restore keys; they neither use nor delete them.
_CUSTODIANS = ("KeyManagerReadOnly", "KeyManagerKeyCreate", "KeyManagerKeyWrite", "KeyManagerKeyRestore")


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks) -> KeyStoreHandle:
    """Who administers the keys of one project: the regional service itself has nothing to make.

    Deliberately not: a right to delete a key, or to encrypt and decrypt with it.
    """
    if place.choices.own_key_store:
        return own_keys.key_store(place, spec, links, place.choices.own_key_store)
    name = f"{place.label('key-store')}-key-custodians"
    custodians = iam.Group(
        f"{place.name}-custodians",
        name=name,
        description="administer the keys of this project",
        organization_id=place.choices.organization_id,
        external_membership=True,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    iam.Policy(
        f"{place.name}-custodians",
        name=name,
        description="administer the keys of this project",
        organization_id=place.choices.organization_id,
        group_id=custodians.id,
        rules=[iam.PolicyRuleArgs(permission_set_names=list(_CUSTODIANS), project_ids=[project_id(place)])],
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    return KeyStoreHandle(place.urn, project_id(place), name, place.choices.region, "https://api.scaleway.com")


def key(place: Here, spec: KeySpec, links: KeyLinks) -> KeyHandle:
    """A symmetric key with rotation, which the cloud refuses to delete.

    Deliberately not: imported material, an asymmetric key (storage takes none), a fixed date of the next rotation (it
    goes stale and would differ at every run).
    """
    if isinstance(links.store, own_key_store.OwnStore):
        return own_key_store.key(place, links.store)
    hardware = spec.protection is Protection.HSM and place.has("key.hsm")
    made = keymanager.Key(
        place.name,
        name=place.label("key"),
        description=f"key of {place.site.area.name}",
        algorithm="aes_256_gcm",
        usage="symmetric_encryption",
        origin="scaleway_kms",
        protection_level="hsm" if hardware else "software",
        rotation_policy=keymanager.KeyRotationPolicyArgs(rotation_period=f"{spec.rotation_days * 24}h"),
        unprotected=False,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    return KeyHandle(place.urn, made.id, made.name, project_id(place), place.choices.region, made.id)


def secret(place: Here, spec: SecretSpec, links: SecretLinks) -> SecretHandle:
    """A generated value in the secret store, encrypted under the platform's key, written without passing the state."""
    value = generated.password(place, "value", length=spec.length)
    entry, _ = stored(place, place.name, place.label("secret"), value, links.key)
    return SecretHandle(place.urn, entry.id, entry.name)
