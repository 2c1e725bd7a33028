"""Key stores and keys: OpenBao on three hosts of our own in each area. Secrets are a gap."""

from __future__ import annotations

from components import own_key_store
from components.cloudtemple.machine import HostSpec, data_disk, host, inside
from components.cloudtemple.place import Here, around
from components.contract.roles.keys import KeyLinks, KeySpec, KeyStoreLinks, KeyStoreSpec


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks) -> own_key_store.OwnStore:
    """The three hosts with their data disks, on the area's service segment.

    Deliberately not: the unsealing (custodians do it in the hub, the hub's store in the areas), a key in a module.
    """
    choices = place.choices
    signer = own_key_store.issuer(place, choices.authorities_until)
    making = own_key_store.Making(signer, choices.machine_keys_until, choices.key_store.artifact(), choices.data_device)
    ids = []
    for number, (zone, address) in enumerate(zip(spec.zones, spec.addresses, strict=True)):
        name, suffix = f"{place.label('key-store')}-keys-{number + 1}", f"-{number + 1}"
        document = own_key_store.node(place, spec, links, number, around(place, name), making)
        adapters, routes = inside(place, links.segment, links.firewall, zone, address)
        asked = HostSpec(name, suffix, zone, spec.size, document, adapters, routes, bears_data=True)
        machine = host(place, asked)
        data_disk(place, asked, machine, choices.key_store_gb)
        ids.append(machine.id)
    return own_key_store.handle(place, spec, signer, choices.region, ids)


def key(place: Here, spec: KeySpec, links: KeyLinks) -> own_key_store.OwnKey:
    """A key that the area's store makes and turns. No resource of its own; `hsm` is a gap of its own."""
    return own_key_store.key(place, links.store)
