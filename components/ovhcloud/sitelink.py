"""The link to another site: a pair of gateway hosts. OVHcloud offers no VPN service, whatever its OpenStack SDK has."""

from __future__ import annotations

from functools import partial

import pulumi
import pulumi_openstack as openstack

from components import generated
from components.contract.handles import ServiceHandle
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.contract.words import Size
from components.hosts import vpn_gateway as host
from components.ovhcloud.machine import Seat, around, port, public_address, server
from components.ovhcloud.place import Here, present


def site_link(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """A gateway in each zone with an address of its own, and the hub's route to the declared ranges.

    The first zone's gateway opens the tunnel and has the route; the others wait with theirs. Turning the route is a
    procedure. Not produced: BGP (static ranges, hence no use of the two AS numbers).
    """
    network = present(links.network, "the network of the site link")
    secret = generated.password(place, "psk", length=64, symbols=False)
    made: dict[int, tuple[openstack.compute.Instance, openstack.networking.FloatingIp]] = {}
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        seat = Seat(
            name=f"{place.name}-{zone}",
            label=f"{place.label('site-link')}-{zone}",
            zone=zone,
            size=Size.SMALL,
            address=address,
            segment=links.segment,
            firewall=links.firewall,
        )
        leg = port(place, seat, forwards=spec.remote_cidrs)
        outside = public_address(place, seat, leg)
        known = pulumi.Output.all(secret, outside.address)
        made[zone] = server(place, seat, leg, known.apply(partial(user_data, place, spec, seat))), outside
    first = spec.zones[0]
    for cidr in spec.remote_cidrs:
        openstack.networking.RouterRoute(
            f"{place.name}-{cidr.replace('/', '-')}",
            router_id=network.router,
            destination_cidr=cidr,
            next_hop=spec.addresses[0],
            opts=place.options(provider="openstack", depends_on=[made[first][0]]),
        )
    instance, outside = made[first]
    return ServiceHandle(urn=place.urn, id=instance.id, name=place.label("site-link"), address=outside.address)


def user_data(place: Here, spec: SiteLinkSpec, seat: Seat, known: list[str]) -> str:
    """Pure. `known`: the pre-shared key and the gateway's public address, by which the peer knows it."""
    secret, outside = known
    assert seat.address is not None
    return host.user_data(
        host.VpnGateway(
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
            # a floating address is a translated one: ESP itself would not pass
            force_udp=True,
        )
    )
