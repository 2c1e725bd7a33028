"""Key stores of the estate's own, where it does not want the cloud's key service."""

from __future__ import annotations

import pulumi
import pulumi_openstack as openstack

from components import own_key_store
from components.contract.roles.keys import KeyStoreLinks, KeyStoreSpec
from components.ovhcloud.machine import Seat, around, device, port, server
from components.ovhcloud.place import Here
from components.ovhcloud.storage import make_volume
from components.own_key_store import Making, OwnStore
from components.software import OwnKeyStore

_DISK_GB = 20


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks, own: OwnKeyStore) -> OwnStore:
    """Three hosts with a protected volume each, and the authority that signs for them and for those that ask them.

    Deliberately not: a public address, keys before the custodians unseal it.
    """
    signer = own_key_store.issuer(place, own.authorities_until)
    ids: list[pulumi.Output[str]] = []
    for number, (zone, address) in enumerate(zip(spec.zones, spec.addresses, strict=True)):
        seat = Seat(
            name=f"{place.name}-keys-{number + 1}",
            label=f"{place.label('key-store')}-keys-{number + 1}",
            zone=zone,
            size=spec.size,
            address=address,
            segment=links.segment,
            firewall=links.firewall,
        )
        disk = make_volume(place, seat.name, seat.label, _DISK_GB, zone)
        making = Making(signer, own.machine_keys_until, own.software.artifact(), disk.id.apply(device))
        leg = port(place, seat)
        document = own_key_store.node(place, spec, links, number, around(place, seat.label), making)
        made = server(place, seat, leg, document)
        openstack.compute.VolumeAttach(
            seat.name, instance_id=made.id, volume_id=disk.id, opts=place.options(provider="openstack")
        )
        ids.append(made.id)
    return own_key_store.handle(place, spec, signer, place.choices.region, ids)
