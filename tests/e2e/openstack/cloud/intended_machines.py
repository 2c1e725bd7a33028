"""Machines, volumes and load balancers: from the intent and the address plan."""

from __future__ import annotations

from collections.abc import Iterator

from components.contract import intent as contract
from components.contract.capability import operated_by_us
from components.contract.intent import Area
from components.contract.names import role_name, seat_name
from tests.e2e.openstack.cloud.model import Listener, Member
from tests.e2e.openstack.cloud.source import Source, works
from tests.e2e.openstack.cloud.wanted import WantedBalancer, WantedHost, WantedVolume

_KEY_STORE_DISK_GB = 20
_HTTPS = 443


def hosts(source: Source, area: Area) -> Iterator[WantedHost]:
    if area is source.hub:
        yield from bastions(source)
        yield from _shared_hosts(source)
    yield from _seats(source, area)
    for number, address, zone in _key_stores(source, area):
        label = f"{source.label('key-store', area.name)}-keys-{number}"
        yield WantedHost(area.name, area.service_segment, label, zone, address, source.choices.boot_disk_gb)


def bastions(source: Source) -> Iterator[WantedHost]:
    bastion = source.hub.bastion
    label = source.label("bastion", role_name(source.hub, bastion))
    yield from _by_zone(source, bastion.segment, label, bastion.zones, public=True)


def _shared_hosts(source: Source) -> Iterator[WantedHost]:
    hub, plan, boot = source.hub, source.intent.plan, source.choices.boot_disk_gb
    label = source.label("egress-allow-list", role_name(hub, hub.egress))
    yield from _by_zone(source, hub.egress.segment, label, hub.egress.zones)
    label = source.label("site-link", role_name(hub, hub.site_link))
    pairs = hub.site_link.remote_cidrs
    yield from _by_zone(source, hub.site_link.segment, label, hub.site_link.zones, public=True, pairs=pairs)
    time, mirror = hub.time_source, hub.package_mirror
    zone = source.choices.zone(1)
    label = source.label("time-source", role_name(hub, time))
    yield WantedHost(hub.name, time.segment, label, zone, plan.time(), boot)
    label = source.label("package-mirror", role_name(hub, mirror))
    yield WantedHost(hub.name, mirror.segment, label, zone, plan.mirror(), boot + mirror.disk_gb)


def _by_zone(
    source: Source,
    segment: str,
    label: str,
    zones: tuple[int, ...],
    *,
    public: bool = False,
    pairs: tuple[str, ...] = (),
) -> Iterator[WantedHost]:
    hub, choices = source.hub.name, source.choices
    for zone in zones:
        address = source.intent.plan.host(hub, segment, zone - 1)
        name = f"{label}-{zone}"
        yield WantedHost(hub, segment, name, choices.zone(zone), address, choices.boot_disk_gb, pairs, public)


def _seats(source: Source, area: Area) -> Iterator[WantedHost]:
    for kind in area.workstations if works(area) else ():
        for seat in range(1, kind.seats + 1):
            label = source.label("workstation", seat_name(area, kind, seat))
            zone = source.choices.zone(kind.zone)
            yield WantedHost(area.name, kind.segment, label, zone, None, source.choices.boot_disk_gb)


def _key_stores(source: Source, area: Area) -> Iterator[tuple[int, str, str]]:
    """Number, address and zone of the hosts of a key store of the estate's own."""
    if not (area.keys and operated_by_us("key-store", source.estate.offered)):
        return
    zones = source.hub.key_store.zones
    for index, address in enumerate(source.intent.plan.key_store(area)):
        yield index + 1, address, source.choices.zone(zones[index % len(zones)])


def volumes(source: Source, area: Area) -> Iterator[WantedVolume]:
    for one in area.volumes:
        label = source.label("volume", role_name(area, one))
        yield WantedVolume(area.name, label, one.size_gb, source.choices.zone(one.zone))
    for kind in area.workstations if works(area) else ():
        for seat in range(1, kind.seats + 1):
            host = source.label("workstation", seat_name(area, kind, seat))
            yield WantedVolume(area.name, f"{host}-data", kind.disk_gb, source.choices.zone(kind.zone), host)
    for number, _, zone in _key_stores(source, area):
        host = f"{source.label('key-store', area.name)}-keys-{number}"
        yield WantedVolume(area.name, host, _KEY_STORE_DISK_GB, zone, host)


def balancer(source: Source, area: Area, portal: contract.Portal) -> WantedBalancer:
    plan = source.intent.plan
    addresses = (plan.host(area.name, portal.segment, index) for index in range(portal.backends))
    return WantedBalancer(
        area=area.name,
        label=source.label("portal", role_name(area, portal)),
        listeners=frozenset({Listener("TCP", _HTTPS)}),
        members=frozenset(Member(address, _HTTPS) for address in addresses),
    )
