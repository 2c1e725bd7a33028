"""What hub, environments and spaces have in common, built from the blocks of an area."""

from __future__ import annotations

from dataclasses import dataclass, field

import pulumi

from components.contract import intent as wanted
from components.contract.addresses import TRANSIT_VLAN
from components.contract.flows import bastion_cidr, client_cidrs, egress_cidrs, rules
from components.contract.handles import (
    AuditHandle,
    BastionHandle,
    BucketHandle,
    DatabaseHandle,
    FirewallHandle,
    IdentityHandle,
    KeyHandle,
    KeyStoreHandle,
    NetworkHandle,
    SegmentHandle,
    ServiceHandle,
    VolumeHandle,
)
from components.contract.names import role_name, seat_name
from components.contract.outputs import HubOutputs
from components.contract.own_flows import KEY_STORE_PORT
from components.contract.roles.access import (
    Grant,
    GrantLinks,
    GrantSpec,
    Group,
    GroupSpec,
    IdentityLinks,
    ServiceAccount,
    ServiceAccountSpec,
)
from components.contract.roles.compute import Cluster, ClusterLinks, ClusterSpec
from components.contract.roles.database import Database, DatabaseLinks, DatabaseSpec
from components.contract.roles.keys import (
    DeclaredKey,
    Key,
    KeyLinks,
    KeySpec,
    KeyStore,
    KeyStoreLinks,
    KeyStoreSpec,
    Secret,
    SecretLinks,
    SecretSpec,
)
from components.contract.roles.network import (
    Firewall,
    FirewallLinks,
    FirewallSpec,
    FlowLog,
    FlowLogLinks,
    FlowLogSpec,
    Network,
    NetworkLinks,
    NetworkSpec,
    Segment,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.roles.portal import (
    Certificate,
    CertificateLinks,
    CertificateSpec,
    Portal,
    PortalLinks,
    PortalSpec,
)
from components.contract.roles.storage import (
    Backup,
    BackupLinks,
    BackupSpec,
    Bucket,
    BucketLinks,
    BucketSpec,
    FileShare,
    FileShareLinks,
    FileShareSpec,
    Volume,
    VolumeLinks,
    VolumeSpec,
)
from components.contract.roles.workstation import Workstation, WorkstationLinks, WorkstationSpec
from components.contract.site import Site

POSTGRESQL_PORT = 5432
FILE_PORTS = (2049, 445)
"""NFS and SMB."""


@dataclass
class Built:
    """The handles of an area so far, by the name they have in the intent. None: the cloud has a gap there."""

    network: NetworkHandle | None = None
    store: KeyStoreHandle | None = None
    segments: dict[str, SegmentHandle | None] = field(default_factory=dict)
    firewalls: dict[str, FirewallHandle | None] = field(default_factory=dict)
    keys: dict[str, KeyHandle | None] = field(default_factory=dict)
    buckets: dict[str, BucketHandle | None] = field(default_factory=dict)
    volumes: dict[str, VolumeHandle | None] = field(default_factory=dict)
    databases: dict[str, DatabaseHandle | None] = field(default_factory=dict)
    hosts: dict[str, ServiceHandle | None] = field(default_factory=dict)
    certificates: dict[str, ServiceHandle | None] = field(default_factory=dict)
    identities: dict[str, IdentityHandle | None] = field(default_factory=dict)
    audit: AuditHandle | None = None
    """Of the hub only, as the next one."""
    bastion: BastionHandle | None = None


def build(site: Site, parent: pulumi.Resource, hub: HubOutputs, *, works: bool = True) -> Built:
    """Every block of the site's area. `works`: whether people may work in it now (a space that is open)."""
    built = Built()
    build_network(site, parent, built)
    build_keys(site, parent, built, hub)
    build_storage(site, parent, built)
    build_databases(site, parent, built)
    build_clusters(site, parent, built)
    build_access(site, parent, built)
    if works:
        build_workstations(site, parent, built, hub.bastion)
    build_backups(site, parent, built)
    build_portals(site, parent, built)
    build_flow_log(site, parent, built, hub.audit)
    return built


def service_segment(site: Site, built: Built) -> SegmentHandle | None:
    """Where the private endpoints of the area's services are put."""
    return built.segments[site.area.service_segment]


def build_network(site: Site, parent: pulumi.Resource, built: Built) -> None:
    area, plan, hub = site.area, site.addresses, site.intent.hub
    is_hub = area is hub
    spec = NetworkSpec(
        cidr=str(plan.networks[area.name]),
        transit_cidr=str(plan.pool("transit")),
        transit_address=plan.transit_address(area),
        transit_hub_address=plan.transit_address(hub),
        transit_vlan=TRANSIT_VLAN,
        internet_exit=is_hub,
        spokes=(str(plan.pool("environments")), str(plan.pool("spaces"))) if is_hub else (),
    )
    network = Network(area.name, spec, NetworkLinks(None if is_hub else site.hub_network), site, parent=parent)
    built.network = network.handle
    for segment in area.segments:
        _build_segment(site, parent, built, segment)


def _build_segment(site: Site, parent: pulumi.Resource, built: Built, segment: wanted.Segment) -> None:
    area, name = site.area, role_name(site.area, segment)
    cidr = str(site.addresses.segments[area.name, segment.name])
    flows = rules(site.intent, area, segment)
    role = Segment(
        name,
        SegmentSpec(cidr, segment.purpose, site.addresses.vlan(area, segment), flows),
        SegmentLinks(built.network),
        site,
        parent=parent,
    )
    firewall = Firewall(
        name,
        FirewallSpec(segment.name, cidr, segment.purpose, flows),
        FirewallLinks(role.handle),
        site,
        parent=parent,
    )
    built.segments[segment.name], built.firewalls[segment.name] = role.handle, firewall.handle


def build_keys(site: Site, parent: pulumi.Resource, built: Built, hub: HubOutputs | None) -> None:
    """`hub`: None in the hub itself."""
    if not site.area.keys:
        return
    links = KeyStoreLinks(
        network=built.network,
        segment=service_segment(site, built),
        firewall=built.firewalls[site.area.service_segment],
        bastion=hub.bastion if hub else None,
        hub=hub.key_store if hub else None,
    )
    store = KeyStore(site.area.name, key_store_spec(site), links, site, parent=parent)
    built.store = store.handle
    for key in site.area.keys:
        spec = KeySpec(key.protection, key.rotation_days)
        built.keys[key.name] = Key(role_name(site.area, key), spec, KeyLinks(built.store), site, parent=parent).handle
    for secret in site.area.secrets:
        uses = SecretLinks(built.keys[secret.key], built.store)
        Secret(role_name(site.area, secret), SecretSpec(secret.length), uses, site, parent=parent)


def key_store_spec(site: Site) -> KeyStoreSpec:
    area, plan, hub = site.area, site.addresses, site.intent.hub
    home = next(item for item in area.segments if item.name == area.service_segment)
    addresses, zones = plan.key_store(area), hub.key_store.zones
    return KeyStoreSpec(
        protection=hub.key_store.protection,
        keys=tuple(DeclaredKey(key.name, key.rotation_days) for key in area.keys),
        size=hub.key_store.size,
        zones=tuple(zones[number % len(zones)] for number, _ in enumerate(addresses)),
        addresses=addresses,
        unsealed_by=plan.key_store(hub) if hub.keys and area is not hub else (),
        client_cidrs=client_cidrs(site.intent, area, home, KEY_STORE_PORT),
        operators=hub.key_store.operators,
        bastion_cidr=bastion_cidr(site.intent),
        time_servers=(plan.time(),),
    )


def build_storage(site: Site, parent: pulumi.Resource, built: Built) -> None:
    for bucket in site.area.buckets:
        spec = BucketSpec(bucket.purpose, site.area.classification, bucket.locked_days, bucket.replicated)
        links = BucketLinks(built.keys[bucket.key], service_segment(site, built))
        built.buckets[bucket.name] = Bucket(role_name(site.area, bucket), spec, links, site, parent=parent).handle
    for volume in site.area.volumes:
        role = Volume(
            role_name(site.area, volume),
            VolumeSpec(volume.size_gb, volume.zone),
            VolumeLinks(built.keys[volume.key]),
            site,
            parent=parent,
        )
        built.volumes[volume.name] = role.handle
    for share in site.area.file_shares:
        segment = next(item for item in site.area.segments if item.name == share.segment)
        clients = client_cidrs(site.intent, site.area, segment, *FILE_PORTS)
        FileShare(
            role_name(site.area, share),
            FileShareSpec(share.size_gb, clients),
            FileShareLinks(built.keys[share.key], built.segments[share.segment]),
            site,
            parent=parent,
        )


def build_databases(site: Site, parent: pulumi.Resource, built: Built) -> None:
    for database in site.area.databases:
        segment = next(item for item in site.area.segments if item.name == database.segment)
        spec = DatabaseSpec(
            version=database.version,
            size=database.size,
            storage_gb=database.storage_gb,
            highly_available=database.highly_available,
            backup_days=database.backup_days,
            client_cidrs=client_cidrs(site.intent, site.area, segment, POSTGRESQL_PORT),
        )
        links = DatabaseLinks(built.keys[database.key], built.store, built.network, built.segments[database.segment])
        role = Database(role_name(site.area, database), spec, links, site, parent=parent)
        built.databases[database.name] = role.handle


def build_clusters(site: Site, parent: pulumi.Resource, built: Built) -> None:
    for cluster in site.area.clusters:
        spec = ClusterSpec(cluster.kind, cluster.size, cluster.nodes, admin_cidrs=(bastion_cidr(site.intent),))
        links = ClusterLinks(
            built.network, built.segments[cluster.segment], built.firewalls[cluster.segment], built.keys[cluster.key]
        )
        Cluster(role_name(site.area, cluster), spec, links, site, parent=parent)


def build_access(site: Site, parent: pulumi.Resource, built: Built) -> None:
    links = IdentityLinks(site.project)
    for group in site.area.groups:
        name = role_name(site.area, group)
        built.identities[group.name] = Group(name, GroupSpec(group.title), links, site, parent=parent).handle
    for account in site.area.accounts:
        name = role_name(site.area, account)
        spec = ServiceAccountSpec(account.purpose)
        built.identities[account.name] = ServiceAccount(name, spec, links, site, parent=parent).handle
    for grant in site.area.grants:
        Grant(
            role_name(site.area, grant),
            GrantSpec(grant.right, grant.until, grant.justification),
            GrantLinks(built.identities[grant.to], site.project),
            site,
            parent=parent,
        )


def build_workstations(site: Site, parent: pulumi.Resource, built: Built, bastion: BastionHandle | None) -> None:
    for kind in site.area.workstations:
        for seat in range(1, kind.seats + 1):
            name = seat_name(site.area, kind, seat)
            built.hosts[f"{kind.name}-{seat}"] = Workstation(
                name, workstation_spec(site, kind), _workstation_links(kind, built, bastion), site, parent=parent
            ).handle


def workstation_spec(site: Site, kind: wanted.Workstations) -> WorkstationSpec:
    segment = next(item for item in site.area.segments if item.name == kind.segment)
    plan = site.addresses
    return WorkstationSpec(
        size=kind.size,
        disk_gb=kind.disk_gb,
        zone=kind.zone,
        bastion_cidr=bastion_cidr(site.intent),
        egress_cidrs=egress_cidrs(site.intent, site.area, segment),
        proxy_address=plan.proxy(),
        mirror_address=plan.mirror(),
        people=kind.people,
        operators=kind.operators,
        time_servers=(plan.time(),),
    )


def _workstation_links(kind: wanted.Workstations, built: Built, bastion: BastionHandle | None) -> WorkstationLinks:
    return WorkstationLinks(built.segments[kind.segment], built.firewalls[kind.segment], built.keys[kind.key], bastion)


def build_backups(site: Site, parent: pulumi.Resource, built: Built) -> None:
    home = site.area.service_segment
    for backup in site.area.backups:
        links = BackupLinks(
            key=built.keys[backup.key],
            network=built.network,
            segment=built.segments[home],
            firewall=built.firewalls[home],
            volumes={name: handle for name, handle in built.volumes.items() if handle},
            hosts={name: handle for name, handle in built.hosts.items() if handle},
        )
        Backup(role_name(site.area, backup), BackupSpec(backup.keep_days, backup.hour_utc), links, site, parent=parent)


def build_portals(site: Site, parent: pulumi.Resource, built: Built) -> None:
    for certificate in site.area.certificates:
        name = role_name(site.area, certificate)
        spec = CertificateSpec(certificate.host, certificate.authority)
        built.certificates[certificate.name] = Certificate(name, spec, CertificateLinks(), site, parent=parent).handle
    for portal in site.area.portals:
        hosts = tuple(site.addresses.host(site.area.name, portal.segment, index) for index in range(portal.backends))
        links = PortalLinks(
            built.network,
            built.segments[portal.segment],
            built.firewalls[portal.segment],
            built.certificates[portal.certificate],
        )
        Portal(role_name(site.area, portal), PortalSpec(portal.host, hosts), links, site, parent=parent)


def build_flow_log(site: Site, parent: pulumi.Resource, built: Built, audit: AuditHandle | None) -> None:
    spec = FlowLogSpec(site.intent.hub.flow_log.retention_days)
    FlowLog(site.area.name, spec, FlowLogLinks(built.network, audit), site, parent=parent)
