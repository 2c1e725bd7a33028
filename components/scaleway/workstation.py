"""Research workstations."""

from __future__ import annotations

from collections.abc import Iterator

import pulumi
from pulumiverse_scaleway import block

from components import generated
from components.contract.flows import rules
from components.contract.handles import ServiceHandle
from components.contract.intent import Segment
from components.contract.roles.network import Rule
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.contract.words import Protocol
from components.hosts.firewall import Flow
from components.hosts.luks import LuksVolume
from components.hosts.people import BastionAccess
from components.hosts.workstation import Workstation, user_data
from components.scaleway.machine import DNS, PROXY_PORT, HostSpec, host, packages
from components.scaleway.place import Here, bare, project_id
from components.scaleway.providers import CLOUD
from components.scaleway.secret_store import stored


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host on its segment with a data volume that it encrypts itself; the passphrase is kept in the secret store.

    Deliberately not: a public address, any destination that no flow names.
    """
    if links.bastion is None:
        raise ValueError(f"found no bastion for `{place.name}` | one | sessions come from nowhere else")
    name = place.label("workstation")
    volume = block.Volume(
        f"{place.name}-data",
        name=f"{name}-data",
        size_in_gb=spec.disk_gb,
        iops=place.choices.volume_iops,
        zone=place.choices.zone(spec.zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    stored(place, f"{place.name}-passphrase", f"{name}-passphrase", passphrase, links.key)
    parts = pulumi.Output.all(bare(volume.id), passphrase, links.bastion.public_key)
    document: pulumi.Output[str] = pulumi.Output.secret(
        parts.apply(lambda found: user_data(_host(place, spec, name, *found)))
    )
    asked = HostSpec(name, "", spec.zone, spec.size, document, volumes=(volume.id,))
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.server.id, built.server.name, built.address)


def _host(place: Here, spec: WorkstationSpec, name: str, volume: str, passphrase: str, bastion_key: str) -> Workstation:
    data = LuksVolume(
        # the name by which the system finds the volume, whatever the order of attachment
        device=f"/dev/disk/by-id/scsi-0SCW_sbs_volume-{volume}",
        name="data",
        mount_point="/data",
        passphrase=passphrase,
    )
    return Workstation(
        host_name=name,
        time_servers=spec.time_servers,
        dns_servers=DNS,
        package_source=packages(place),
        bastion=BastionAccess((spec.bastion_cidr,), bastion_key),
        operators=spec.operators,
        researchers=spec.people,
        egress=tuple(_egress(place)),
        proxy=f"http://{spec.proxy_address}:{PROXY_PORT}",
        volume=data,
    )


def _egress(place: Here) -> Iterator[Flow]:
    """The segment's outgoing flows, as the host's own firewall knows them."""
    for rule in rules(place.site.intent, place.site.area, segment_of(place)):
        if rule.direction == "out" and rule.protocol is not Protocol.ICMP:
            yield Flow(rule.flow, rule.peers, "udp" if rule.protocol is Protocol.UDP else "tcp", _ports(rule))


def segment_of(place: Here) -> Segment:
    """The segment of a seat, by the seat's name."""
    area = place.site.area
    kind = next(item for item in area.workstations if place.name.rpartition("-")[0] == f"{area.name}-{item.name}")
    return next(item for item in area.segments if item.name == kind.segment)


def _ports(rule: Rule) -> tuple[int, ...]:
    found: list[int] = []
    for text in rule.ports:
        low, _, high = text.partition("-")
        found += range(int(low), int(high or low) + 1)
    return tuple(found)
