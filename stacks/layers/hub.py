"""The hub: what every other area shares."""

from __future__ import annotations

from dataclasses import replace

import pulumi

from components import generated
from components.contract.capability import lacks
from components.contract.flows import client_cidrs
from components.contract.handles import AuditHandle, BastionHandle
from components.contract.intent import Hub
from components.contract.names import RECORDINGS, role_name
from components.contract.own_flows import LOG_STORE_PORT
from components.contract.roles.access import IdentityLinks, IdentityProvider, IdentityProviderSpec
from components.contract.roles.areas import Environment, EnvironmentSpec, NoLinks
from components.contract.roles.audit import (
    AlertRoute,
    AlertRouteLinks,
    AlertRouteSpec,
    AuditSink,
    AuditSinkLinks,
    AuditSinkSpec,
)
from components.contract.roles.bastion import Bastion, BastionLinks, BastionSpec, Person
from components.contract.roles.compute import Registry, RegistryLinks, RegistrySpec
from components.contract.roles.egress import Allowed, EgressAllowList, EgressAllowListLinks, EgressAllowListSpec
from components.contract.roles.services import (
    HostLinks,
    InternalDns,
    InternalDnsLinks,
    InternalDnsSpec,
    PackageMirror,
    PackageMirrorSpec,
    TimeSource,
    TimeSourceSpec,
)
from components.contract.roles.sitelink import SiteLink, SiteLinkLinks, SiteLinkSpec
from components.contract.roles.storage import Bucket, BucketLinks, BucketSpec
from components.contract.site import OnwardKey, Site
from components.contract.words import BastionMode, Stage
from stacks.layers import area as area_layer
from stacks.layers.area import Built


def build(site: Site) -> Built:
    """Network, keys and storage of the hub as of any area, then the shared services."""
    hub = site.intent.hub
    root = Environment(
        hub.name, EnvironmentSpec(hub.title, Stage.HUB, hub.classification, hub.retention_days), NoLinks(), site
    )
    if not lacks(("bastion", "bastion.recorded"), site.offered) and hub.bastion.mode is BastionMode.RECORDED:
        private, public = generated.ssh_key(site.place(root, role_name(hub, hub.bastion)), "onward")
        site = replace(site, onward=OnwardKey(private, public))
    built = Built()
    area_layer.build_network(site, root, built)
    area_layer.build_keys(site, root, built, None)
    built.audit = audit = _audit(site, hub, root, built)
    area_layer.build_storage(site, root, built)
    area_layer.build_databases(site, root, built)
    area_layer.build_clusters(site, root, built)
    area_layer.build_access(site, root, built)
    _egress(site, hub, root, built)
    _site_link(site, hub, root, built)
    built.bastion = bastion = _bastion(site, hub, root, built, audit)
    area_layer.build_workstations(site, root, built, bastion)
    area_layer.build_backups(site, root, built)
    area_layer.build_portals(site, root, built)
    area_layer.build_flow_log(site, root, built, audit)
    _services(site, hub, root, built)
    return built


def _clients(site: Site) -> tuple[str, ...]:
    """Every range of the platform: shared services answer to them and to nobody else."""
    return tuple(str(site.addresses.pool(name)) for name in ("hub", "environments", "spaces"))


def _audit(site: Site, hub: Hub, root: pulumi.Resource, built: Built) -> AuditHandle | None:
    home = next(item for item in hub.segments if item.name == hub.service_segment)
    spec = AuditSinkSpec(
        retention_days=hub.audit.retention_days,
        disk_gb=hub.audit.disk_gb,
        address=site.addresses.log_store(),
        client_cidrs=client_cidrs(site.intent, hub, home, LOG_STORE_PORT),
        time_servers=(site.addresses.time(),),
    )
    links = AuditSinkLinks(
        built.keys[hub.audit.key], built.network, built.segments[home.name], built.firewalls[home.name]
    )
    sink = AuditSink(role_name(hub, hub.audit), spec, links, site, parent=root)
    AlertRoute(
        role_name(hub, hub.alerts), AlertRouteSpec(hub.alerts.contacts), AlertRouteLinks(sink.handle), site, parent=root
    )
    return sink.handle


def _egress(site: Site, hub: Hub, root: pulumi.Resource, built: Built) -> None:
    egress = hub.egress
    spec = EgressAllowListSpec(
        allowed=tuple(
            Allowed(item.id, item.host, item.port, item.justification, item.until) for item in egress.allowed
        ),
        sources=_clients(site),
        zones=egress.zones,
        addresses=tuple(site.addresses.host(hub.name, egress.segment, zone - 1) for zone in egress.zones),
        time_servers=(site.addresses.time(),),
        size=egress.size,
    )
    links = EgressAllowListLinks(built.network, built.segments[egress.segment], built.firewalls[egress.segment])
    EgressAllowList(role_name(hub, egress), spec, links, site, parent=root)


def _site_link(site: Site, hub: Hub, root: pulumi.Resource, built: Built) -> None:
    link = hub.site_link
    spec = SiteLinkSpec(
        peer_address=link.peer_address,
        peer_asn=link.peer_asn,
        local_asn=link.local_asn,
        local_cidrs=_clients(site),
        remote_cidrs=link.remote_cidrs,
        zones=link.zones,
        addresses=tuple(site.addresses.host(hub.name, link.segment, zone - 1) for zone in link.zones),
    )
    links = SiteLinkLinks(built.network, built.segments[link.segment], built.firewalls[link.segment])
    SiteLink(role_name(hub, link), spec, links, site, parent=root)


def _bastion(
    site: Site, hub: Hub, root: pulumi.Resource, built: Built, audit: AuditHandle | None
) -> BastionHandle | None:
    bastion = hub.bastion
    key = built.keys[bastion.key]
    recordings = Bucket(
        f"{hub.name}-{RECORDINGS}",
        BucketSpec(
            "recordings of bastion sessions",
            hub.classification,
            bastion.recordings_days,
            replicated=False,
            useless_unlocked=True,
        ),
        BucketLinks(key, area_layer.service_segment(site, built)),
        site,
        parent=root,
    )
    spec = BastionSpec(
        mode=bastion.mode,
        size=bastion.size,
        zones=bastion.zones,
        addresses=tuple(site.addresses.host(hub.name, bastion.segment, zone - 1) for zone in bastion.zones),
        allowed_cidrs=bastion.allowed_cidrs,
        targets=_clients(site),
        people=tuple(Person(person.id, person.ssh_key) for person in bastion.people),
        idle_minutes=bastion.idle_minutes,
        recordings_days=bastion.recordings_days,
        time_servers=(site.addresses.time(),),
    )
    links = BastionLinks(
        built.network,
        built.segments[bastion.segment],
        built.firewalls[bastion.segment],
        recordings.handle,
        key,
        audit,
    )
    return Bastion(role_name(hub, bastion), spec, links, site, parent=root).handle


def _services(site: Site, hub: Hub, root: pulumi.Resource, built: Built) -> None:
    mirror, time = hub.package_mirror, hub.time_source
    plan = site.addresses
    records = {"time": plan.time(), "packages": plan.mirror(), "proxy": plan.proxy()}
    InternalDns(
        role_name(hub, hub.internal_dns),
        InternalDnsSpec(hub.internal_dns.domain, records),
        InternalDnsLinks(built.network),
        site,
        parent=root,
    )
    TimeSource(
        role_name(hub, time),
        TimeSourceSpec(time.servers, _clients(site), plan.time()),
        HostLinks(built.segments[time.segment], built.firewalls[time.segment]),
        site,
        parent=root,
    )
    PackageMirror(
        role_name(hub, mirror),
        PackageMirrorSpec(
            upstream=mirror.upstream,
            security_upstream=mirror.security_upstream,
            disk_gb=mirror.disk_gb,
            clients=_clients(site),
            address=plan.mirror(),
            time_servers=(plan.time(),),
        ),
        HostLinks(built.segments[mirror.segment], built.firewalls[mirror.segment]),
        site,
        parent=root,
    )
    IdentityProvider(
        role_name(hub, hub.identity_provider),
        IdentityProviderSpec(hub.identity_provider.title),
        IdentityLinks(site.project),
        site,
        parent=root,
    )
    Registry(
        role_name(hub, hub.registry),
        RegistrySpec(_clients(site)),
        RegistryLinks(built.keys[hub.registry.key], built.network, area_layer.service_segment(site, built)),
        site,
        parent=root,
    )
