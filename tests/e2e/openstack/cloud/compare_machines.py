"""Ports, servers, volumes, secrets and load balancers: intended against found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.e2e.openstack.cloud.matching import Sides, differing, matched, shown
from tests.e2e.openstack.cloud.model import Port, Server, Volume
from tests.e2e.openstack.cloud.ranges import parsed, shared
from tests.e2e.openstack.cloud.topology import unfiltered
from tests.e2e.openstack.cloud.wanted import WantedHost, WantedSegment

_LUKS = "luks"


def ports(sides: Sides) -> Iterator[str]:
    """Every machine has its one port, in its segment, with the segment's group; nobody else has any."""
    wanted = {(host.area, host.label): host for host in sides.wanted.hosts}
    balancers = {one.port for one in sides.found.balancers}
    hosts = [one for one in sides.found.ports if sides.topology.is_host(one) and one.id not in balancers]
    found = matched(sides, "port", wanted, hosts)
    yield from found.differences
    segments = {(one.area, one.name): one for one in sides.wanted.segments}
    for key, host, port in found.pairs:
        yield from _port(sides, f"port {shown(key)}", segments[host.area, host.segment], host, port)
    yield from _strangers(sides, hosts)
    for one in hosts:
        if one.project in sides.areas and unfiltered(one):
            yield f"port {one.name or one.id} (of {sides.areas[one.project]}): port security is off"


def _port(sides: Sides, what: str, segment: WantedSegment, host: WantedHost, port: Port) -> Iterator[str]:
    network = sides.topology.networks.get(port.network)
    yield from differing(
        what,
        network=(segment.label, network.name if network else None),
        groups=([segment.group], sorted(_group(sides, port, one) for one in port.groups)),
        address_pairs=(set(host.pairs), set(port.pairs)),
        addresses=(1, len(port.addresses)),
    )
    if host.address is not None:
        yield from differing(what, address=([host.address], list(port.addresses)))
    elif not all(shared(parsed(segment.cidr), parsed(one)) for one in port.addresses):
        yield f"{what}: {', '.join(port.addresses)} lies outside of {segment.cidr}"


def _group(sides: Sides, port: Port, key: str) -> str:
    """Its name, if it is one of the port's own project."""
    found = sides.topology.groups.get(key)
    if found is None:
        return f"{key}, which was not read"
    return found.name if found.project == port.project else f"{found.name} of the project {found.project}"


def _strangers(sides: Sides, hosts: list[Port]) -> Iterator[str]:
    """Ports of other projects on the platform's networks."""
    own = {one.wire for one in sides.found.networks if one.project in sides.areas}
    for port in hosts:
        if port.project not in sides.areas and sides.topology.wire(port.network) in own:
            yield f"port {port.name or port.id} (of project {port.project}): stands on a network of the platform"


def servers(sides: Sides) -> Iterator[str]:
    wanted = {(host.area, host.label): host for host in sides.wanted.hosts}
    found = matched(sides, "server", wanted, sides.found.servers)
    yield from found.differences
    for key, host, server in found.pairs:
        # a router's or a load balancer's port has another device
        feet = {port.name or port.id for port in sides.found.ports if port.device == server.id}
        yield from differing(
            f"server {shown(key)}",
            zone=(host.zone, server.zone),
            config_drive=(True, server.config_drive),
            ports=({host.label}, feet),
        )


def volumes(sides: Sides) -> Iterator[str]:
    """Every volume is of the encrypted type; data volumes as declared, and one boot volume for each server."""
    kinds = {one.name: one.provider for one in sides.found.volume_types}
    if _LUKS not in kinds.get(sides.wanted.volume_type, "").lower():
        yield f"volume type {sides.wanted.volume_type}: its volumes are not encrypted with LUKS"
    for one in sides.found.volumes:
        yield from differing(
            f"volume {one.name or one.id} (of {sides.areas.get(one.project, one.project)})",
            type=(sides.wanted.volume_type, one.type),
            encrypted=(True, one.encrypted),
        )
    yield from _data_volumes(sides)
    yield from _boot_volumes(sides)


def _data_volumes(sides: Sides) -> Iterator[str]:
    wanted = {(one.area, one.label): one for one in sides.wanted.volumes}
    boot = _boots(sides)
    found = matched(sides, "volume", wanted, (one for one in sides.found.volumes if one.id not in boot))
    yield from found.differences
    names = {one.id: one.name for one in sides.found.servers}
    for key, one, volume in found.pairs:
        yield from differing(
            f"volume {shown(key)}",
            size=(one.size, volume.size),
            zone=(one.zone, volume.zone),
            attached_to=([one.host] if one.host else [], [names.get(server, server) for server in volume.servers]),
        )


def _boots(sides: Sides) -> dict[str, Server]:
    """Volume id -> the server that boots from it: the attached one that carries an image and no declared name."""
    declared = {one.label for one in sides.wanted.volumes}
    servers = {one.id: one for one in sides.found.servers}
    return {
        one.id: servers[one.servers[0]]
        for one in sides.found.volumes
        if one.bootable and one.name not in declared and one.servers and one.servers[0] in servers
    }


def _boot_volumes(sides: Sides) -> Iterator[str]:
    wanted = {(host.area, host.label): host for host in sides.wanted.hosts}
    boots = _boots(sides)
    count = Counter(server.id for server in boots.values())
    sizes = {boots[one.id].id: one for one in sides.found.volumes if one.id in boots}
    for key, host, server in matched(sides, "server", wanted, sides.found.servers).pairs:
        what = f"boot volume of {shown(key)}"
        yield from differing(what, number=(1, count[server.id]))
        volume: Volume | None = sizes.get(server.id)
        if volume:
            yield from differing(what, size=(host.boot_gb, volume.size))


def secrets(sides: Sides) -> Iterator[str]:
    """Readable by whoever made it, and by nobody else. The keys of volumes are Cinder's, which makes them otherwise."""
    keys = {one.key for one in sides.found.volumes if one.key}
    wanted = {(one.area, one.label): one for one in sides.wanted.secrets}
    found = matched(sides, "secret", wanted, (one for one in sides.found.secrets if one.id not in keys))
    yield from found.differences
    for one in sides.found.secrets:
        if one.project in sides.areas and one.id not in keys:
            what = f"secret {shown((sides.areas[one.project], one.name or one.id))}"
            yield from differing(
                what, readable_by_the_whole_project=(False, one.project_access), readers=((), one.users)
            )


def balancers(sides: Sides) -> Iterator[str]:
    wanted = {(one.area, one.label): one for one in sides.wanted.balancers}
    found = matched(sides, "load balancer", wanted, sides.found.balancers)
    yield from found.differences
    for key, one, balancer in found.pairs:
        yield from differing(
            f"load balancer {shown(key)}",
            listeners=(one.listeners, frozenset(balancer.listeners)),
            members=(one.members, frozenset(balancer.members)),
            on_an_external_network=(True, sides.topology.wire(balancer.network) in sides.topology.external),
        )
