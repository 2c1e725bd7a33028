"""Research workstations."""

from __future__ import annotations

import pulumi
import pulumi_openstack as openstack

from components import own_key_store
from components.contract.flows import seat_rules
from components.contract.handles import KeyHandle, ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.data_volume import DataVolume
from components.hosts.key_store_volume import KeyStoreVolume
from components.ovhcloud.machine import Seat, around, device, port, server
from components.ovhcloud.place import Here, present
from components.ovhcloud.storage import make_volume


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host that boots from an encrypted volume, and an encrypted data volume that outlives it.

    Both are encrypted by the cloud, so the data volume carries no encryption of the host's own, unless the estate keeps
    its keys in a store of its own; the host makes its file
    system, once, and mounts it. It waits for the volume, which is attached when the host runs already.

    Not produced: a public address, a fixed address (seats are told apart by name).
    """
    bastion = present(links.bastion, "the bastion of a workstation")
    seat = Seat(
        name=place.name,
        label=place.label("workstation"),
        zone=spec.zone,
        size=spec.size,
        address=None,
        segment=links.segment,
        firewall=links.firewall,
    )
    leg = port(place, seat)
    disk = make_volume(place, f"{place.name}-data", f"{seat.label}-data", spec.disk_gb, spec.zone)
    known = pulumi.Output.all(bastion.public_key, _opened(place, seat.label, disk, links.key))
    made = server(place, seat, leg, known.apply(lambda found: user_data(place, spec, seat.label, *found)))
    openstack.compute.VolumeAttach(
        f"{place.name}-data", instance_id=made.id, volume_id=disk.id, opts=place.options(provider="openstack")
    )
    address = leg.all_fixed_ips.apply(lambda found: str(found[0]) if found else "")
    return ServiceHandle(urn=place.urn, id=made.id, name=seat.label, address=address)


def _opened(
    place: Here, label: str, disk: openstack.blockstorage.Volume, key: KeyHandle | None
) -> pulumi.Output[KeyStoreVolume] | pulumi.Output[DataVolume]:
    """The data volume as the host opens it: plainly, or by a key of the estate's own store."""
    where, own = disk.id.apply(device), place.choices.own_key_store
    if own:
        return own_key_store.encrypted_volume(place, key, label, own.machine_keys_until, where)
    return where.apply(plain)


def plain(device: str) -> DataVolume:
    return DataVolume(device=device, name="data", mount_point="/data")


def user_data(
    place: Here, spec: WorkstationSpec, label: str, onward_key: str, volume: DataVolume | KeyStoreVolume
) -> str:
    """Pure. `onward_key`: how the bastions are known."""
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, label), onward_key, volume, rules)
