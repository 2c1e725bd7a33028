"""Shared services of the hub on hosts of our own: time and packages."""

from __future__ import annotations

import pulumi

from components.contract.handles import ServiceHandle
from components.contract.roles.services import HostLinks, PackageMirrorSpec, TimeSourceSpec
from components.contract.words import Size
from components.documents import Surroundings, mirror_document, time_document
from components.ovhcloud.machine import Seat, around, port, server
from components.ovhcloud.place import Here


def time_source(place: Here, spec: TimeSourceSpec, links: HostLinks) -> ServiceHandle:
    """One time server. Not produced: a second one (hosts keep their clocks for the hours of a repair)."""
    seat = _seat(place, "time-source", spec.address, links)
    document = time_document(spec, around(place, seat.label))
    return _service(place, seat, document, 0)


def mirror(place: Here, spec: PackageMirrorSpec, links: HostLinks) -> ServiceHandle:
    """The package mirror; its cache lies on the encrypted boot volume."""
    seat = _seat(place, "package-mirror", spec.address, links)
    found = Surroundings(seat.label, place.site.intent.plan, place.choices.dns_servers)
    document = mirror_document(spec, found)
    return _service(place, seat, document, place.choices.boot_disk_gb + spec.disk_gb)


def _seat(place: Here, capability: str, address: str, links: HostLinks) -> Seat:
    return Seat(
        name=place.name,
        label=place.label(capability),
        zone=1,
        size=Size.SMALL,
        address=address,
        segment=links.segment,
        firewall=links.firewall,
    )


def _service(place: Here, seat: Seat, document: str, disk_gb: int) -> ServiceHandle:
    made = server(place, seat, port(place, seat), pulumi.Output.secret(document), disk_gb=disk_gb)
    assert seat.address is not None
    return ServiceHandle(urn=place.urn, id=made.id, name=seat.label, address=seat.address)
