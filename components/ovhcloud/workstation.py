"""Research workstations."""

from __future__ import annotations

import pulumi
import pulumi_openstack as openstack

from components.contract.flows import seat_rules
from components.contract.handles import ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.data_volume import DataVolume
from components.ovhcloud.machine import Seat, around, port, server
from components.ovhcloud.place import Here, present
from components.ovhcloud.storage import make_volume

_SERIAL_LENGTH = 20


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host that boots from an encrypted volume, and an encrypted data volume that outlives it.

    Both are encrypted by the cloud, so the data volume carries no encryption of the host's own; the host makes its file
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
    known = pulumi.Output.all(bastion.public_key, disk.id)
    made = server(place, seat, leg, known.apply(lambda found: user_data(place, spec, seat.label, *found)))
    openstack.compute.VolumeAttach(
        f"{place.name}-data", instance_id=made.id, volume_id=disk.id, opts=place.options(provider="openstack")
    )
    address = leg.all_fixed_ips.apply(lambda found: str(found[0]) if found else "")
    return ServiceHandle(urn=place.urn, id=made.id, name=seat.label, address=address)


def user_data(place: Here, spec: WorkstationSpec, label: str, onward_key: str, volume_id: str) -> str:
    """Pure. `onward_key`: how the bastions are known."""
    volume = DataVolume(device=device(volume_id), name="data", mount_point="/data")
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, label), onward_key, volume, rules)


def device(volume_id: str) -> str:
    """Where the host finds a volume, whatever the order of attachment: QEMU gives a virtio disk the id as its serial
    number, of which the kernel keeps the first twenty characters.

    Not verified at OVHcloud: an image that asks for a SCSI disk would name it otherwise. The host then finds no volume
    and its first boot ends with that message instead of writing to another disk.
    """
    return f"/dev/disk/by-id/virtio-{volume_id[:_SERIAL_LENGTH]}"
