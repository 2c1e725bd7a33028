"""A cloud in which an estate stands exactly as it is intended, built from the intended side alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.e2e.openstack.cloud.model import (
    Balancer,
    FloatingIp,
    Found,
    Gateway,
    Group,
    Network,
    Port,
    Route,
    Router,
    Rule,
    Secret,
    Server,
    Share,
    Subnet,
    Volume,
    VolumeType,
)
from tests.e2e.openstack.cloud.ranges import parsed
from tests.e2e.openstack.cloud.wanted import Intended, Line, WantedHost, WantedRouter, WantedSegment

_LINE = re.compile(r"(?P<protocol>[a-z]+)(?: (?P<low>\d+)(?:-(?P<high>\d+))?)?")


def standing(wanted: Intended) -> Found:
    """Ids are names, of projects `project-` and the area."""
    hosts = tuple(_numbered(wanted))
    transits = [one for one in wanted.routers if one.exit or not wanted.shared]
    return Found(
        projects={one.area: _project(one.area) for one in wanted.routers},
        networks=(
            Network("outside", "outside", "provider", True, True, "outside"),
            *(Network(_transit(one), _transit(one), _project(one.area), True, False, "transit") for one in transits),
            *(Network(one.label, one.label, _project(one.area), True, False, one.label) for one in wanted.segments),
        ),
        subnets=(
            Subnet("outside", "outside", "provider", "outside", "203.0.113.128/25", "203.0.113.129"),
            *(_transit_subnet(wanted, one) for one in transits),
            *(_subnet(one) for one in wanted.segments),
        ),
        ports=(*_legs(wanted), *(_port(wanted, host, address) for host, address in hosts), *_balancer_ports(wanted)),
        routers=tuple(_router(wanted, one) for one in wanted.routers),
        groups=(
            *(_group(one) for one in wanted.segments),
            *(_default(one.area) for one in wanted.routers),
            Group(
                "balancer-group",
                "balancer-group",
                "service",
                (Rule("lb-0", "egress"), Rule("lb-1", "ingress", protocol="tcp", low=443, high=443)),
            ),
        ),
        floating_ips=tuple(_floating_ips(hosts)),
        shares=tuple(_shares(wanted)),
        servers=tuple(Server(one.label, one.label, _project(one.area), one.zone, True) for one, _ in hosts),
        volumes=(*_data_volumes(wanted), *(_boot_volume(wanted, one) for one, _ in hosts)),
        volume_types=(VolumeType(wanted.volume_type, wanted.volume_type, "luks", "aes-xts-plain64", 256),),
        secrets=(
            *(Secret(one.label, one.label, _project(one.area), "deployer", "opaque", False) for one in wanted.secrets),
            *(Secret(f"key-{one.label}", "", _project(one.area), "user", "symmetric", True) for one in wanted.volumes),
        ),
        balancers=tuple(
            Balancer(
                one.label,
                one.label,
                _project(one.area),
                "203.0.113.200",
                "outside",
                f"vip-{one.label}",
                tuple(one.listeners),
                tuple(one.members),
            )
            for one in wanted.balancers
        ),
    )


def _project(area: str) -> str:
    return f"project-{area}"


def _transit(router: WantedRouter) -> str:
    return f"{router.label}-transit"


def _transit_subnet(wanted: Intended, router: WantedRouter) -> Subnet:
    name = _transit(router)
    return Subnet(name, name, _project(router.area), name, str(wanted.transit_range), None, dhcp=False)


def _subnet(one: WantedSegment) -> Subnet:
    return Subnet(one.label, one.label, _project(one.area), one.label, one.cidr, one.gateway, one.routes, one.dns)


def _legs(wanted: Intended) -> Iterator[Port]:
    for router in wanted.routers:
        network = wanted.transit if wanted.shared else _transit(router)
        yield _leg(router, network, _met(wanted, router), router.area)
        for segment in wanted.segments:
            if segment.area == router.area:
                yield _leg(router, segment.label, segment.router_address, router.area)
        if router.exit:
            yield _leg(router, "outside", "203.0.113.130", "")


def _met(wanted: Intended, router: WantedRouter) -> str:
    """The address on the transit network, one of the upper half where the cloud chooses it."""
    number = wanted.transit_range.num_addresses // 2 + wanted.routers.index(router)
    return router.transit_address or str(wanted.transit_range[number])


def _leg(router: WantedRouter, network: str, address: str, area: str) -> Port:
    name = f"{router.label}-{network}"
    project = _project(area) if area else ""
    return Port(name, name, project, network, (address,), (), False, (), "network:router_interface", router.label)


def _router(wanted: Intended, one: WantedRouter) -> Router:
    met = {other.area: _met(wanted, other) for other in wanted.routers}
    routes = (*one.routes, *(Route(cidr, met[area]) for cidr, area in one.areas))
    gateways = (Gateway("outside", ("203.0.113.130",)),) if one.exit else ()
    return Router(one.label, one.label, _project(one.area), routes, gateways)


def _numbered(wanted: Intended) -> Iterator[tuple[WantedHost, str]]:
    """Each host with an address: its own, or the next of its segment's upper half."""
    ranges = {(one.area, one.name): parsed(one.cidr) for one in wanted.segments}
    for number, host in enumerate(wanted.hosts):
        segment = ranges[host.area, host.segment]
        yield host, host.address or str(segment[segment.num_addresses // 2 + number])


def _port(wanted: Intended, host: WantedHost, address: str) -> Port:
    segment = next(one for one in wanted.segments if (one.area, one.name) == (host.area, host.segment))
    return Port(
        host.label,
        host.label,
        _project(host.area),
        segment.label,
        (address,),
        (segment.group,),
        pairs=host.pairs,
        owner="compute:zone",
        device=host.label,
    )


def _balancer_ports(wanted: Intended) -> Iterator[Port]:
    for one in wanted.balancers:
        name = f"vip-{one.label}"
        group = "balancer-group"
        yield Port(
            name, name, _project(one.area), "outside", ("203.0.113.200",), (group,), owner="Octavia", device=name
        )


def _group(one: WantedSegment) -> Group:
    rules = tuple(_rule(one, line, number) for number, line in enumerate(sorted(one.rules)))
    return Group(one.group, one.group, _project(one.area), rules)


def _rule(one: WantedSegment, line: Line, number: int) -> Rule:
    spoken = _LINE.fullmatch(line.traffic)
    assert spoken is not None, line.traffic
    low = spoken["low"] and int(spoken["low"])
    high = spoken["high"] and int(spoken["high"])
    name = f"{one.group}-{number}"
    return Rule(name, line.direction, line.ethertype, spoken["protocol"], low or None, high or low or None, line.peer)


def _default(area: str) -> Group:
    name = f"default-{area}"
    return Group(
        name, "default", _project(area), (Rule(f"{name}-0", "egress"), Rule(f"{name}-1", "ingress", group=name))
    )


def _floating_ips(hosts: tuple[tuple[WantedHost, str], ...]) -> Iterator[FloatingIp]:
    for number, (host, address) in enumerate(hosts):
        if host.public:
            outside = f"203.0.113.{140 + number}"
            yield FloatingIp(f"floating-{number}", _project(host.area), outside, "outside", host.label, address)


def _shares(wanted: Intended) -> Iterator[Share]:
    for one in wanted.routers if wanted.shared else ():
        if not one.exit:
            name = f"share-{one.area}"
            yield Share(name, _project("hub"), "network", wanted.transit, "access_as_shared", _project(one.area))


def _data_volumes(wanted: Intended) -> Iterator[Volume]:
    for one in wanted.volumes:
        servers = (one.host,) if one.host else ()
        project, kind = _project(one.area), wanted.volume_type
        yield Volume(one.label, one.label, project, kind, True, one.zone, one.size, False, servers, f"key-{one.label}")


def _boot_volume(wanted: Intended, one: WantedHost) -> Volume:
    project, kind = _project(one.area), wanted.volume_type
    return Volume(f"boot-{one.label}", "", project, kind, True, one.zone, one.boot_gb, True, (one.label,))
