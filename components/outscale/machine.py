"""One host of our own: a VM on one subnet, behind its segment's security group."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import pulumi
import pulumi_outscale as outscale

from components.contract.handles import FirewallHandle, SegmentHandle, Text, before_host
from components.contract.words import Size
from components.documents import Surroundings
from components.outscale import subnets
from components.outscale.network import ZonedSegment
from components.outscale.place import Here, present, replaced_in_place, tag_blocks
from components.outscale.providers import CLOUD

_ROOT = "/dev/sda1"
_DATA = "/dev/xvdb"
DATA_DEVICE = "/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_sdb"
"""Where a host finds what is attached as `/dev/xvdb`, whatever the order of the disks: the last letter counts, as the
vendor's own CSI driver looks for it (outscale/osc-bsu-csi-driver, pkg/driver/node.go, findDevicePath). Not seen on a
host yet: one that finds no such disk says so and writes to no other."""


@dataclass(frozen=True)
class Seat:
    """Where a host stands. `planned`: its address in the plan; None: one that the cloud gives it.

    `forwards`: it carries packets of others (a gateway), so the cloud must not check their source.
    """

    name: str
    label: str
    zone: int
    size: Size
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    planned: str | None = None
    disk_gb: int = 0
    """What the root volume must hold beside the system."""
    forwards: bool = False

    @property
    def where(self) -> ZonedSegment:
        return zoned(self.segment)

    @property
    def address(self) -> str | None:
        """Its address in the subnet of its zone."""
        if not self.planned:
            return None
        return subnets.address(str(self.where.cidr), self.planned, self.zone, self.where.first)


def zoned(segment: SegmentHandle | None) -> ZonedSegment:
    """The segment as its builder made it: segments never come from another layer."""
    found = present(segment, "the segment of a role")
    if not isinstance(found, ZonedSegment):
        raise TypeError(f"the segment {found.name} was not made in its layer")
    return found


def around(place: Here, label: str) -> Surroundings:
    """What a host of this name finds where it stands; only the proxies and the mirror ask a resolver."""
    return Surroundings(label, place.site.intent.plan)


def host(place: Here, seat: Seat, user_data: pulumi.Input[str]) -> outscale.Vm:
    """The VM, which boots by UEFI with a virtual TPM and cannot be deleted by a slip: a replacement too needs its
    protection taken off first. A changed document stops and starts the host, and takes effect on a new one only.

    Deliberately not: a key pair, a public address, the Net's default security group, a second interface.
    """
    firewall, segment = present(seat.firewall, "the firewall of a host"), seat.where
    before = before_host(segment, firewall)
    fixed: list[outscale.VmPrimaryNicPrivateIpArgsDict] = (
        [{"private_ip": seat.address, "is_primary": True}] if seat.address else []
    )
    nic: outscale.VmPrimaryNicArgsDict = {
        "device_number": 0,
        "subnet_id": segment.at(seat.zone),
        "security_group_ids": [firewall.at(seat.zone)],
        "description": seat.label,
        "delete_on_vm_deletion": True,
    }
    if fixed:
        nic["private_ips"] = fixed
    root: outscale.VmBlockDeviceMappingArgsDict = {
        "device_name": _ROOT,
        "bsu": {
            "volume_size": place.choices.root_gb + seat.disk_gb,
            "volume_type": place.choices.volume_type,
            "delete_on_vm_deletion": True,
        },
    }
    return outscale.Vm(
        seat.name,
        image_id=place.choices.image,
        vm_type=place.choices.vm_types[seat.size],
        boot_mode="uefi",
        tpm_enabled=True,
        deletion_protection=True,
        is_source_dest_checked=not seat.forwards,
        primary_nics=[nic],
        block_device_mappings=[root],
        user_data=encoded(user_data),
        state="running",
        tags=[{"key": tag["key"], "value": tag["value"]} for tag in tag_blocks(place)],
        opts=replaced_in_place(place.options(provider=CLOUD, secret_outputs=("userData",), depends_on=before)),
    )


def encoded(user_data: pulumi.Input[str]) -> pulumi.Output[str]:
    """The document as the cloud takes it; a secret, for it holds the host's own."""
    hidden: pulumi.Output[str] = pulumi.Output.secret(user_data)
    return hidden.apply(lambda text: base64.b64encode(text.encode()).decode("ascii"))


def public_address(place: Here, name: str) -> outscale.PublicIp:
    """An address on the internet, for bastions and site links only."""
    return outscale.PublicIp(name, tags=tag_blocks(place), opts=place.options(provider=CLOUD))


def reached_by(place: Here, name: str, vm: outscale.Vm, address: outscale.PublicIp) -> None:
    """The security group of the host says who may come by the address."""
    outscale.PublicIpLink(
        name,
        public_ip_id=address.public_ip_id,
        vm_id=vm.vm_id,
        allow_relink=False,
        opts=replaced_in_place(place.options(provider=CLOUD)),
    )


def volume(place: Here, name: str, label: str, size_gb: int, zone: int) -> outscale.Volume:
    """A volume that is not encrypted by the cloud. A snapshot is left of it, should it ever be deleted."""
    return outscale.Volume(
        name,
        size=size_gb,
        volume_type=place.choices.volume_type,
        subregion_name=place.choices.zone(zone),
        termination_snapshot_name=label,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD, data=True),
    )


def attached(place: Here, name: str, vm: outscale.Vm, disk: Text) -> None:
    """The host's only data volume, which it finds at `DATA_DEVICE`."""
    outscale.VolumeLink(
        name,
        volume_id=disk,
        vm_id=vm.vm_id,
        device_name=_DATA,
        force_unlink=False,
        opts=replaced_in_place(place.options(provider=CLOUD)),
    )
