"""Networks, segments and firewalls: ordered networks without any wall, and a router of our own in each area."""

from __future__ import annotations

from collections.abc import Iterator

from components.cloudtemple import lookups
from components.cloudtemple.handles import OrderedSegment, RoutedNetwork
from components.cloudtemple.machine import Adapter, HostSpec, Machine, host
from components.cloudtemple.place import Here, around, present
from components.cloudtemple.public import static_address
from components.contract import flows
from components.contract.handles import FirewallHandle
from components.contract.names import label_of
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    NetworkLinks,
    NetworkSpec,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.words import Size
from components.crossings import HubSide, RoutedSegment, area_routes
from components.documents import area_router, router_document
from components.hosts.legs import Leg, Route, gateway_address, mac_address
from components.hosts.router import EXIT, Exit

_ZONE = 1
_MOST_PROXIES = 3
"""As many zones as an intent can name."""
_SHARED = {"transit": "transit", EXIT: "edge"}
"""Leg of a router -> the network of no single area in which it stands."""


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> RoutedNetwork:
    """The area's router: a leg in each of its segments, one on the transit network, and in the hub one to the internet.

    It forwards what the flows name and nothing else; the networks themselves forward nothing and filter nothing.
    Deliberately not: a second router that takes over, a network (each one is ordered), a route between two spaces.
    """
    made = _router(place, spec)
    transit = lookups.network(place, lookups.shared(place, "transit"), place.choices.zone(_ZONE))
    return RoutedNetwork(
        urn=place.urn, id=transit, name=place.label("network"), cidr=spec.cidr, router=made.id, machine=made
    )


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> OrderedSegment:
    """The network that was ordered for the segment, looked up in every zone. No resource: the provider makes none."""
    label = place.label("segment")
    joined = present(links.network, "the network of a segment")
    assert isinstance(joined, RoutedNetwork)
    networks = {number: lookups.network(place, label, zone) for number, zone in enumerate(place.choices.zones, start=1)}
    first = networks[_ZONE]
    return OrderedSegment(
        urn=place.urn,
        id=first,
        name=label,
        cidr=spec.cidr,
        network=first,
        subnet="",
        range=spec.cidr,
        networks=networks,
        machine=joined.machine,
    )


def firewall(place: Here, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """The walls of a segment: the area's router towards all others, each host's own firewall within it. No resource."""
    return FirewallHandle(urn=place.urn, ids={"0": place.label("firewall")})


def _router(place: Here, spec: NetworkSpec) -> Machine:
    name = f"{place.label('network')}-router"
    built = area_router(
        spec,
        around(place, name),
        tuple(_routed(place)),
        time_servers=(place.site.addresses.time(),),
        transit_mac=mac_address(spec.transit_address),
        hub=_hub_side(place) if spec.internet_exit else None,
    )
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
    if spec.internet_exit:
        static_address(place, "", name, place.choices.edge.exit(), made)
    return made


def _routed(place: Here) -> Iterator[RoutedSegment]:
    area, intent = place.site.area, place.site.intent
    for item in area.segments:
        cidr = str(intent.plan.segments[area.name, item.name])
        yield RoutedSegment(item.name, cidr, flows.rules(intent, area, item), mac_address(gateway_address(cidr)))


def _ordered(place: Here, leg: Leg) -> str:
    """The id of the network in which a leg stands."""
    zone, shared = place.choices.zone(_ZONE), _SHARED.get(leg.name)
    if shared:
        return lookups.network(place, lookups.shared(place, shared), zone)
    segments = {f"segment-{item.name}": item for item in place.site.area.segments}
    name = label_of(place.site.intent.platform.prefix, place.site.area, segments[leg.name])
    return lookups.network(place, name, zone)


def _hub_side(place: Here) -> HubSide:
    """The way out, for the proxies of every zone there can be: one more zone changes nothing at the router."""
    choices, plan, hub = place.choices, place.site.addresses, place.site.intent.hub
    proxies = (plan.host(hub.name, hub.egress.segment, number) for number in range(_MOST_PROXIES))
    address = choices.edge.exit()
    return HubSide(
        exit=Exit(
            leg=Leg(EXIT, address, choices.edge.prefix, mac_address(address)),
            gateway=choices.edge.gateway,
            sources=tuple(f"{source}/32" for source in (*proxies, plan.time(), plan.mirror())),
            resolvers=choices.dns_servers,
        ),
        areas=area_routes(place.site.intent),
        site=tuple(_site(place)),
    )


def _site(place: Here) -> Iterator[Route]:
    """The other site, behind the gateway of the first zone. Turning the route is a procedure."""
    link, plan = place.site.intent.hub.site_link, place.site.addresses
    gateway = plan.host(place.site.intent.hub.name, link.segment, link.zones[0] - 1)
    for cidr in link.remote_cidrs:
        yield Route(cidr, gateway)
