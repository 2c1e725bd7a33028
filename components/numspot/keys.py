"""Key stores and keys. The cloud sells a key manager by API only, so each area has one of our own."""

from __future__ import annotations

from components import own_key_store
from components.contract.handles import KeyHandle, KeyStoreHandle
from components.contract.roles.keys import KeyLinks, KeySpec, KeyStoreLinks, KeyStoreSpec
from components.numspot.machine import DEVICE, HostSpec, around, data_volume, host
from components.numspot.place import Here

_DISK_GB = 20
"""For keys and audit records."""


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks) -> KeyStoreHandle:
    """Three hosts in the area's service segment, each with a volume for what OpenBao has encrypted already.

    Deliberately not: a public address, keys before the custodians unseal it.
    """
    choices = place.choices
    signer = own_key_store.issuer(place, choices.authorities_until)
    making = own_key_store.Making(signer, choices.machine_keys_until, choices.key_store.artifact(), DEVICE)
    ids = []
    for number, address in enumerate(spec.addresses):
        suffix = f"-keys-{number + 1}"
        name = f"{place.label('key-store')}{suffix}"
        document = own_key_store.node(place, spec, links, number, around(place, name), making)
        built = host(place, HostSpec(name, suffix, spec.size, document, address), links.segment, links.firewall)
        data_volume(place, suffix, _DISK_GB, built)
        ids.append(built.id)
    return own_key_store.handle(place, spec, signer, choices.region, ids)


def key(place: Here, spec: KeySpec, links: KeyLinks) -> KeyHandle:
    """A key of the area's store, which its hosts make and turn over as the area declares. No resource of its own."""
    return own_key_store.key(place, links.store)
