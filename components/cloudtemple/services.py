"""Shared services of the hub on hosts of our own: time and packages."""

from __future__ import annotations

import pulumi

from components.cloudtemple.machine import HostSpec, host, inside
from components.cloudtemple.place import Here, around
from components.contract.handles import ServiceHandle
from components.contract.roles.services import HostLinks, PackageMirrorSpec, TimeSourceSpec
from components.contract.words import Size
from components.documents import Surroundings, mirror_document, time_document

_ZONE = 1


def time_source(place: Here, spec: TimeSourceSpec, links: HostLinks) -> ServiceHandle:
    """One time server for the platform's ranges, beside the proxies: only their segment has a way to outside."""
    name = place.label("time-source")
    return _service(place, name, time_document(spec, around(place, name)), spec.address, links)


def package_mirror(place: Here, spec: PackageMirrorSpec, links: HostLinks) -> ServiceHandle:
    """A mirror of two named upstreams for the platform's ranges; its cache lies on the system disk."""
    name = place.label("package-mirror")
    resolvers = place.choices.dns_servers
    document = mirror_document(spec, Surroundings(name, place.site.intent.plan, resolvers))
    return _service(place, name, document, spec.address, links, resolvers, spec.disk_gb)


def _service(
    place: Here,
    name: str,
    document: str,
    address: str,
    links: HostLinks,
    resolvers: tuple[str, ...] = (),
    disk_gb: int = 0,
) -> ServiceHandle:
    adapters, routes = inside(place, links.segment, links.firewall, _ZONE, address)
    secret = pulumi.Output.secret(document)
    made = host(place, HostSpec(name, "", _ZONE, Size.SMALL, secret, adapters, routes, resolvers, disk_gb))
    return ServiceHandle(urn=place.urn, id=made.id, name=name, address=address)
