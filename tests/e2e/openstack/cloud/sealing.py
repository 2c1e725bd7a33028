"""Whether each project space is sealed: from every other space, from the internet, and the internet from it.

Three walls stand one behind the other, and each must hold by itself, as if the other two were open: the groups of the
sender, the routes between, the groups of the receiver. So a single rule or route too many is a hole, though nothing
passes yet.

Every machine that stands in a space is evaluated, and every machine that could stand there with one of its groups.

The routes from the internet are the one wall that is thinner: the hub's router has a gateway and leads to the spaces
by design, so that a neighbour on the external network could hand it packets for a space. No address of a space is
known to the internet (that is what the wall of routes means in this direction), and what such a neighbour sends is held
by the groups of the receiver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, permutations

from stacks.estate import Estate
from tests.e2e.openstack.cloud import groups
from tests.e2e.openstack.cloud.groups import Direction, Host
from tests.e2e.openstack.cloud.model import Found, Port, Subnet
from tests.e2e.openstack.cloud.ranges import Range, merged, outside, parsed, parsed_all, shared
from tests.e2e.openstack.cloud.reachability import INTERNET
from tests.e2e.openstack.cloud.routes import Arrival, arrivals
from tests.e2e.openstack.cloud.topology import Topology

_OUT, _ROUTES, _IN = "groups of the sender", "routes", "groups of the receiver"
_Claim = tuple[str, Iterable[str | None]]
"""A wall and what was tried on it: each step is a hole, or None where it holds."""
DEFAULT_GROUP = "default"


@dataclass(frozen=True)
class Sealing:
    """`evaluated` counts pairs of a machine or network with what must not be reached; `holes` say by which way."""

    evaluated: int
    holes: list[str]


@dataclass(frozen=True)
class Ground:
    """A space as it was found.

    Attributes:
        hosts: machines that stand there, and that could.
        wires: where machines of the space stand or may stand.
        ranges: where they can be reached.
    """

    name: str
    project: str
    hosts: tuple[Host, ...]
    wires: tuple[str, ...]
    ranges: tuple[Range, ...]


@dataclass
class _Findings:
    evaluated: int = 0
    holes: list[str] = field(default_factory=list)


def sealed(estate: Estate, found: Found) -> Sealing:
    """Every space of the estate against every other, and against the internet, in each direction."""
    pools = estate.intent.plan.pool
    inside = tuple(pools(name) for name in ("hub", "environments", "spaces", "transit"))
    # a project that was not read is nobody's, and on its walls nothing is tried
    spaces = {one.name: found.projects.get(one.name, f"not read: {one.name}") for one in estate.intent.spaces}
    return sealing(found, spaces, inside, pools("transit"))


def sealing(found: Found, spaces: dict[str, str], inside: Iterable[Range], transit: Range) -> Sealing:
    """The same, without an estate.

    Args:
        spaces: name -> project id.
        inside: the platform's own addresses. Everything else is the internet.
        transit: the addresses of the routers among each other, where no machine of a space may stand.
    """
    topology = Topology(found)
    grounds = [ground(topology, name, project, transit) for name, project in spaces.items()]
    strangers = outside(inside)
    claims = [claim for near, far in permutations(grounds, 2) for claim in _between(topology, near, far)]
    for one in grounds:
        claims += [*_leaving(topology, one, strangers), *_entering(topology, one, strangers)]
    total = _Findings()
    for claim, steps in claims:
        _judge(total, claim, steps)
    total.holes += [hole for near, far in combinations(grounds, 2) for hole in _astride(topology, near, far)]
    if not claims:
        total.holes.append("no space: looked at nothing")
    total.holes += _not_understood(found, spaces)
    return Sealing(total.evaluated, total.holes)


def ground(topology: Topology, name: str, project: str, transit: Range) -> Ground:
    """What belongs to a space: its project's networks and ports, and whoever stands on these networks."""
    subnets = [
        one for one in topology.found.subnets if one.project == project and not shared(parsed(one.cidr), transit)
    ]
    own = {topology.wire(one.network) for one in subnets}
    ports = [one for one in topology.found.ports if topology.is_host(one) and _belongs(topology, one, project, own)]
    wires = own | {topology.wire(one.network) for one in ports}
    hosts = (*(groups.at(topology, port) for port in ports), *_possible(topology, project, subnets))
    ranges = merged((*(parsed(one.cidr) for one in subnets), *_reached(topology, ports)))
    return Ground(name, project, hosts, tuple(sorted(wires)), ranges)


def _belongs(topology: Topology, port: Port, project: str, wires: set[str]) -> bool:
    return port.project == project or topology.wire(port.network) in wires


def _possible(topology: Topology, project: str, subnets: Iterable[Subnet]) -> Iterator[Host]:
    """The default group is left out: no port may carry it, and that is a claim of its own."""
    own = [one.id for one in topology.found.groups if one.project == project and one.name != DEFAULT_GROUP]
    for subnet in subnets:
        for group in own:
            yield groups.anywhere(topology, subnet, group)


def _reached(topology: Topology, ports: Iterable[Port]) -> Iterator[Range]:
    for port in ports:
        yield from parsed_all((*port.addresses, *port.pairs))
        yield from (parsed(one.address) for one in topology.floating(port.id))


def _judge(total: _Findings, claim: str, steps: Iterable[str | None]) -> None:
    """A wall on which nothing was tried does not hold."""
    found = list(steps)
    if not found:
        total.holes.append(f"{claim}: looked at nothing")
    total.evaluated += len(found)
    total.holes += dict.fromkeys(f"{claim}: {hole}" for hole in found if hole)


def _between(topology: Topology, near: Ground, far: Ground) -> Iterator[_Claim]:
    name = f"{near.name} to {far.name}"
    senders = merged(one for host in near.hosts for one in host.sends)
    yield (
        f"{name}, {_OUT}",
        (hole for host in near.hosts for to in far.ranges for hole in _groups(topology, host, "egress", to)),
    )
    yield (
        f"{name}, {_ROUTES}",
        (_routes(arrivals(topology, wire, to), far.wires, topology) for wire in near.wires for to in far.ranges),
    )
    yield (
        f"{name}, {_IN}",
        (hole for host in far.hosts for sender in senders for hole in _groups(topology, host, "ingress", sender)),
    )


def _leaving(topology: Topology, space: Ground, strangers: tuple[Range, ...]) -> Iterator[_Claim]:
    name = f"{space.name} to {INTERNET}"
    yield (
        f"{name}, {_OUT}",
        (_first(_groups(topology, host, "egress", to) for to in strangers) for host in space.hosts),
    )
    yield f"{name}, {_ROUTES}", (_way_out(topology, wire, strangers) for wire in space.wires)


def _way_out(topology: Topology, wire: str, strangers: Iterable[Range]) -> str | None:
    return next((hole for to in strangers if (hole := _routes(arrivals(topology, wire, to), (), topology))), None)


def _entering(topology: Topology, space: Ground, strangers: tuple[Range, ...]) -> Iterator[_Claim]:
    name = f"{INTERNET} to {space.name}"
    yield (
        f"{name}, {_IN}",
        (_first(_groups(topology, host, "ingress", sender) for sender in strangers) for host in space.hosts),
    )
    known = [step for wire in space.wires for step in _known_outside(topology, space, wire)]
    yield f"{name}, {_ROUTES}", (known and [*known, *_public(topology, space)])


def _public(topology: Topology, space: Ground) -> Iterator[str]:
    """What of the project has an address on the internet, wherever it leads."""
    for floating in topology.found.floating_ips:
        if floating.project == space.project:
            yield f"the floating address {floating.address} belongs to the space"
    for balancer in topology.found.balancers:
        if balancer.project == space.project and topology.wire(balancer.network) in topology.external:
            yield f"the load balancer {balancer.name} has the address {balancer.address} on the external network"


def _known_outside(topology: Topology, space: Ground, wire: str) -> Iterator[str | None]:
    """By which addresses or routers of the wire the internet could come."""
    name = topology.wire_name(wire)
    yield f"network {name}: it is external, and a port of the space is on it" if wire in topology.external else None
    for _, router in topology.feet(wire):
        gateway = next((one for one in router.gateways), None)
        yield f"router {router.name} on network {name} has a gateway to the internet" if gateway else None
    for port in topology.hosts(wire):
        for one in topology.floating(port.id):
            yield f"the floating address {one.address} leads to {port.name or port.id}"
    for subnet in topology.subnets(wire):
        cidr = parsed(subnet.cidr)
        known = not cidr.is_private and _by_gateways(topology, cidr, space)
        yield f"the addresses {cidr} of {subnet.name} are known to the internet: {known}" if known else None


def _by_gateways(topology: Topology, to: Range, space: Ground) -> str | None:
    """The way from an external network to addresses that are not private."""
    ways = (one for wire in sorted(topology.external) for one in arrivals(topology, wire, to))
    return _routes(ways, space.wires, topology)


def _groups(topology: Topology, host: Host, direction: Direction, peer: Range) -> Iterator[str | None]:
    """What the host's groups let pass, though they must not."""
    open_ = list(groups.passed(topology, host, direction, (peer,)))
    way = "to" if direction == "egress" else "from"
    for one in open_:
        reason = f" (not understood: {one.unknown})" if one.unknown else ""
        yield f"{host.name} may have {one.traffic} {way} {one.peer}, by {one.why}{reason}"
    if not open_:
        yield None


def _first(several: Iterable[Iterable[str | None]]) -> str | None:
    """The first hole of those that stand for one pair."""
    return next((hole for some in several for hole in some if hole), None)


def _routes(ways: Iterable[Arrival], goals: Iterable[str], topology: Topology) -> str | None:
    """The first way that arrives on a wire of `goals` (none given: on an external one), or that is not understood."""
    wanted = frozenset(goals) or topology.external
    for one in ways:
        if one.how == "unknown" or (one.how == "delivered" and one.wire in wanted):
            return f"a route leads to {one.to}: {one}"
    return None


def _astride(topology: Topology, near: Ground, far: Ground) -> Iterator[str]:
    """A wire of both, and a machine with a foot in both."""
    for wire in near.wires:
        if wire in far.wires:
            yield f"{near.name} and {far.name} both have machines on network {topology.wire_name(wire)}"
    devices = {port.device: port for wire in near.wires for port in topology.hosts(wire) if port.device}
    for wire in far.wires:
        for port in topology.hosts(wire):
            other = devices.get(port.device)
            if other is not None:
                names = " and ".join(one.name or one.id for one in (other, port))
                yield f"{near.name} and {far.name}: {names} belong to one machine"


def _not_understood(found: Found, spaces: dict[str, str]) -> Iterator[str]:
    own = frozenset(found.projects.values()) | frozenset(spaces.values())
    for one in found.unmodelled:
        if one.project in own:
            yield f"{one.kind} {one.id}: may carry traffic, and is not evaluated"
