"""What must be found of an estate: the intended side of the comparison, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.openstack.cloud.model import Listener, Member, Route
from tests.e2e.openstack.cloud.ranges import Range
from tests.e2e.openstack.cloud.traffic import Traffic


@dataclass(frozen=True, order=True)
class Line:
    """A security group rule in the words of both sides of the comparison."""

    direction: str
    ethertype: str
    traffic: str
    peer: str

    def __str__(self) -> str:
        way = "from" if self.direction == "ingress" else "to"
        return f"{self.direction} {self.ethertype} {self.traffic} {way} {self.peer}"


@dataclass(frozen=True)
class WantedSegment:
    """`label` names its network and subnet, `group` its security group."""

    area: str
    name: str
    label: str
    group: str
    cidr: str
    gateway: str | None
    router_address: str
    routes: tuple[Route, ...]
    dns: tuple[str, ...]
    rules: frozenset[Line]


@dataclass(frozen=True)
class WantedRouter:
    """`transit_address` None: any of the transit network's. `areas`: ranges that lie behind the router of an area."""

    area: str
    label: str
    transit_address: str | None
    routes: frozenset[Route]
    areas: tuple[tuple[str, str], ...]
    exit: bool


@dataclass(frozen=True)
class WantedHost:
    """`address` None: any of the segment's. `pairs`: ranges that it sends for as well. `public`: has a floating one."""

    area: str
    segment: str
    label: str
    zone: str
    address: str | None
    boot_gb: int
    pairs: tuple[str, ...] = ()
    public: bool = False


@dataclass(frozen=True)
class WantedVolume:
    """`host`: what it is attached to, or "" for none."""

    area: str
    label: str
    size: int
    zone: str
    host: str = ""


@dataclass(frozen=True)
class WantedSecret:
    area: str
    label: str


@dataclass(frozen=True)
class WantedBalancer:
    area: str
    label: str
    listeners: frozenset[Listener]
    members: frozenset[Member]


@dataclass(frozen=True)
class WantedFlow:
    """A flow with a segment at each end, one of its intervals of ports."""

    id: str
    source: tuple[str, str]
    to: tuple[str, str]
    traffic: Traffic


@dataclass(frozen=True)
class Intended:
    """Everything. `transit` is the label of the network on which the routers meet; `shared`: it is one for all."""

    transit: str
    shared: bool
    segments: tuple[WantedSegment, ...]
    routers: tuple[WantedRouter, ...]
    hosts: tuple[WantedHost, ...]
    volumes: tuple[WantedVolume, ...]
    secrets: tuple[WantedSecret, ...]
    balancers: tuple[WantedBalancer, ...]
    flows: tuple[WantedFlow, ...]
    volume_type: str
    bastions: frozenset[str]
    """Labels of the hosts that alone may reach a port 22."""
    administrators: tuple[Range, ...]
    inside: tuple[Range, ...]
    """The platform's own addresses."""
    transit_range: Range
