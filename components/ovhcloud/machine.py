"""A machine of our own: a port in its segment's security group, and a server that boots from an encrypted volume."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_openstack as openstack

from components.contract.handles import FirewallHandle, SegmentHandle, before_host
from components.contract.words import Size
from components.documents import Surroundings
from components.ovhcloud.place import Here, present, replaced_in_place

_SERIAL_LENGTH = 20


@dataclass(frozen=True)
class Seat:
    """Where a machine stands. `address` None: one of the segment's upper half."""

    name: str
    label: str
    zone: int
    size: Size
    address: str | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None


def port(place: Here, seat: Seat, *, forwards: tuple[str, ...] = ()) -> openstack.networking.Port:
    """The machine's only network port. `forwards`: ranges for which it may also send (a VPN gateway's other side)."""
    segment = present(seat.segment, "the segment of a host")
    firewall = present(seat.firewall, "the firewall of a host")
    fixed = openstack.networking.PortFixedIpArgs(subnet_id=segment.subnet, ip_address=seat.address)
    return openstack.networking.Port(
        seat.name,
        name=seat.label,
        network_id=segment.network,
        admin_state_up=True,
        fixed_ips=[fixed],
        port_security_enabled=True,
        security_group_ids=[firewall.at(seat.zone)],
        allowed_address_pairs=[openstack.networking.PortAllowedAddressPairArgs(ip_address=cidr) for cidr in forwards]
        or None,
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )


def server(
    place: Here,
    seat: Seat,
    port: openstack.networking.Port,
    user_data: pulumi.Input[str],
    *,
    disk_gb: int = 0,
) -> openstack.compute.Instance:
    """The machine itself. Not produced: a key pair, a password, a second interface, a local disk."""
    choices = place.choices
    before = before_host(
        present(seat.segment, "the segment of a host"), present(seat.firewall, "the firewall of a host")
    )
    boot = openstack.compute.InstanceBlockDeviceArgs(
        source_type="image",
        destination_type="volume",
        uuid=choices.image,
        boot_index=0,
        volume_size=max(disk_gb, choices.boot_disk_gb),
        volume_type=choices.volume_type,
        delete_on_termination=True,
    )
    return openstack.compute.Instance(
        seat.name,
        name=seat.label,
        flavor_name=choices.flavors[seat.size],
        availability_zone=choices.zone(seat.zone),
        block_devices=[boot],
        # the port alone carries security groups: named here as well, Nova would add the project's default group
        networks=[openstack.compute.InstanceNetworkArgs(port=port.id)],
        # the groups let nothing out to the metadata service, and nobody on the host can ask it later
        config_drive=True,
        user_data=pulumi.Output.secret(user_data),
        metadata=place.tags(),
        opts=replaced_in_place(place.options(provider="openstack", secret_outputs=["userData"], depends_on=before)),
    )


def public_address(place: Here, seat: Seat, port: openstack.networking.Port) -> openstack.networking.FloatingIp:
    """An address on the internet, for bastions and VPN gateways only. The security group says who may come."""
    return openstack.networking.FloatingIp(
        seat.name,
        pool=place.choices.external_network.name,
        port_id=port.id,
        description=seat.label,
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )


def around(place: Here, label: str) -> Surroundings:
    """What a host with this name finds where it stands; only proxy and mirror ask a resolver."""
    return Surroundings(label, place.site.intent.plan)


def device(volume_id: str) -> str:
    """Where the host finds a volume, whatever the order of attachment: QEMU gives a virtio disk the id as its serial
    number, of which the kernel keeps the first twenty characters.

    Not verified at OVHcloud: an image that asks for a SCSI disk would name it otherwise. The host then finds no volume
    and its first boot ends with that message instead of writing to another disk.
    """
    return f"/dev/disk/by-id/virtio-{volume_id[:_SERIAL_LENGTH]}"
