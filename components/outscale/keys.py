"""Key stores and keys: on hosts of our own, for the cloud has no key service."""

from __future__ import annotations

from components import own_key_store
from components.contract.handles import KeyHandle, KeyStoreHandle
from components.contract.roles.keys import KeyLinks, KeySpec, KeyStoreLinks, KeyStoreSpec
from components.outscale import subnets
from components.outscale.machine import DATA_DEVICE, Seat, around, attached, host, volume
from components.outscale.place import Here

_DISK_GB = 20


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks) -> KeyStoreHandle:
    """Three hosts with a protected volume each, and the authority that signs for them and for those that ask them.

    Deliberately not: a public address, keys before the custodians unseal it, encryption of its volumes by the cloud.
    """
    choices, label = place.choices, place.label("key-store")
    seats = [
        Seat(
            name=f"{place.name}-keys-{number + 1}",
            label=f"{label}-keys-{number + 1}",
            zone=zone,
            size=spec.size,
            segment=links.segment,
            firewall=links.firewall,
            planned=planned,
        )
        for number, (zone, planned) in enumerate(zip(spec.zones, spec.addresses, strict=True))
    ]
    here = own_key_store.moved(spec, tuple(seat.address or "" for seat in seats), unsealers(place, spec))
    signer = own_key_store.issuer(place, choices.authorities_until)
    making = own_key_store.Making(signer, choices.machine_keys_until, choices.key_store.artifact(), DATA_DEVICE)
    ids = []
    for number, seat in enumerate(seats):
        disk = volume(place, seat.name, seat.label, _DISK_GB, seat.zone)
        vm = host(place, seat, own_key_store.node(place, here, links, number, around(place, seat.label), making))
        attached(place, seat.name, vm, disk.volume_id)
        ids.append(vm.vm_id)
    return own_key_store.handle(place, here, signer, choices.region, ids)


def unsealers(place: Here, spec: KeyStoreSpec) -> tuple[str, ...]:
    """The hub's key store where it stands here: each of its hosts in the subnet of its zone."""
    intent = place.site.intent
    hub, zones = intent.hub, intent.hub.key_store.zones
    cidr = str(place.site.addresses.segments[hub.name, hub.service_segment])
    first = subnets.first_zone(intent, hub, hub.service_segment)
    return tuple(
        subnets.address(cidr, planned, zones[number % len(zones)], first)
        for number, planned in enumerate(spec.unsealed_by)
    )


def key(place: Here, spec: KeySpec, links: KeyLinks) -> KeyHandle:
    """A key of the area's store, which makes it and turns it over as the area declares. No resource of its own."""
    return own_key_store.key(place, links.store)
