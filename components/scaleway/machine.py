"""One host of our own: an instance on one private network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumiverse_scaleway import instance, ipam

from components.contract.handles import FirewallHandle, SegmentHandle, before_host
from components.contract.words import Size
from components.documents import Surroundings
from components.scaleway.place import Here, bare, project_id
from components.scaleway.providers import CLOUD

DNS = ("169.254.169.254",)
"""The resolver of every private network (VPC DNS documentation, 2025-07-16)."""


@dataclass(frozen=True)
class HostSpec:
    """`suffix` names the resources of one host of a role; "" for a role of one host."""

    name: str
    suffix: str
    zone: int
    size: Size
    user_data: pulumi.Input[str]
    address: str | None = None
    public_ips: Sequence[pulumi.Input[str]] = ()
    volumes: Sequence[pulumi.Input[str]] = ()
    disk_gb: int = 0
    """What the root volume must hold beside the system."""


@dataclass(frozen=True)
class Host:
    server: instance.Server
    address: pulumi.Input[str]


def around(place: Here, name: str) -> Surroundings:
    """What a host of this name finds where it stands."""
    return Surroundings(name, place.site.intent.plan, DNS)


def data_device(volume: pulumi.Output[str]) -> pulumi.Output[str]:
    """Where a host finds a volume: the name that the system gives it, whatever the order of attachment."""
    return bare(volume).apply(lambda found: f"/dev/disk/by-id/scsi-0SCW_sbs_volume-{found}")


def host(place: Here, spec: HostSpec, segment: SegmentHandle | None, firewall: FirewallHandle | None) -> Host:
    """The instance in its segment's security group, and its interface there, with a fixed address where one is given.

    Deliberately not: a public address of its own (`enable_dynamic_ip`); the cloud's default security group, which
    accepts everything; a default user or a key of the project.
    """
    if segment is None or firewall is None:
        raise ValueError(f"found no segment or firewall for `{place.name}` | both | no host stands without its walls")
    server = instance.Server(
        f"{place.name}{spec.suffix}",
        name=spec.name,
        type=place.choices.server_types[spec.size],
        image=place.choices.image,
        security_group_id=firewall.at(spec.zone),
        enable_dynamic_ip=False,
        ip_ids=list(spec.public_ips) or None,
        cloud_init=spec.user_data,
        root_volume=instance.ServerRootVolumeArgs(
            volume_type="sbs_volume", size_in_gb=place.choices.root_gb + spec.disk_gb, delete_on_termination=True
        ),
        additional_volume_ids=list(spec.volumes) or None,
        protected=True,
        zone=place.choices.zone(spec.zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, depends_on=before_host(segment, firewall)),
    )
    return Host(server, _interface(place, spec, server, segment))


def _interface(place: Here, spec: HostSpec, server: instance.Server, segment: SegmentHandle) -> pulumi.Input[str]:
    nic = instance.PrivateNic(
        f"{place.name}{spec.suffix}",
        server_id=server.id,
        private_network_id=segment.network,
        ipam_ip_ids=[_address(place, spec, segment).id] if spec.address else None,
        zone=place.choices.zone(spec.zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return spec.address or nic.private_ips.apply(lambda found: found[0].address or "" if found else "")


def _address(place: Here, spec: HostSpec, segment: SegmentHandle) -> ipam.Ip:
    return ipam.Ip(
        f"{place.name}{spec.suffix}",
        address=spec.address,
        sources=[ipam.IpSourceArgs(private_network_id=segment.network)],
        is_ipv6=False,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
