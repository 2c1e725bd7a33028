"""Two claims about machines that stand there: port 22 by the bastion only, and every declared flow works."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.openstack.cloud import groups
from tests.e2e.openstack.cloud.groups import Host
from tests.e2e.openstack.cloud.matching import Sides
from tests.e2e.openstack.cloud.ranges import merged, outside, without
from tests.e2e.openstack.cloud.reachability import INTERNET, Reach, from_internet, reach, works
from tests.e2e.openstack.cloud.traffic import Traffic

_SSH = Traffic(6, 22, 22)


def ssh(sides: Sides) -> Iterator[str]:
    """From the internet to the bastion's hosts only, and from the administrators' ranges only; from no other host.

    Not looked at: machines that could stand there (a cluster's nodes may have all ports among each other).
    """
    machines = _machines(sides)
    bastions = [one for one in machines if one.name in sides.wanted.bastions]
    others = [one for one in machines if one.name not in sides.wanted.bastions]
    strangers = outside(sides.wanted.inside)
    if not bastions or not others:
        yield f"port 22: looked at nothing: {len(bastions)} bastions and {len(others)} other machines stand there"
    for one in others:
        yield from _named(from_internet(sides.topology, one, strangers, _SSH))
    for one in bastions:
        yield from _administrators_only(sides, from_internet(sides.topology, one, strangers, _SSH))
    for source in others:
        for one in machines:
            if source != one:
                yield from _named(reach(sides.topology, source, one, _SSH))


def _machines(sides: Sides) -> list[Host]:
    """Everything that stands on the platform's networks or belongs to its projects."""
    own = {one.wire for one in sides.found.networks if one.project in sides.areas}
    return [
        groups.at(sides.topology, port)
        for port in sides.found.ports
        if sides.topology.is_host(port) and (port.project in sides.areas or sides.topology.wire(port.network) in own)
    ]


def _named(found: Reach) -> Iterator[str]:
    for way in found.open[:1]:
        reason = f" (not understood: {way.unknown})" if way.unknown else ""
        yield f"port 22: {found.source} reaches {found.destination}: {way.path}{reason}"


def _administrators_only(sides: Sides, found: Reach) -> Iterator[str]:
    left = list(merged(one for way in found.open for one in way.sources))
    if not left:
        yield f"port 22: the administrators do not reach {found.destination}"
    for allowed in sides.wanted.administrators:
        left = list(without(left, allowed))
    for one in left:
        yield f"port 22: {INTERNET} reaches {found.destination} from {one}, which is no range of administrators"


def flows(sides: Sides) -> Iterator[str]:
    """Every flow between two segments works between the machines that stand there, as DHCP tells them to send."""
    here: dict[tuple[str, str], list[Host]] = {}
    hosts = {(host.area, host.label): host for host in sides.wanted.hosts}
    for port in sides.found.ports:
        host = hosts.get((sides.areas.get(port.project, ""), port.name))
        if host is not None:
            here.setdefault((host.area, host.segment), []).append(groups.at(sides.topology, port))
    for flow in sides.wanted.flows:
        for source in here.get(flow.source, ()):
            for to in here.get(flow.to, ()):
                problem = works(sides.topology, source, to, flow.traffic) if source != to else ""
                if problem:
                    yield f"flow {flow.id} ({flow.traffic}): {source.name} does not reach {to.name}: {problem}"
