"""Research workstations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pulumi
import pulumi_openstack as openstack

from components.contract.flows import rules
from components.contract.handles import ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.contract.words import Protocol, Purpose
from components.hosts import workstation as host
from components.hosts.data_volume import DataVolume
from components.hosts.firewall import Flow
from components.hosts.people import BastionAccess
from components.ovhcloud.machine import PROXY_PORT, Seat, package_source, port, server
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
    return host.user_data(
        host.Workstation(
            host_name=label,
            time_servers=spec.time_servers,
            package_source=package_source(place),
            bastion=BastionAccess(cidrs=(spec.bastion_cidr,), onward_public_key=onward_key),
            operators=spec.operators,
            researchers=spec.people,
            egress=tuple(_egress(place, spec)),
            proxy=f"http://{spec.proxy_address}:{PROXY_PORT}",
            volume=DataVolume(device=device(volume_id), name="data", mount_point="/data"),
        )
    )


def device(volume_id: str) -> str:
    """Where the host finds a volume, whatever the order of attachment: QEMU gives a virtio disk the id as its serial
    number, of which the kernel keeps the first twenty characters.

    Not verified at OVHcloud: an image that asks for a SCSI disk would name it otherwise. The host then finds no volume
    and its first boot ends with that message instead of writing to another disk.
    """
    return f"/dev/disk/by-id/virtio-{volume_id[:_SERIAL_LENGTH]}"


def _egress(place: Here, spec: WorkstationSpec) -> Iterator[Flow]:
    """The outgoing flows of the area's workstations, with their ports."""
    for segment in place.site.area.segments:
        if segment.purpose is not Purpose.WORKSTATIONS:
            continue
        for rule in rules(place.site.intent, place.site.area, segment):
            peers = tuple(peer for peer in rule.peers if peer in spec.egress_cidrs)
            if rule.direction == "out" and peers and rule.protocol is not Protocol.ICMP:
                protocol: Literal["tcp", "udp"] = "tcp" if rule.protocol is Protocol.TCP else "udp"
                yield Flow(rule.flow, peers, protocol, tuple(_ports(rule.ports)))


def _ports(ports: tuple[str, ...]) -> Iterator[int]:
    for item in ports:
        low, _, high = item.partition("-")
        yield from range(int(low), int(high or low) + 1)
