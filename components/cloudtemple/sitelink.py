"""The link to another site: a pair of gateway hosts. Cloud Temple's VPC has no VPN yet."""

from __future__ import annotations

from functools import partial

import pulumi

from components import generated
from components.cloudtemple.machine import HostSpec, at_the_edge, host
from components.cloudtemple.place import Here, around
from components.cloudtemple.public import bind, floating_address, static_address
from components.contract.handles import ServiceHandle
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.contract.words import Size
from components.hosts import vpn_gateway


def site_link(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """A gateway in each zone with an address of its own. The hub's router sends the declared ranges to the first one.

    The first zone's gateway opens the tunnel; the others wait with theirs. Deliberately not: BGP (static ranges, hence
    no use of the two AS numbers).
    """
    secret = generated.password(place, "psk", length=64, symbols=False)
    label, edge = place.label("site-link"), place.choices.edge
    made = {}
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name, suffix = f"{label}-{zone}", f"-{zone}"
        outside = floating_address(place, suffix, name)
        known = pulumi.Output.all(secret, outside.ip_address)
        document: pulumi.Output[str] = pulumi.Output.secret(known.apply(partial(user_data, place, spec, name, zone)))
        adapters, routes = at_the_edge(place, links.segment, links.firewall, zone, address, edge.site_link(zone))
        machine = host(place, HostSpec(name, suffix, zone, Size.SMALL, document, adapters, routes))
        bind(place, suffix, outside, static_address(place, suffix, name, edge.site_link(zone), machine))
        made[zone] = machine, outside
    first, outside = made[spec.zones[0]]
    return ServiceHandle(urn=place.urn, id=first.id, name=label, address=outside.ip_address)


def user_data(place: Here, spec: SiteLinkSpec, name: str, zone: int, known: list[str]) -> str:
    """Pure. `known`: the pre-shared key and the gateway's public address, by which the peer knows it."""
    secret, outside = known
    return vpn_gateway.user_data(
        vpn_gateway.VpnGateway(
            host_name=name,
            time_servers=(place.site.addresses.time(),),
            package_source=around(place, name).packages,
            local_address=place.choices.edge.site_link(zone),
            local_id=outside,
            peer_address=spec.peer_address,
            local_cidrs=spec.local_cidrs,
            remote_cidrs=spec.remote_cidrs,
            pre_shared_key=secret,
            start="start" if zone == spec.zones[0] else "trap",
            # a floating address is a translated one: ESP itself would not pass
            force_udp=True,
        )
    )
