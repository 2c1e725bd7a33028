"""What can reach what, as Neutron would make it of the found networks, routers and groups. Pure.

Evaluated: one wire, routers (their legs, extra routes, gateways with and without translation of addresses), floating
addresses, security groups at both ends, address pairs, port security, IPv4 and IPv6. Every answer is about the first
packet: groups are stateful, so what it may open may be answered.

Too much rather than too little: a sender obeys no route that it was told, a port that is down counts as up, and what
is not understood lets everything pass and says so (`Reach.unknown`). The internet is whoever stands on an external
network: it may hand any packet to any router's gateway, with any address but the estate's own.

Deliberately not: what a host passes on by itself (a proxy, a bastion), DHCP, the metadata service, a load balancer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.e2e.openstack.cloud import groups
from tests.e2e.openstack.cloud.groups import Host, Passed
from tests.e2e.openstack.cloud.ranges import Range, parsed, parsed_all
from tests.e2e.openstack.cloud.routes import Arrival, arrivals, obedient
from tests.e2e.openstack.cloud.topology import Topology
from tests.e2e.openstack.cloud.traffic import EVERYTHING, Traffic

INTERNET = "the internet"


@dataclass(frozen=True)
class Way:
    """One way from a source to a destination: what passes on it (nothing: it ends before), and by which hops."""

    traffic: frozenset[Traffic]
    path: str
    unknown: str = ""
    sources: tuple[Range, ...] = ()
    """Which of its addresses the source may use for it, where something passes."""


@dataclass(frozen=True)
class Reach:
    """Everything that was tried from one source to one destination."""

    source: str
    destination: str
    ways: tuple[Way, ...]

    @property
    def open(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way.traffic)

    @property
    def traffic(self) -> frozenset[Traffic]:
        """What passes. What is not understood passes too."""
        return frozenset(one for way in self.ways for one in way.traffic)

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(way.unknown for way in self.ways if way.unknown))

    def passes(self, wanted: Traffic) -> bool:
        return any(one.meet(wanted) for one in self.traffic)

    def explained(self) -> tuple[str, ...]:
        """A line for each way: its hops, and what passes or why nothing does."""
        return tuple(f"{self.source} -> {way.path}" for way in self.ways)


def reach(topology: Topology, source: Host, destination: Host, wanted: Traffic = EVERYTHING) -> Reach:
    """From one machine to another: as much of `wanted` as passes."""
    found = [*_direct(topology, source, destination, wanted), *_floating(topology, source, destination, wanted)]
    return Reach(source.name, destination.name, tuple(found))


def to_internet(topology: Topology, source: Host, outside: Iterable[Range]) -> Reach:
    """From a machine to any address of `outside`."""
    found: list[Way] = []
    for to in outside:
        for one in arrivals(topology, source.wire, to):
            if one.how == "unknown" or (one.how == "delivered" and one.wire in topology.external):
                out = list(groups.passed(topology, source, "egress", (one.to,)))
                found.append(_way(one, INTERNET, out, [Passed(EVERYTHING, one.to, "it filters nothing")], EVERYTHING))
            elif one.how == "dropped":
                found.append(Way(frozenset(), str(one)))
    return Reach(source.name, INTERNET, tuple(found))


def from_internet(
    topology: Topology, destination: Host, outside: Iterable[Range], wanted: Traffic = EVERYTHING
) -> Reach:
    """From any address of `outside` to a machine."""
    sources = tuple(outside)
    found: list[Way] = []
    for wire in sorted(topology.external):
        stranger = Host(INTERNET, wire, "", (), sources, None)
        found += reach(topology, stranger, destination, wanted).ways
    return Reach(INTERNET, destination.name, tuple(found))


def works(topology: Topology, source: Host, destination: Host, wanted: Traffic) -> str:
    """Why a declared flow does not work between two machines that obey what DHCP told them; "" where it does."""
    if source.port is None or destination.port is None:
        raise ValueError("found a machine without a port | two that stand there | ask for their ports")
    there = [way for to in _own(destination) for way in _obeyed(topology, source, destination, to)]
    if not any(one.meet(wanted) == wanted for way in there for one in way.traffic):
        return next((way.path for way in there), "no way")
    for to in _own(source):
        for one in obedient(topology, destination.port, to):
            if one.how == "delivered" and one.wire == source.wire:
                return ""
    return f"no way back from {destination.name} to {source.name}"


def _own(host: Host) -> tuple[Range, ...]:
    return parsed_all(host.port.addresses) if host.port else ()


def _obeyed(topology: Topology, source: Host, destination: Host, to: Range) -> Iterator[Way]:
    assert source.port is not None
    for one in obedient(topology, source.port, to):
        yield _judged(topology, one, _Ends(source, destination, _own(source), destination.wire, EVERYTHING))


def _direct(topology: Topology, source: Host, destination: Host, wanted: Traffic) -> Iterator[Way]:
    for to in destination.addresses:
        for one in arrivals(topology, source.wire, to):
            yield _judged(topology, one, _Ends(source, destination, source.sends, destination.wire, wanted))


def _floating(topology: Topology, source: Host, destination: Host, wanted: Traffic) -> Iterator[Way]:
    """By the floating addresses of the destination, which end at its own address."""
    if destination.port is None:
        return
    for floating in topology.floating(destination.port.id):
        wire = topology.wire(floating.network)
        for one in arrivals(topology, source.wire, parsed(floating.address)):
            on = Arrival(one.how, one.wire, one.to, (*one.path, f"floating {floating.address}"), one.sources)
            seen = on if one.how == "delivered" else one
            yield _judged(topology, seen, _Ends(source, destination, source.sends, wire, wanted))


@dataclass(frozen=True)
class _Ends:
    """What is asked: from whom, with which addresses, to whom, where a packet for it arrives, and what of it."""

    source: Host
    destination: Host
    sends: tuple[Range, ...]
    wire: str
    wanted: Traffic


def _judged(topology: Topology, one: Arrival, ends: _Ends) -> Way:
    if one.how == "dropped":
        return Way(frozenset(), str(one))
    if one.how == "delivered" and one.wire != ends.wire:
        return Way(frozenset(), f"{one} -> dropped: {one.to} is not there")
    out = list(groups.passed(topology, ends.source, "egress", (one.to,)))
    carried = (*one.sources, *_translated(topology, ends.source)) if one.sources else ends.sends
    into = list(groups.passed(topology, ends.destination, "ingress", carried))
    way = _way(one, ends.destination.name, out, into, ends.wanted)
    return replace(way, sources=ends.sends) if one.sources else way


def _translated(topology: Topology, source: Host) -> tuple[Range, ...]:
    return parsed_all(one.address for one in topology.floating(source.port.id)) if source.port else ()


def _way(one: Arrival, end: str, out: list[Passed], into: list[Passed], wanted: Traffic) -> Way:
    """What passes both ends, if the packet gets there."""
    met = [
        (common, near, far)
        for near in out
        for far in into
        if near.peer.version == far.peer.version
        and (both := near.traffic.meet(far.traffic))
        and (common := both.meet(wanted))
    ]
    if not met:
        why = f"the groups of {end} let nothing in" if out else "the sender's groups let nothing out"
        return Way(frozenset(), f"{one} -> dropped: {why}")
    unknown = [reason for _, near, far in met for reason in (near.unknown, far.unknown) if reason]
    if one.how == "unknown":
        unknown.append(str(one))
    common, near, far = met[0]
    path = f"{one} -> {end}: passes: {common}, by {near.why} and {far.why}"
    sources = tuple(dict.fromkeys(far.peer for _, _, far in met))
    return Way(frozenset(item for item, _, _ in met), path, "; ".join(dict.fromkeys(unknown)), sources)
