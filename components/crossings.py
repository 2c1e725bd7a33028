"""From the contract's rules to what a router of our own lets through, and the routes between the areas. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, collapse_addresses
from typing import Literal

from components.contract.addresses import transit_offset
from components.contract.flows import ANYWHERE
from components.contract.intent import Environment, Intent, Space
from components.contract.roles.network import NetworkSpec, Rule
from components.contract.words import Protocol
from components.hosts.legs import Leg, Route, gateway_address
from components.hosts.router import EXIT, Exit, SegmentRule

TRANSIT = "transit"
_PROTOCOLS: dict[Protocol, Literal["tcp", "udp", "icmp"]] = {
    Protocol.TCP: "tcp",
    Protocol.UDP: "udp",
    Protocol.ICMP: "icmp",
}


@dataclass(frozen=True)
class RoutedSegment:
    """A segment of the area, as its router sees it."""

    name: str
    cidr: str
    rules: tuple[Rule, ...]
    mac: str | None = None

    @property
    def leg(self) -> str:
        """No segment can have the name of the transit leg or of the exit this way."""
        return f"segment-{self.name}"


@dataclass(frozen=True)
class HubSide:
    """What only the hub's router has: the way out, and the ways to the areas and to what the site link joins.

    `areas` comes from `area_routes`. Next hop of the `site` is its gateway's address, in a segment of the hub.
    """

    exit: Exit
    areas: tuple[Route, ...]
    site: tuple[Route, ...] = ()


@dataclass(frozen=True)
class Way:
    """A range and the leg through which it lies. `inner`: the range is a segment's, whose own rules count as well."""

    leg: str
    network: IPv4Network
    inner: bool = False


@dataclass(frozen=True)
class Ways:
    """Through which leg a range lies: the first that holds it. `exits` are the addresses that may leave by the exit."""

    ways: tuple[Way, ...]
    exits: tuple[str, ...] = ()

    def to(self, peer: str) -> Way | None:
        network = IPv4Network(peer)
        return next((way for way in self.ways if network.subnet_of(way.network)), None)


@dataclass(frozen=True)
class Crossings:
    """`rules` cross the router; `beside` are flows that are declared and do not, each with the reason."""

    rules: tuple[SegmentRule, ...]
    beside: tuple[str, ...]


def ways(
    segments: Iterable[RoutedSegment], site: Iterable[Route], transit: Iterable[str], exits: tuple[str, ...]
) -> Ways:
    """The segments first, then what lies behind their hosts, the transit network, and the internet."""
    listed = tuple(segments)
    found = [Way(segment.leg, IPv4Network(segment.cidr), inner=True) for segment in listed]
    for route in site:
        hop = IPv4Address(route.via)
        found += [Way(segment.leg, route.network) for segment in listed if hop in IPv4Network(segment.cidr)]
    found += [Way(TRANSIT, IPv4Network(cidr)) for cidr in transit]
    if exits:
        found.append(Way(EXIT, IPv4Network(ANYWHERE)))
    return Ways(tuple(found), exits)


def crossings(segments: Iterable[RoutedSegment], where: Ways) -> Crossings:
    """Each flow between two legs once. A flow between two segments of the area needs the rule of both of them."""
    rules: dict[SegmentRule, None] = {}
    halves: dict[SegmentRule, set[str]] = {}
    beside: dict[str, None] = {}
    for segment in segments:
        for rule in segment.rules:
            for way, peers in _by_way(rule, where):
                reason = _obstacle(segment, rule, way, where)
                if reason:
                    beside[f"{rule.flow} ({reason})"] = None
                elif way and way.leg != segment.leg:
                    found = _crossing(segment, rule, way, peers, where)
                    if not way.inner:
                        rules[found] = None
                        continue
                    halves.setdefault(found, set()).add(rule.direction)
                    if halves[found] == {"in", "out"}:
                        rules[found] = None
    lone = [f"{half.flow} (stands at one of its two segments only)" for half in halves if half not in rules]
    return Crossings(tuple(rules), tuple(dict.fromkeys((*beside, *lone))))


def _by_way(rule: Rule, where: Ways) -> Iterator[tuple[Way | None, tuple[str, ...]]]:
    """The rule's peers, those of one leg together."""
    found: dict[tuple[str, bool] | None, tuple[Way | None, list[str]]] = {}
    for peer in rule.peers:
        way = where.to(peer)
        found.setdefault((way.leg, way.inner) if way else None, (way, []))[1].append(peer)
    for way, peers in found.values():
        yield way, tuple(peers)


def _obstacle(segment: RoutedSegment, rule: Rule, way: Way | None, where: Ways) -> str | None:
    """Why a declared flow does not cross this router."""
    if way is None:
        return "its far end lies behind no leg"
    if way.leg == EXIT and rule.direction == "in":
        return "nobody enters by the exit"
    if way.leg == EXIT and not _leaving(segment, where):
        return f"no host of {segment.name} may leave by the exit"
    return None


def _leaving(segment: RoutedSegment, where: Ways) -> tuple[str, ...]:
    network = IPv4Network(segment.cidr)
    return tuple(cidr for cidr in where.exits if IPv4Network(cidr).subnet_of(network))


def _crossing(segment: RoutedSegment, rule: Rule, way: Way, peers: tuple[str, ...], where: Ways) -> SegmentRule:
    own = _leaving(segment, where) if way.leg == EXIT else (segment.cidr,)
    outward = rule.direction == "out"
    return SegmentRule(
        flow=rule.flow,
        enters=segment.leg if outward else way.leg,
        leaves=way.leg if outward else segment.leg,
        sources=own if outward else peers,
        destinations=peers if outward else own,
        protocol=_PROTOCOLS[rule.protocol],
        ports=rule.ports,
        until=rule.until,
    )


def legs(spec: NetworkSpec, segments: Iterable[RoutedSegment], transit_mac: str | None) -> tuple[Leg, ...]:
    """One in each segment, at its first address, and one in the transit network."""
    own = [
        Leg(segment.leg, gateway_address(segment.cidr), IPv4Network(segment.cidr).prefixlen, segment.mac)
        for segment in segments
    ]
    transit = Leg(TRANSIT, spec.transit_address, IPv4Network(spec.transit_cidr).prefixlen, transit_mac)
    return (*own, transit)


def area_ways(spec: NetworkSpec, hub: IPv4Network, found: Crossings, source: str) -> tuple[Route, ...]:
    """An area's routes, all by the hub's router: to the hub, and to what flows name beyond it.

    The router's own packets carry the `source`, an address of the area: no flow is open to the transit network.
    """
    named = [cidr for rule in found.rules if rule.enters == TRANSIT for cidr in rule.sources]
    named += [cidr for rule in found.rules if rule.leaves == TRANSIT for cidr in rule.destinations]
    ranges = collapse_addresses([hub, *map(IPv4Network, named)])
    return tuple(Route(str(network), spec.transit_hub_address, source) for network in ranges)


def area_routes(intent: Intent) -> tuple[Route, ...]:
    """The hub's routes to the areas: to every slot there can be, so that a new area changes nothing in the hub."""
    plan, transit = intent.plan, intent.plan.pool("transit")
    found: dict[str, str] = {}
    kinds: tuple[tuple[str, type[Environment] | type[Space]], ...] = (("environments", Environment), ("spaces", Space))
    starts = {pool: transit_offset(kind.model_construct(slot=0)) for pool, kind in kinds}
    for pool, kind in kinds:
        # the next kind's first place, or the last host of the transit network
        later = [start for start in starts.values() if start > starts[pool]]
        room = min([*later, transit.num_addresses - 1]) - starts[pool]
        slots = plan.pool(pool).subnets(new_prefix=intent.addresses.network_prefix)
        for slot, network in enumerate(itertools.islice(slots, max(room, 0))):
            found[str(network)] = str(transit[transit_offset(kind.model_construct(slot=slot))])
    for area in (*intent.environments, *intent.spaces):
        if area.cidr is not None:
            found[area.cidr] = plan.transit_address(area)
    return tuple(Route(cidr, via) for cidr, via in found.items())
