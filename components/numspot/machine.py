"""One host of our own: a VM in one subnet, behind its segment's security group."""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass

import pulumi
import pulumi_numspot as numspot

from components.contract.handles import FirewallHandle, SegmentHandle, before_host
from components.contract.words import Size
from components.documents import Surroundings
from components.numspot.place import Here, present, replaced_in_place, tag_blocks
from components.numspot.providers import CLOUD

_ATTACHED_AS = "/dev/xvdb"
DEVICE = "/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_sdb"
"""Where a host finds its one data volume, whatever the order of the disks. NumSpot runs on Outscale, whose CSI driver
looks there (outscale/osc-bsu-csi-driver, pkg/driver/node.go, findDevicePath). Not seen on a host
yet: one that finds no such disk says so and writes to no other."""
_SYSTEM_GB = 8
"""What the image's root volume must hold beside a cache."""
_ADDRESS_OF_RESOLVER_IN_VPC, _ADDRESS_OF_RESOLVER_IN_SUBNET = 1, 2


@dataclass(frozen=True)
class HostSpec:
    """`suffix` names the resources of one host of a role; "" for a role of one host."""

    name: str
    suffix: str
    size: Size
    user_data: pulumi.Input[str]
    address: str | None = None
    cache_gb: int = 0
    """What the root volume must hold beside the system."""


def around(place: Here, name: str, *, asks_names_in: str = "") -> Surroundings:
    """What a host of this name finds where it stands. `asks_names_in`: the range of its segment, for a host that knows
    destinations by name; the others ask nobody."""
    return Surroundings(name, place.site.intent.plan, resolvers(place, asks_names_in) if asks_names_in else ())


def resolvers(place: Here, segment: str) -> tuple[str, ...]:
    """The cloud's resolver. Its documentation puts it at the first address of the VPC on one page (DHCP options) and at
    the second of each subnet on another (VPC, Concepts): a host asks the one, then the other."""
    vpc = place.site.addresses.networks[place.site.area.name]
    return (
        str(vpc[_ADDRESS_OF_RESOLVER_IN_VPC]),
        str(ipaddress.IPv4Network(segment)[_ADDRESS_OF_RESOLVER_IN_SUBNET]),
    )


def host(place: Here, spec: HostSpec, segment: SegmentHandle | None, firewall: FirewallHandle | None) -> numspot.Vm:
    """The VM, made anew for a new document, which it reads once only; before that somebody must lift its protection.

    Deliberately not: a public address, a key pair, the network's default security group, which lets everything out.
    """
    choices = place.choices
    check_cache(choices.image_gb, place.name, spec.cache_gb)
    stands, walls = (
        present(segment, f"the segment of `{place.name}`"),
        present(firewall, f"the firewall of `{place.name}`"),
    )
    options = place.options(
        provider=CLOUD,
        secret_outputs=("userData",),
        replace_on_changes=("userData",),
        depends_on=before_host(stands, walls),
    )
    return numspot.Vm(
        f"{place.name}{spec.suffix}",
        image_id=choices.image,
        type=choices.vm_types[spec.size],
        subnet_id=stands.subnet,
        security_group_ids=[walls.at(1)],
        private_ips=[spec.address] if spec.address else None,
        placement={"availability_zone_name": choices.availability_zone, "tenancy": "default"},
        user_data=encoded(spec.user_data),
        deletion_protection=True,
        tags=tag_blocks(place),
        opts=replaced_in_place(options),
    )


def check_cache(image_gb: int, name: str, cache_gb: int) -> None:
    """Raise ValueError where the image's root volume cannot hold the cache of a host: no argument makes it larger."""
    if cache_gb and image_gb < cache_gb + _SYSTEM_GB:
        raise ValueError(
            f"found an image of {image_gb} GB for `{name}`, whose cache takes {cache_gb} | at least "
            f"{cache_gb + _SYSTEM_GB}: a VM gets no larger root volume than its image has | make a larger image "
            "(numspot_image) and name it in the choices"
        )


def encoded(document: pulumi.Input[str]) -> pulumi.Output[str]:
    """As the API takes it: base64, 500 KiB at most. A secret as a whole."""
    text = pulumi.Output.from_input(document).apply(lambda found: base64.b64encode(found.encode()).decode("ascii"))
    hidden: pulumi.Output[str] = pulumi.Output.secret(text)
    return hidden


def public_address(place: Here, suffix: str, machine: numspot.Vm) -> numspot.PublicIp:
    """An address on the internet, for bastions only. The security group says who may come."""
    return numspot.PublicIp(
        f"{place.name}{suffix}", vm_id=machine.id, tags=tag_blocks(place), opts=place.options(provider=CLOUD)
    )


def data_volume(place: Here, suffix: str, size_gb: int, machine: numspot.Vm) -> numspot.Volume:
    """The host's data volume, which outlives it. The cloud documents no encryption: the host, or what it runs, must."""
    return numspot.Volume(
        f"{place.name}{suffix}-data",
        availability_zone_name=place.choices.availability_zone,
        size=size_gb,
        type=place.choices.volume_type,
        link_vm={"vm_id": machine.id, "device_name": _ATTACHED_AS},
        replace_volume_on_downsize=False,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD, data=True),
    )
