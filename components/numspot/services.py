"""Shared services of the hub: time and packages. Names of the platform's own are a gap."""

from __future__ import annotations

from components.contract.handles import ServiceHandle
from components.contract.roles.services import HostLinks, PackageMirrorSpec, TimeSourceSpec
from components.contract.words import Size
from components.documents import mirror_document, time_document
from components.numspot.machine import HostSpec, around, host
from components.numspot.place import Here, present


def time_source(place: Here, spec: TimeSourceSpec, links: HostLinks) -> ServiceHandle:
    """A time server for the platform's ranges, beside the proxies: only their segment has a way to sources outside."""
    name = place.label("time-source")
    asked = HostSpec(name, "", Size.SMALL, time_document(spec, around(place, name)), spec.address)
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.id, name, spec.address)


def package_mirror(place: Here, spec: PackageMirrorSpec, links: HostLinks) -> ServiceHandle:
    """A mirror of two named upstreams for the platform's ranges; its cache lies on the root volume."""
    name = place.label("package-mirror")
    segment = str(present(links.segment, "the segment of the mirror").cidr)
    document = mirror_document(spec, around(place, name, asks_names_in=segment))
    asked = HostSpec(name, "", Size.SMALL, document, spec.address, cache_gb=spec.disk_gb)
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.id, name, spec.address)
