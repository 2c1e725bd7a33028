"""One host of our own: a virtual machine of OpenIaaS on ordered networks, with addresses that we give out ourselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_cloudtemple as cloudtemple

from components.cloudtemple import lookups
from components.cloudtemple.handles import OrderedSegment
from components.cloudtemple.place import Here, present, replaced_in_place
from components.cloudtemple.providers import CLOUD
from components.contract.flows import ANYWHERE
from components.contract.handles import FirewallHandle, SegmentHandle
from components.contract.words import Size
from components.hosts.legs import Leg, Route, gateway_address, mac_address, network_config
from facts.errors import BadInput

GIB = 1024**3
_LARGEST_DISK_GB = 2000
"""2 TB (vendor documentation iaas_opensource/concepts)."""
_POOLS = ("hub", "environments", "spaces")
Machine = cloudtemple.ComputeIaasOpensourceVirtualMachine


@dataclass(frozen=True)
class Adapter:
    """One network adapter: the ordered network, the host's address there, and what must be there before it."""

    network: str
    leg: Leg
    after: tuple[pulumi.Resource, ...] = ()


@dataclass(frozen=True)
class HostSpec:
    """`suffix` names the resources of one host of a role; "" for a role of one host."""

    name: str
    suffix: str
    zone: int
    size: Size
    document: pulumi.Input[str]
    adapters: Sequence[Adapter]
    routes: Sequence[Route]
    resolvers: tuple[str, ...] = ()
    disk_gb: int = 0
    """What the system disk must hold beside the system."""
    bears_data: bool = False
    """A data disk is attached to it."""


def adapter(network: str, name: str, address: str, prefix: int, *after: pulumi.Resource) -> Adapter:
    """With the MAC address that goes with the address, so that the host knows its adapters apart."""
    return Adapter(network, Leg(name, address, prefix, mac_address(address)), after)


def seated(
    segment: SegmentHandle | None, firewall: FirewallHandle | None, zone: int, address: str
) -> tuple[Adapter, str]:
    """An adapter in a segment that has its walls, and the segment's gateway."""
    present(firewall, "the firewall of a host")
    ordered = present(segment, "the segment of a host")
    assert isinstance(ordered, OrderedSegment)
    prefix = int(ordered.range.rpartition("/")[2])
    own = adapter(ordered.networks[zone], "lan", address, prefix, ordered.machine)
    return own, gateway_address(ordered.range)


def inside(
    place: Here, segment: SegmentHandle | None, firewall: FirewallHandle | None, zone: int, address: str
) -> tuple[list[Adapter], list[Route]]:
    """Adapter and routes of a host that has no other way than its area's router."""
    own, gateway = seated(segment, firewall, zone, address)
    return [own], [Route(ANYWHERE, gateway)]


def at_the_edge(
    place: Here,
    segment: SegmentHandle | None,
    firewall: FirewallHandle | None,
    zone: int,
    address: str,
    outside: str,
) -> tuple[list[Adapter], list[Route]]:
    """The same for a host with a second adapter, towards the internet: only the platform lies behind its router."""
    own, gateway = seated(segment, firewall, zone, address)
    edge = place.choices.edge
    network = lookups.network(place, lookups.shared(place, "edge"), place.choices.zone(zone))
    other = adapter(network, "edge", outside, edge.prefix)
    routes = [Route(str(place.site.addresses.pool(pool)), gateway) for pool in _POOLS]
    return [own, other], [*routes, Route(ANYWHERE, edge.gateway)]


def host(place: Here, spec: HostSpec) -> Machine:
    """The machine, with secure boot, a backup policy, and the document of its first boot.

    Without a policy it would not start (SecNumCloud asks for one). A change of its document makes it anew: one without
    data is deleted first, one that bears data is protected and kept, for nobody says whether its disks would go too.
    Deliberately not: a physical host by name (the cloud chooses), a password, an address by DHCP.
    """
    zone = place.choices.zone(spec.zone)
    size = place.choices.sizes[spec.size]
    network = network_config([item.leg for item in spec.adapters], spec.routes, spec.resolvers)
    options = place.options(
        provider=CLOUD,
        data=spec.bears_data,
        depends_on=[resource for item in spec.adapters for resource in item.after],
        secret_outputs=("cloudInit",),
    )
    return Machine(
        f"{place.name}{spec.suffix}",
        name=spec.name,
        cpu=size.cpu,
        memory=size.memory_gb * GIB,
        template_id=lookups.template(place, zone, len(spec.adapters)),
        os_disks=[
            {
                "name": f"{spec.name}-system",
                "size": (place.choices.boot_disk_gb + spec.disk_gb) * GIB,
                "storage_repository_id": lookups.storage(place, zone),
            }
        ],
        os_network_adapters=[{"network_id": item.network, "mac_address": item.leg.mac or ""} for item in spec.adapters],
        boot_firmware="uefi",
        secure_boot=True,
        high_availability="restart",
        auto_power_on=True,
        power_state="on",
        # a change of size takes the host down for a moment: the provider would refuse it otherwise
        allow_vm_restart=True,
        backup_sla_policies=[zone.backup_policy],
        cloud_init={
            "cloud_config": pulumi.Output.secret(spec.document),
            "network_config": pulumi.Output.secret(network),
        },
        tags=place.tags(),
        opts=options if spec.bears_data else replaced_in_place(options),
    )


def data_disk(place: Here, spec: HostSpec, machine: Machine, size_gb: int) -> None:
    """A data disk of a host. It belongs to a machine from the first moment: the cloud has none by itself.

    Raises BadInput for more than one disk holds.
    """
    if size_gb > _LARGEST_DISK_GB:
        raise BadInput(
            f"`{place.name}` asks for a disk of {size_gb} GB",
            expected=f"at most {_LARGEST_DISK_GB} GB in one disk",
            action="make it smaller",
        )
    cloudtemple.ComputeIaasOpensourceVirtualDisk(
        f"{place.name}{spec.suffix}-data",
        name=f"{spec.name}-data",
        size=size_gb * GIB,
        mode="RW",
        bootable=False,
        connected=True,
        storage_repository_id=place.choices.zone(spec.zone).storage,
        virtual_machine_id=machine.id,
        opts=place.options(provider=CLOUD, data=True),
    )
