"""Key stores, keys and secrets."""

from __future__ import annotations

import pulumi
import pulumi_openstack as openstack
import pulumi_ovh as ovh

from components import generated, own_key_store
from components.contract.handles import KeyHandle, KeyStoreHandle, SecretHandle
from components.contract.roles.keys import (
    KeyLinks,
    KeySpec,
    KeyStoreLinks,
    KeyStoreSpec,
    SecretLinks,
    SecretSpec,
)
from components.ovhcloud import own_keys
from components.ovhcloud.place import Here, present
from components.ovhcloud.regions import spelled

_OPERATIONS = ["encrypt", "decrypt", "wrapKey", "unwrapKey"]


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks) -> KeyStoreHandle:
    """An OKMS domain of the area's own, ordered, in the region of its data.

    Not produced: an access certificate. One without a signing request of the holder's would put a private key into
    the state.
    """
    if place.choices.own_key_store:
        return own_keys.key_store(place, spec, links, place.choices.own_key_store)
    label = place.label("key-store")
    region = spelled(place.choices.region, "okms")
    store = ovh.okms.Okms(
        place.name,
        display_name=label,
        ovh_subsidiary=place.choices.subsidiary,
        region=region,
        opts=place.options(provider="ovh", data=True, replace_on_changes=["region"]),
    )
    ovh.IamResourceTags(
        place.name,
        urn=pulumi.Output.concat("urn:v1:eu:resource:okms:", store.id),
        tags=place.tags(),
        opts=place.options(provider="ovh"),
    )
    return KeyStoreHandle(urn=place.urn, id=store.id, name=label, region=region, uri=store.rest_endpoint)


def key(place: Here, spec: KeySpec, links: KeyLinks) -> KeyHandle:
    """A 256-bit symmetric key that OKMS generates and keeps.

    `spec.protection` of `hsm` is a gap of its own: the provider has no argument, so the key is a software key.
    """
    store = present(links.store, "the key store of a key")
    if isinstance(store, own_key_store.OwnStore):
        return own_key_store.key(place, store)
    label = place.label("key")
    made = ovh.okms.ServiceKey(
        place.name,
        name=label,
        okms_id=store.id,
        type="oct",
        size=256,
        operations=_OPERATIONS,
        context=label,
        opts=place.options(provider="ovh", data=True),
    )
    return KeyHandle(urn=place.urn, id=made.id, name=label, store=store.id, region=store.region, reference=made.id)


def secret(place: Here, spec: SecretSpec, links: SecretLinks) -> SecretHandle:
    """A generated value in Barbican, readable by the user that made it and not by the whole project."""
    label = place.label("secret")
    read = openstack.keymanager.SecretV1AclReadArgs(project_access=False, users=[])
    made = openstack.keymanager.SecretV1(
        place.name,
        name=label,
        payload=generated.password(place, "value", length=spec.length),
        payload_content_type="text/plain",
        secret_type="opaque",
        acl=openstack.keymanager.SecretV1AclArgs(read=read),
        metadata=place.tags(),
        opts=place.options(provider="openstack"),
    )
    return SecretHandle(urn=place.urn, id=made.id, name=label)
