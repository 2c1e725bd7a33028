"""Shared services of the hub on hosts of our own: time and packages. Names of the platform's own are a gap."""

from __future__ import annotations

from components.contract.handles import ServiceHandle
from components.contract.roles.services import HostLinks, PackageMirrorSpec, TimeSourceSpec
from components.contract.words import Size
from components.documents import Surroundings, mirror_document, time_document
from components.outscale.machine import Seat, around, host, zoned
from components.outscale.place import Here


def time_source(place: Here, spec: TimeSourceSpec, links: HostLinks) -> ServiceHandle:
    """A time server for the platform's ranges, beside the egress proxies: only their segment has a way to its sources.

    Deliberately not: a second one (hosts keep their clocks for the hours of a repair).
    """
    seat = _seat(place, "time-source", spec.address, links)
    return _service(place, seat, time_document(spec, around(place, seat.label)))


def package_mirror(place: Here, spec: PackageMirrorSpec, links: HostLinks) -> ServiceHandle:
    """A mirror of two named upstreams for the platform's ranges; its cache lies on the root volume."""
    seat = _seat(place, "package-mirror", spec.address, links, spec.disk_gb)
    found = Surroundings(seat.label, place.site.intent.plan, place.choices.dns_servers)
    return _service(place, seat, mirror_document(spec, found))


def _seat(place: Here, capability: str, address: str, links: HostLinks, disk_gb: int = 0) -> Seat:
    return Seat(
        name=place.name,
        label=place.label(capability),
        # beside the first proxy: everyone looks for both services at their addresses of the plan
        zone=zoned(links.segment).first,
        size=Size.SMALL,
        segment=links.segment,
        firewall=links.firewall,
        planned=address,
        disk_gb=disk_gb,
    )


def _service(place: Here, seat: Seat, document: str) -> ServiceHandle:
    return ServiceHandle(place.urn, host(place, seat, document).vm_id, seat.label, seat.address or "")
