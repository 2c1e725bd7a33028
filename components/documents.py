"""From a role's spec to the document of the host that plays it: the same at every cloud that has no such service.

Pure. A cloud's builder brings only what is its own: resolver, object storage, data volume, what is known after apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from components.contract.addresses import AddressPlan
from components.contract.flows import ANYWHERE
from components.contract.roles.audit import AuditSinkSpec
from components.contract.roles.bastion import BastionSpec
from components.contract.roles.egress import EgressAllowListSpec
from components.contract.roles.keys import KeyStoreSpec
from components.contract.roles.network import NetworkSpec, Rule
from components.contract.roles.services import PackageMirrorSpec, TimeSourceSpec
from components.contract.roles.workstation import WorkstationSpec
from components.contract.words import Protocol
from components.crossings import HubSide, RoutedSegment, area_ways, crossings, legs, ways
from components.hosts import (
    bastion,
    egress_proxy,
    key_store,
    log_store,
    package_mirror,
    router,
    time_server,
    workstation,
)
from components.hosts.artifact import Artifact
from components.hosts.checks import mismatch
from components.hosts.data_volume import DataVolume
from components.hosts.firewall import Flow
from components.hosts.hardening import host_network
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import KeyStoreVolume
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

    @property
    def proxy(self) -> str:
        """The only way out of the platform."""
        return f"http://{self.plan.proxy()}:{PROXY_PORT}"


@dataclass(frozen=True)
class Uploads:
    """Where recordings go: a bucket and the key that may only write there.

    With an `address` the store is a host of our own and reached there directly; `ca_certificate` is its authority's.
    """

    endpoint: str
    region: str
    bucket: str
    key_id: str
    key: str = field(repr=False)
    address: str | None = None
    ca_certificate: str | None = None


def bastion_document(spec: BastionSpec, around: Surroundings, onward_key: str, uploads: Uploads) -> str:
    """The recorded bastion. Recordings leave through the egress proxy or to a log store of our own, by no other way."""
    direct = uploads.address is not None
    store = bastion.RecordingStore(
        endpoint=uploads.endpoint,
        region=uploads.region,
        bucket=uploads.bucket,
        access_key_id=uploads.key_id,
        secret_access_key=uploads.key,
        cidrs=(host_network(uploads.address or around.plan.proxy()),),
        port=log_store.PORT if direct else PROXY_PORT,
        proxy=None if direct else around.proxy,
        ca_certificate=uploads.ca_certificate,
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
    volume: LuksVolume | DataVolume | KeyStoreVolume,
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


def key_store_document(  # noqa: PLR0913 (each is known to the cloud's builder alone)
    spec: KeyStoreSpec,
    around: Surroundings,
    node: int,
    *,
    area: str,
    identity: HostIdentity,
    bastion_key: str,
    volume: DataVolume | LuksVolume,
    software: Artifact,
    unsealer: key_store.Unsealer | None,
) -> str:
    """Host number `node` (0 to 2) of the key store of an area. Without an `unsealer` its custodians unseal it.

    Raises ValueError where the spec has a hub that unseals and the `unsealer` is another one.
    """
    if unsealer is not None and set(unsealer.addresses) != set(spec.unsealed_by):
        raise ValueError(f"unsealer: found {unsealer.addresses}, expected the hub's key store {spec.unsealed_by}")
    return key_store.user_data(
        key_store.KeyStore(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            dns_servers=around.resolvers,
            package_source=around.packages,
            bastion=BastionAccess((spec.bastion_cidr,), bastion_key),
            operators=spec.operators,
            area=area,
            addresses=spec.addresses,
            node=node,
            identity=identity,
            keys=tuple(
                key_store.TransitKey(key_store.transit_key(area, key.name), key.rotation_days) for key in spec.keys
            ),
            client_cidrs=spec.client_cidrs,
            volume=volume,
            software=software,
            unsealer=unsealer,
            proxy=around.proxy,
        )
    )


def audit_store_document(
    spec: AuditSinkSpec,
    around: Surroundings,
    *,
    identity: HostIdentity,
    volume: DataVolume | KeyStoreVolume,
    software: Artifact,
    writer: log_store.StoreKey,
    auditor: log_store.StoreKey,
) -> str:
    """The log store, where a cloud's object storage has no lock. Both of its buckets keep for the audit's time."""
    return log_store.user_data(
        log_store.LogStore(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            dns_servers=around.resolvers,
            package_source=around.packages,
            address=spec.address,
            identity=identity,
            client_cidrs=spec.client_cidrs,
            retention_days=spec.retention_days,
            volume=volume,
            software=software,
            writer=writer,
            auditor=auditor,
            proxy=around.proxy,
        )
    )


def log_store_uploads(spec: AuditSinkSpec, writer: log_store.StoreKey, authority: str) -> Uploads:
    """The bucket of recordings in the log store, as the bastion takes it."""
    return Uploads(
        endpoint=f"https://{spec.address}",
        region=log_store.REGION,
        bucket=log_store.RECORDINGS,
        key_id=writer.id,
        key=writer.secret,
        address=spec.address,
        ca_certificate=authority,
    )


def area_router(
    spec: NetworkSpec,
    around: Surroundings,
    segments: tuple[RoutedSegment, ...],
    *,
    time_servers: tuple[str, ...],
    transit_mac: str | None = None,
    hub: HubSide | None = None,
    bastion: BastionAccess | None = None,
    operators: tuple[str, ...] = (),
) -> router.Router:
    """The router of an area, where the cloud has none: its segments, the transit network and, in the hub, the exit.

    `hub` is what only the hub's router has. Of the two writings of a flow that leaves the area, each router checks its
    own. `router.user_data` and `legs.network_config(it.all_legs, it.all_routes)` are what the host is made with.
    """
    if bool(spec.internet_exit) != bool(hub) or bool(spec.spokes) != bool(hub):
        raise mismatch("hub", around.host_name, "the exit and the ways to the areas for the router of the hub alone")
    exits, site = (hub.exit.sources, hub.site) if hub else ((), ())
    crossing = crossings(segments, ways(segments, site, spec.spokes or (ANYWHERE,), exits))
    joined = legs(spec, segments, transit_mac)
    home = around.plan.networks["hub"]
    return router.Router(
        host_name=around.host_name,
        time_servers=time_servers,
        dns_servers=around.resolvers,
        package_source=around.packages,
        bastion=bastion,
        operators=operators,
        legs=joined,
        routes=(*hub.areas, *site) if hub else area_ways(spec, home, crossing, joined[0].address),
        rules=crossing.rules,
        exit=hub.exit if hub else None,
        beside=crossing.beside,
    )


def router_document(host: router.Router) -> str:
    """The document of an `area_router`."""
    return router.user_data(host)


def _outgoing(rules: Iterable[Rule]) -> Iterator[Flow]:
    for rule in rules:
        if rule.direction == "out" and rule.protocol is not Protocol.ICMP:
            protocol: Literal["tcp", "udp"] = "udp" if rule.protocol is Protocol.UDP else "tcp"
            yield Flow(rule.flow, rule.peers, protocol, tuple(_ports(rule.ports)))


def _ports(ports: tuple[str, ...]) -> Iterator[int]:
    for text in ports:
        low, _, high = text.partition("-")
        yield from range(int(low), int(high or low) + 1)
