"""What a move builds at Cloud Temple: relay hosts, and a router that knows the way to the other side.

The two networks of the move's segments and their propagation to every zone are ordered, as all are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import pulumi

from components import generated, relays
from components.cloudtemple import lookups, sitelink
from components.cloudtemple.choices import Edge
from components.cloudtemple.handles import RoutedNetwork
from components.cloudtemple.machine import Adapter, HostSpec, data_disk, host, inside
from components.cloudtemple.place import Here, around, present
from components.contract.flows import ANYWHERE
from components.contract.flows import rules as rules_of
from components.contract.handles import ServiceHandle
from components.contract.names import label_of
from components.contract.roles.network import NetworkLinks, NetworkSpec
from components.contract.roles.relay import RELAY, RelayLinks, RelaySpec
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.contract.site import Builder, Place
from components.contract.words import Purpose, Size
from components.crossings import TRANSIT, RoutedSegment, area_ways, crossings, legs, ways
from components.documents import router_document
from components.hosts.legs import Leg, Route, gateway_address, mac_address
from components.hosts.router import Router

_ZONE = 1
_MOVE = 40
"""Places on the edge network that are the move's: above those of the hub's own ways in and out."""


class _MoveEdge(Edge):
    """The edge network, with places of their own for the move's gateways beside the hub's."""

    def site_link(self, zone: int) -> str:
        return str(IPv4Network(self.cidr)[_MOVE + zone])


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> RoutedNetwork:
    """The area's router, which sends the other side's ranges to the first zone's gateway of the link."""
    name = f"{place.label('network')}-router"
    built = _router(place, spec, name)
    asked = HostSpec(
        name=name,
        suffix="",
        zone=_ZONE,
        size=Size.SMALL,
        document=router_document(built),
        adapters=[Adapter(_ordered(place, leg), leg) for leg in built.all_legs],
        routes=built.all_routes,
    )
    made = host(place, asked)
    transit = lookups.network(place, lookups.shared(place, TRANSIT), place.choices.zone(_ZONE))
    return RoutedNetwork(
        urn=place.urn, id=transit, name=place.label("network"), cidr=spec.cidr, router=made.id, machine=made
    )


def _router(place: Here, spec: NetworkSpec, name: str) -> Router:
    """Pure."""
    segments, site = tuple(_segments(place)), tuple(_site(place))
    found = crossings(segments, ways(segments, site, (ANYWHERE,), ()))
    joined = legs(spec, segments, mac_address(spec.transit_address))
    there = around(place, name)
    to_hub = area_ways(spec, there.plan.networks[place.site.intent.hub.name], found, joined[0].address)
    return Router(
        host_name=name,
        time_servers=(there.plan.time(),),
        package_source=there.packages,
        legs=joined,
        routes=(*to_hub, *site),
        rules=found.rules,
        beside=found.beside,
    )


def _segments(place: Here) -> Iterator[RoutedSegment]:
    area, intent = place.site.area, place.site.intent
    for item in area.segments:
        cidr = str(intent.plan.segments[area.name, item.name])
        yield RoutedSegment(item.name, cidr, rules_of(intent, area, item), mac_address(gateway_address(cidr)))


def _site(place: Here) -> Iterator[Route]:
    """Turning the route to another zone's gateway is a procedure, as in the hub."""
    area, link = place.site.area, place.site.intent.hub.site_link
    segment = next(item.name for item in area.segments if item.purpose is Purpose.SITE_LINK)
    for cidr in link.remote_cidrs:
        yield Route(cidr, place.site.addresses.host(area.name, segment, link.zones[0] - 1))


def _ordered(place: Here, leg: Leg) -> str:
    """The id of the network in which a leg stands."""
    zone = place.choices.zone(_ZONE)
    if leg.name == TRANSIT:
        return lookups.network(place, lookups.shared(place, TRANSIT), zone)
    area = place.site.area
    item = next(item for item in area.segments if leg.name == f"segment-{item.name}")
    return lookups.network(place, label_of(place.site.intent.platform.prefix, area, item), zone)


def site_link(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """The gateways of an area's link, at their own places on the edge network."""
    edge = _MoveEdge.model_validate(place.choices.edge.model_dump())
    site = replace(place.site, choices=place.choices.model_copy(update={"edge": edge}))
    there: Place[Any] = replace(place, site=site)
    return sitelink.site_link(there, spec, links)


def relay(place: Here, spec: RelaySpec, links: RelayLinks) -> ServiceHandle:
    """A host with a work disk that it encrypts itself, beneath the encryption that the cloud has; the passphrase is in
    its document and in the state, a secret in both: nothing on the disk must be read after the host is gone.
    """
    bastion = present(links.bastion, "the bastion of a relay")
    name = place.label(relays.LABEL)
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    known = pulumi.Output.all(bastion.public_key, passphrase)
    text: pulumi.Output[str] = pulumi.Output.secret(known.apply(lambda found: document(place, spec, name, *found)))
    adapters, routes = inside(place, links.segment, links.firewall, spec.zone, spec.address)
    asked = HostSpec(name, "", spec.zone, spec.size, text, adapters, routes, bears_data=True)
    made = host(place, asked)
    data_disk(place, asked, made, spec.disk_gb)
    return ServiceHandle(urn=place.urn, id=made.id, name=name, address=spec.address)


def document(place: Here, spec: RelaySpec, name: str, bastion_key: str, passphrase: str) -> str:
    """Pure: the document of one relay, once its keys are known."""
    disk = relays.luks(place.choices.data_device, passphrase)
    return relays.document(spec, around(place, name), bastion_key, disk, relays.segment_rules(place))


BUILDERS: Mapping[str, Builder] = {"network": network, "site-link": site_link, RELAY: relay}
