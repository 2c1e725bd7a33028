"""Shared services of the hub: time and packages. Names of the platform's own are a gap."""

from __future__ import annotations

from components.contract.handles import ServiceHandle
from components.contract.roles.services import HostLinks, PackageMirrorSpec, TimeSourceSpec
from components.contract.words import Size
from components.hosts import package_mirror as mirror_host
from components.hosts import time_server as time_host
from components.scaleway.machine import DNS, MIRROR_PORT, HostSpec, host, packages
from components.scaleway.place import Here

_LARGEST_CACHE = 1000


def time_source(place: Here, spec: TimeSourceSpec, links: HostLinks) -> ServiceHandle:
    """A time server for the platform's ranges, beside the proxies: only their segment has a way to sources outside."""
    name = place.label("time-source")
    server = time_host.TimeServer(
        host_name=name,
        package_source=packages(place),
        allowed_cidrs=spec.clients,
        sources=tuple(time_host.TimeSource(server) for server in spec.servers),
    )
    asked = HostSpec(name, "", 1, Size.SMALL, time_host.user_data(server), spec.address)
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.server.id, built.server.name, spec.address)


def package_mirror(place: Here, spec: PackageMirrorSpec, links: HostLinks) -> ServiceHandle:
    """A mirror of two named upstreams for the platform's ranges; its cache lies on the root volume."""
    name = place.label("package-mirror")
    server = mirror_host.PackageMirror(
        host_name=name,
        time_servers=spec.time_servers,
        dns_servers=DNS,
        allowed_cidrs=spec.clients,
        upstream=spec.upstream,
        security_upstream=spec.security_upstream,
        cache_gib=min(_LARGEST_CACHE, spec.disk_gb),
        port=MIRROR_PORT,
    )
    asked = HostSpec(name, "", 1, Size.SMALL, mirror_host.user_data(server), spec.address, disk_gb=spec.disk_gb)
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.server.id, built.server.name, spec.address)
