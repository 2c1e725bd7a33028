"""Networks, subnets, routers, groups and public addresses: intended against found."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.openstack.cloud import traffic
from tests.e2e.openstack.cloud.matching import Sides, differing, matched, shown
from tests.e2e.openstack.cloud.model import Group, Route, Router, Rule, Subnet
from tests.e2e.openstack.cloud.ranges import parsed, shared
from tests.e2e.openstack.cloud.sealing import DEFAULT_GROUP
from tests.e2e.openstack.cloud.wanted import Line, WantedRouter, WantedSegment

_SHARED = "access_as_shared"
_INNER = ("network:router_ha_interface", "network:router_centralized_snat")
"""Owners of ports by which the parts of one router, spread over several machines, meet each other."""


def networks(sides: Sides) -> Iterator[str]:
    """Port security is on in every network of the projects; there is none but the declared ones."""
    wanted: dict[tuple[str, str], str] = {(one.area, one.label): "segment" for one in sides.wanted.segments}
    wanted |= {(one.area, _transit(one)): "transit" for one in _with_transit(sides)}
    found = matched(sides, "network", wanted, sides.found.networks)
    yield from found.differences
    for key, _, one in found.pairs:
        yield from differing(f"network {shown(key)}", external=(False, one.external))
    for one in sides.found.networks:
        if one.project in sides.areas and not one.port_security:
            yield f"network {one.name} (of {sides.areas[one.project]}): port security is off"


def _with_transit(sides: Sides) -> list[WantedRouter]:
    """Whose transit network is its own: the hub's, and everybody's where the hub's is not shared."""
    return [one for one in sides.wanted.routers if one.exit or not sides.wanted.shared]


def _transit(router: WantedRouter) -> str:
    return f"{router.label}-transit"


def subnets(sides: Sides) -> Iterator[str]:
    wanted: dict[tuple[str, str], WantedSegment | None] = {(one.area, one.label): one for one in sides.wanted.segments}
    wanted |= {(one.area, _transit(one)): None for one in _with_transit(sides)}
    found = matched(sides, "subnet", wanted, sides.found.subnets)
    yield from found.differences
    for key, segment, subnet in found.pairs:
        what = f"subnet {shown(key)}"
        if segment is None:
            yield from differing(what, gateway=(None, subnet.gateway), routes=((), subnet.routes))
        else:
            yield from _subnet(sides, what, segment, subnet)


def _subnet(sides: Sides, what: str, segment: WantedSegment, subnet: Subnet) -> Iterator[str]:
    network = sides.topology.networks.get(subnet.network)
    yield from differing(
        what,
        network=(segment.label, network.name if network else None),
        range=(segment.cidr, subnet.cidr),
        gateway=(segment.gateway, subnet.gateway),
        host_routes=(segment.routes, subnet.routes),
        name_servers=(segment.dns, subnet.dns),
    )


def routers(sides: Sides) -> Iterator[str]:
    """Which networks a router joins, by which addresses, and which routes it has; a way out for the hub's only."""
    wanted = {(one.area, one.label): one for one in sides.wanted.routers}
    found = matched(sides, "router", wanted, sides.found.routers)
    yield from found.differences
    for key, one, router in found.pairs:
        yield from _router(sides, f"router {shown(key)}", one, router)


def _router(sides: Sides, what: str, wanted: WantedRouter, router: Router) -> Iterator[str]:
    outside = {gateway.network for gateway in router.gateways}
    legs = {
        _leg(_name(sides, leg.network), address)
        for leg in sides.topology.legs(router.id)
        if leg.network not in outside and leg.owner not in _INNER
        for address in leg.addresses
    }
    own = {_leg(one.label, one.router_address) for one in sides.wanted.segments if one.area == wanted.area}
    met = wanted.transit_address or _given_address(sides, wanted)
    through = {Route(cidr, _given_address(sides, _of_area(sides, area))) for cidr, area in wanted.areas}
    external = {one.id for one in sides.found.networks if one.external}
    yield from differing(
        what,
        legs=(own | {_leg(_meeting(sides, wanted), met)}, legs),
        routes=(wanted.routes | through, frozenset(router.routes)),
        gateways=(1 if wanted.exit else 0, len(router.gateways)),
        gateways_to_other_than_external_networks=(set(), outside - external),
    )


def _of_area(sides: Sides, area: str) -> WantedRouter:
    return next(one for one in sides.wanted.routers if one.area == area)


def _meeting(sides: Sides, wanted: WantedRouter) -> str:
    return sides.wanted.transit if sides.wanted.shared else _transit(wanted)


def _given_address(sides: Sides, wanted: WantedRouter) -> str:
    """The address that an area's router has on the transit network, if it is one of that network's."""
    network, pool = _meeting(sides, wanted), sides.wanted.transit_range
    for router in sides.found.routers:
        if (router.name, sides.areas.get(router.project)) == (wanted.label, wanted.area):
            for leg in sides.topology.legs(router.id):
                for address in leg.addresses if _name(sides, leg.network) == network else ():
                    if shared(parsed(address), pool):
                        return address
    return f"the router of {wanted.area}, which has no address there"


def _leg(network: str, address: str) -> str:
    return f"{address} on {network}"


def _name(sides: Sides, network: str) -> str:
    found = sides.topology.networks.get(network)
    return found.name if found else network


def groups(sides: Sides) -> Iterator[str]:
    """The flow matrix: every group has the rules of its segment and no other, and there is no other group in use."""
    wanted = {(one.area, one.group): one for one in sides.wanted.segments}
    own = [one for one in sides.found.groups if one.name != DEFAULT_GROUP]
    found = matched(sides, "security group", wanted, own)
    yield from found.differences
    for key, segment, group in found.pairs:
        what = f"security group {shown(key)}"
        yield from differing(what, stateful=(True, group.stateful))
        there = lines(group)
        yield from (f"{what}: no rule {line}" for line in sorted(segment.rules - there))
        yield from (f"{what}: a rule too many: {line}" for line in sorted(there - segment.rules))
    yield from _default_groups(sides)


def _default_groups(sides: Sides) -> Iterator[str]:
    """Each project has one that lets everything out; nobody may use it, or any other that is not a segment's."""
    default = {one.id for one in sides.found.groups if one.name == DEFAULT_GROUP}
    for port in sides.found.ports:
        if port.project in sides.areas and default & set(port.groups):
            yield f"port {port.name or port.id} (of {sides.areas[port.project]}): carries the default security group"


def lines(group: Group) -> frozenset[Line]:
    """A group's rules in the words of the comparison."""
    return frozenset(_line(rule) for rule in group.rules)


def _line(rule: Rule) -> Line:
    if rule.group is not None:
        peer = f"the group {rule.group}"
    elif rule.address_group is not None:
        peer = f"the address group {rule.address_group}"
    else:
        peer = "anywhere" if rule.prefix is None else str(parsed(rule.prefix))
    return Line(rule.direction, rule.ethertype, str(traffic.of(rule) or f"`{rule.protocol}`"), peer)


def floating_ips(sides: Sides) -> Iterator[str]:
    """No public address but the declared ones, each at its host."""
    ports = {port.id: port for port in sides.found.ports}
    wanted = {(host.area, host.label) for host in sides.wanted.hosts if host.public}
    seen: set[tuple[str, str]] = set()
    for one in sides.found.floating_ips:
        port = ports.get(one.port or "")
        area = sides.areas.get(one.project) or (sides.areas.get(port.project) if port else None)
        if area is None:
            continue
        key = (area, port.name if port else "")
        if key not in wanted or key in seen:
            yield f"floating address {one.address} (of {area}): not declared, leads to {key[1] or 'nothing'}"
        elif port and one.fixed not in port.addresses:
            yield f"floating address {one.address} (of {area}): leads to {one.fixed}, which {port.name} does not have"
        seen.add(key)
    yield from (f"floating address of {shown(key)}: missing" for key in sorted(wanted - seen))
    yield from _on_external(sides)


def _on_external(sides: Sides) -> Iterator[str]:
    """Ports with an address on an external network itself: load balancers' only."""
    balancers = {one.port for one in sides.found.balancers}
    for one in sides.found.ports:
        outside = sides.topology.wire(one.network) in sides.topology.external
        if outside and one.project in sides.areas and one.id not in balancers:
            yield f"port {one.name or one.id} (of {sides.areas[one.project]}): stands on an external network"


def shares(sides: Sides) -> Iterator[str]:
    """The hub's transit network is open to each area's project, and nothing else to anybody."""
    hub = next(one for one in sides.wanted.routers if one.exit)
    transit = {one.id for one in sides.found.networks if one.name == sides.wanted.transit}
    home = sides.found.projects.get(hub.area)
    others = {area for area, project in sides.found.projects.items() if project != home}
    wanted = others if sides.wanted.shared else set()
    seen: set[str] = set()
    for one in sides.found.shares:
        if one.project not in sides.areas:
            continue
        target = sides.areas.get(one.target)
        if one.kind == "network" and one.action == _SHARED and one.object in transit and target in wanted:
            seen.add(target)
        else:
            area = sides.areas[one.project]
            to = target or one.target
            yield f"share {one.id} (of {area}): not declared: {one.action} of the {one.kind} {one.object} to {to}"
    yield from (f"share of the transit network to {area}: missing" for area in sorted(wanted - seen))


def unmodelled(sides: Sides) -> Iterator[str]:
    """What may carry traffic and is not evaluated. The estate makes nothing of the kind."""
    for one in sides.found.unmodelled:
        if one.project in sides.areas:
            yield f"{one.kind} {one.id} (of {sides.areas[one.project]}): not declared"
