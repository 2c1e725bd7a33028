"""Where packets go: from a wire, by routers, to the wire where they are delivered.

A sender chooses its next hop itself: what its subnet told it (gateway, host routes) binds nobody who does not want to
be bound, so every router's leg on its wire is tried. With `obedient` only what the subnet told counts: that is what
says whether a declared flow works.

A packet that is handed to a host, or to an address that nobody owns, is `unknown`: what happens to it there is not in
Neutron's data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from tests.e2e.openstack.cloud.model import Port, Router
from tests.e2e.openstack.cloud.ranges import ALL, Range, parsed, parsed_all, shared, without
from tests.e2e.openstack.cloud.topology import Topology

How = Literal["delivered", "dropped", "unknown"]


@dataclass(frozen=True)
class Arrival:
    """What became of the packets to `to`: delivered on `wire`, dropped, or handed to something unknown.

    `sources`: which addresses they carry after a router has translated their own; empty where none has.
    """

    how: How
    wire: str
    to: Range
    path: tuple[str, ...]
    sources: tuple[Range, ...] = ()

    def __str__(self) -> str:
        return " -> ".join(self.path)


@dataclass(frozen=True)
class _Entry:
    """A line of a routing table: to a wire, or by a next hop."""

    destination: Range
    wire: str | None = None
    next_hop: Range | None = None
    translated: tuple[Range, ...] = ()


def arrivals(topology: Topology, wire: str, to: Range) -> Iterator[Arrival]:
    """From a machine on the wire that tries everything."""
    start = Arrival("delivered", wire, to, (f"network {topology.wire_name(wire)}",))
    yield start
    for _, router in topology.feet(wire):
        yield from _routed(topology, router, start, frozenset())


def obedient(topology: Topology, port: Port, to: Range) -> Iterator[Arrival]:
    """From a machine that does as its subnet tells it by DHCP."""
    wire = topology.wire(port.network)
    start = Arrival("delivered", wire, to, (f"network {topology.wire_name(wire)}",))
    yield from _by_table(topology, _told(topology, port, wire), start, (wire,), frozenset())


def _told(topology: Topology, port: Port, wire: str) -> Iterator[_Entry]:
    own = parsed_all(port.addresses)
    for subnet in topology.subnets(wire):
        cidr = parsed(subnet.cidr)
        if not any(shared(cidr, address) for address in own):
            continue
        yield _Entry(cidr, wire=wire)
        yield from (_Entry(parsed(one.destination), next_hop=parsed(one.next_hop)) for one in subnet.routes)
        if subnet.gateway is not None:
            yield _Entry(_default(cidr), next_hop=parsed(subnet.gateway))


def _routed(topology: Topology, router: Router, packet: Arrival, seen: frozenset[str]) -> Iterator[Arrival]:
    name = f"router {router.name or router.id}"
    if router.id in seen:
        yield _ended(packet, "dropped", f"{name}: dropped: seen before")
        return
    here = replace(packet, path=(*packet.path, name))
    wires = tuple(dict.fromkeys(topology.wire(leg.network) for leg in topology.legs(router.id)))
    yield from _by_table(topology, _table(topology, router), here, wires, seen | {router.id})


def _table(topology: Topology, router: Router) -> Iterator[_Entry]:
    translated = _translations(topology, router)
    for leg in topology.legs(router.id):
        wire = topology.wire(leg.network)
        own = parsed_all(leg.addresses)
        for subnet in topology.subnets(wire):
            cidr = parsed(subnet.cidr)
            if any(shared(cidr, address) for address in own):
                yield _Entry(cidr, wire=wire, translated=translated.get(wire, ()))
    yield from (_Entry(parsed(one.destination), next_hop=parsed(one.next_hop)) for one in router.routes)
    for wire, addresses in translated.items():
        yield from (_Entry(one, wire=wire, translated=addresses) for one in ALL)


def _translations(topology: Topology, router: Router) -> dict[str, tuple[Range, ...]]:
    """External wire -> the addresses that stand for all others there; none where the router translates nothing."""
    return {
        topology.wire(gateway.network): parsed_all(gateway.addresses) if gateway.snat else ()
        for gateway in router.gateways
    }


def _default(like: Range) -> Range:
    return next(one for one in ALL if one.version == like.version)


def _by_table(
    topology: Topology, table: Iterable[_Entry], packet: Arrival, wires: tuple[str, ...], seen: frozenset[str]
) -> Iterator[Arrival]:
    """The longest prefix wins; lines of one length share."""
    entries = sorted(table, key=lambda entry: -entry.destination.prefixlen)
    left: list[Range] = [packet.to]
    for _, same in groupby(entries, key=lambda entry: entry.destination.prefixlen):
        taken = []
        for entry in same:
            for one in left:
                common = shared(one, entry.destination)
                if common is not None:
                    taken.append(common)
                    yield from _by_entry(topology, entry, replace(packet, to=common), wires, seen)
        for common in taken:
            left = list(without(left, common))
    for one in left:
        yield _ended(replace(packet, to=one), "dropped", f"dropped: no route to {one}")


def _by_entry(
    topology: Topology, entry: _Entry, packet: Arrival, wires: tuple[str, ...], seen: frozenset[str]
) -> Iterator[Arrival]:
    if entry.wire is not None:
        if entry.wire == packet.wire and entry.wire in topology.external:
            return
        path = (*packet.path, f"network {topology.wire_name(entry.wire)}")
        yield replace(packet, wire=entry.wire, path=path, sources=_as_seen(entry, packet))
        return
    assert entry.next_hop is not None
    yield from _handed(topology, entry.next_hop, packet, wires, seen)


def _as_seen(entry: _Entry, packet: Arrival) -> tuple[Range, ...]:
    """Only IPv4 addresses are translated."""
    own = tuple(one for one in entry.translated if one.version == 4)
    return own if own and packet.to.version == 4 else packet.sources


def _handed(
    topology: Topology, next_hop: Range, packet: Arrival, wires: tuple[str, ...], seen: frozenset[str]
) -> Iterator[Arrival]:
    owners = [(wire, port) for wire in wires for port in topology.owners(wire, next_hop)]
    if not owners:
        yield _ended(packet, "unknown", f"{next_hop.network_address}: unknown: nobody owns this next hop")
    for wire, port in owners:
        router = topology.routers.get(port.device)
        on = replace(packet, wire=wire, path=(*packet.path, f"network {topology.wire_name(wire)}"))
        if router is not None:
            yield from _routed(topology, router, on, seen)
        else:
            name = port.name or port.id
            yield _ended(on, "unknown", f"{name}: unknown: what a host forwards is not in the network's data")


def _ended(packet: Arrival, how: How, why: str) -> Arrival:
    return replace(packet, how=how, path=(*packet.path, why))
