"""The link to another site: a pair of gateway hosts.

The cloud's own VPN lets nobody choose its algorithms, and those it documents are too weak for health data.
"""

from __future__ import annotations

from functools import partial

import pulumi
import pulumi_outscale as outscale

from components import generated
from components.contract.handles import ServiceHandle
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.contract.words import Size
from components.hosts import vpn_gateway
from components.outscale.machine import Seat, around, host, public_address, reached_by, zoned
from components.outscale.place import Here
from components.outscale.providers import CLOUD


def site_link(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """A gateway in each zone with an address of its own, and a route of every hub segment to the declared ranges.

    The first zone's gateway opens the tunnel and has the routes; the others wait with theirs. Turning the routes is a
    procedure. Deliberately not: BGP (static ranges, hence no use of the two AS numbers); a way from the other areas to
    the other site, for a peering carries nothing beyond its two Nets: they meet it at the hub's proxies.
    """
    secret = generated.password(place, "psk", length=64, symbols=False)
    made: dict[int, tuple[outscale.Vm, outscale.PublicIp]] = {}
    for zone, planned in zip(spec.zones, spec.addresses, strict=True):
        seat = Seat(
            name=f"{place.name}-{zone}",
            label=f"{place.label('site-link')}-{zone}",
            zone=zone,
            size=Size.SMALL,
            segment=links.segment,
            firewall=links.firewall,
            planned=planned,
            forwards=True,
        )
        outside = public_address(place, seat.name)
        known = pulumi.Output.all(secret, outside.public_ip)
        vm = host(place, seat, known.apply(partial(user_data, place, spec, seat)))
        reached_by(place, seat.name, vm, outside)
        made[zone] = vm, outside
    vm, outside = made[spec.zones[0]]
    _routes(place, spec, links, vm)
    return ServiceHandle(place.urn, vm.vm_id, place.label("site-link"), outside.public_ip)


def _routes(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks, vm: outscale.Vm) -> None:
    tables = zoned(links.segment).net.tables
    for cidr in spec.remote_cidrs:
        for name, table in tables.items():
            outscale.Route(
                f"{place.name}-{name}-{cidr.replace('/', '-')}",
                route_table_id=table,
                destination_ip_range=cidr,
                vm_id=vm.vm_id,
                opts=place.options(provider=CLOUD),
            )


def user_data(place: Here, spec: SiteLinkSpec, seat: Seat, known: list[str]) -> str:
    """Pure. `known`: the pre-shared key and the gateway's public address, by which the peer knows it."""
    secret, outside = known
    assert seat.address is not None
    return vpn_gateway.user_data(
        vpn_gateway.VpnGateway(
            host_name=seat.label,
            time_servers=(place.site.addresses.time(),),
            package_source=around(place, seat.label).packages,
            local_address=seat.address,
            local_id=outside,
            peer_address=spec.peer_address,
            local_cidrs=spec.local_cidrs,
            remote_cidrs=spec.remote_cidrs,
            pre_shared_key=secret,
            start="start" if seat.zone == spec.zones[0] else "trap",
            # a public address is a translated one: ESP itself would not pass
            force_udp=True,
        )
    )
