"""From a role's spec to the document of the host that plays it: the same at every cloud that has no such service.

Pure. A cloud's builder brings only what is its own: resolver, object storage, data volume, what is known after apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from components.contract.addresses import AddressPlan
from components.contract.roles.bastion import BastionSpec
from components.contract.roles.egress import EgressAllowListSpec
from components.contract.roles.network import Rule
from components.contract.roles.services import PackageMirrorSpec, TimeSourceSpec
from components.contract.roles.workstation import WorkstationSpec
from components.contract.words import Protocol
from components.hosts import bastion, egress_proxy, package_mirror, time_server, workstation
from components.hosts.data_volume import DataVolume
from components.hosts.firewall import Flow
from components.hosts.luks import LuksVolume
from components.hosts.people import BastionAccess, Person

PROXY_PORT, MIRROR_PORT = 3128, 3142
_LARGEST_CACHE_GIB = 1000


@dataclass(frozen=True)
class Surroundings:
    """What a host finds where it stands. `resolvers` are addresses, none where the host asks nobody for names."""

    host_name: str
    plan: AddressPlan
    resolvers: tuple[str, ...] = ()

    @property
    def packages(self) -> str:
        """Where every host but the mirror itself gets its packages."""
        return f"http://{self.plan.mirror()}:{MIRROR_PORT}"


@dataclass(frozen=True)
class Uploads:
    """Where recordings go: a bucket and the key that may only write there."""

    endpoint: str
    region: str
    bucket: str
    key_id: str
    key: str


def bastion_document(spec: BastionSpec, around: Surroundings, onward_key: str, uploads: Uploads) -> str:
    """The recorded bastion. Recordings leave through the egress proxy, by no other way."""
    proxy = around.plan.proxy()
    store = bastion.RecordingStore(
        endpoint=uploads.endpoint,
        region=uploads.region,
        bucket=uploads.bucket,
        access_key_id=uploads.key_id,
        secret_access_key=uploads.key,
        cidrs=(f"{proxy}/32",),
        port=PROXY_PORT,
        proxy=f"http://{proxy}:{PROXY_PORT}",
        retention_days=spec.recordings_days,
    )
    return bastion.user_data(
        bastion.Bastion(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            dns_servers=around.resolvers,
            package_source=around.packages,
            people=tuple(Person(person.id, person.ssh_key) for person in spec.people),
            targets=spec.targets,
            allowed_cidrs=spec.allowed_cidrs,
            onward_key=onward_key,
            store=store,
            idle_seconds=60 * spec.idle_minutes,
        )
    )


def proxy_document(spec: EgressAllowListSpec, around: Surroundings, storage_host: str) -> str:
    """The egress proxy. The cloud's object storage is one more name: no candidate has a private way to it."""
    named = [egress_proxy.Destination(item.host, item.port) for item in spec.allowed]
    destinations = dict.fromkeys((*named, egress_proxy.Destination(storage_host)))
    return egress_proxy.user_data(
        egress_proxy.EgressProxy(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            dns_servers=around.resolvers,
            package_source=around.packages,
            allowed_cidrs=spec.sources,
            destinations=tuple(destinations),
            port=PROXY_PORT,
        )
    )


def time_document(spec: TimeSourceSpec, around: Surroundings) -> str:
    """The time server. Its sources are addresses, so it needs no resolver of its own."""
    return time_server.user_data(
        time_server.TimeServer(
            host_name=around.host_name,
            package_source=around.packages,
            allowed_cidrs=spec.clients,
            sources=tuple(time_server.TimeSource(address) for address in spec.servers),
        )
    )


def mirror_document(spec: PackageMirrorSpec, around: Surroundings) -> str:
    """The package mirror. It has no package source: its image must hold what it installs."""
    return package_mirror.user_data(
        package_mirror.PackageMirror(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            dns_servers=around.resolvers,
            allowed_cidrs=spec.clients,
            upstream=spec.upstream,
            security_upstream=spec.security_upstream,
            port=MIRROR_PORT,
            cache_gib=min(_LARGEST_CACHE_GIB, spec.disk_gb),
        )
    )


def workstation_document(
    spec: WorkstationSpec,
    around: Surroundings,
    bastion_key: str,
    volume: LuksVolume | DataVolume,
    rules: Iterable[Rule],
) -> str:
    """A research workstation. `rules` are its segment's; the host's own firewall lets out what they name."""
    return workstation.user_data(
        workstation.Workstation(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            dns_servers=around.resolvers,
            package_source=around.packages,
            bastion=BastionAccess((spec.bastion_cidr,), bastion_key),
            operators=spec.operators,
            researchers=spec.people,
            egress=tuple(_outgoing(rules)),
            proxy=f"http://{spec.proxy_address}:{PROXY_PORT}",
            volume=volume,
        )
    )


def _outgoing(rules: Iterable[Rule]) -> Iterator[Flow]:
    for rule in rules:
        if rule.direction == "out" and rule.protocol is not Protocol.ICMP:
            protocol: Literal["tcp", "udp"] = "udp" if rule.protocol is Protocol.UDP else "tcp"
            yield Flow(rule.flow, rule.peers, protocol, tuple(_ports(rule.ports)))


def _ports(ports: tuple[str, ...]) -> Iterator[int]:
    for text in ports:
        low, _, high = text.partition("-")
        yield from range(int(low), int(high or low) + 1)
