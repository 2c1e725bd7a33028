"""Networks, segments, firewalls and flow logs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from components.contract.handles import AuditHandle, FirewallHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec
from components.contract.words import Protocol, Purpose


@dataclass(frozen=True)
class NetworkSpec(Spec):
    """`transit_*`: this area's router and the hub's router on the transit network, and that network.

    `rules`: the flows that cross between segments or leave the area, for clouds with a wall inside the network.
    `internet_exit`: hosts behind it may reach the internet; only the hub's network has one, for the egress proxy.
    """

    ESSENTIAL = ("network",)
    cidr: str
    transit_cidr: str
    transit_address: str
    transit_hub_address: str
    transit_vlan: int
    internet_exit: bool
    spokes: tuple[str, ...]
    """Ranges of the areas that may reach this network (the hub's only; empty elsewhere)."""


@dataclass(frozen=True)
class NetworkLinks(Links):
    hub: NetworkHandle | None
    """The hub's network; None in the hub itself."""


class Network(Role[NetworkSpec, NetworkLinks, NetworkHandle]):
    """The isolated network of one area, joined to the hub's and to no other area's.

    Produces: the network (or router), both ends of the link to the hub, and in the hub the gateway of the egress proxy.
    Deliberately not: a public address (except the hub's gateway), a route between two spaces, IPv6.
    """

    TOKEN = "bastide:net:Network"


@dataclass(frozen=True)
class Rule:
    """One direction of one flow at one segment."""

    flow: str
    direction: Literal["in", "out"]
    protocol: Protocol
    ports: tuple[str, ...]
    peers: tuple[str, ...]
    justification: str
    until: date | None


@dataclass(frozen=True)
class SegmentSpec(Spec):
    ESSENTIAL = ("segment",)
    cidr: str
    purpose: Purpose
    vlan: int
    """A number of its own in the estate, for clouds that carry segments as VLANs."""
    rules: tuple[Rule, ...] = ()
    """The segment's flows, for clouds whose wall belongs to the network."""


@dataclass(frozen=True)
class SegmentLinks(Links):
    network: NetworkHandle | None


class Segment(Role[SegmentSpec, SegmentLinks, SegmentHandle]):
    """A part of the area's network.

    Produces: the subnet (with port security where that is a choice) and its attachment to the area's router.
    Deliberately not: a default route to the internet, except for the segment of the egress proxy.
    """

    TOKEN = "bastide:net:Segment"


@dataclass(frozen=True)
class FirewallSpec(Spec):
    ESSENTIAL = ("firewall",)
    segment: str
    cidr: str
    purpose: Purpose
    rules: tuple[Rule, ...]

    def features(self) -> tuple[str, ...]:
        return ("firewall.expiry",) if any(rule.until for rule in self.rules) else ()


@dataclass(frozen=True)
class FirewallLinks(Links):
    segment: SegmentHandle | None


class Firewall(Role[FirewallSpec, FirewallLinks, FirewallHandle]):
    """The allowed flows of one segment, each rule with its flow id.

    Produces: a security group (one a zone where groups are zonal) with everything closed by default in both directions,
    and one rule for each direction, port and peer of a flow.
    Deliberately not: a rule without a flow, a rule from or to the whole internet, the cloud's default rules.
    """

    TOKEN = "bastide:net:Firewall"


@dataclass(frozen=True)
class FlowLogSpec(Spec):
    ESSENTIAL = ("flow-log",)
    retention_days: int


@dataclass(frozen=True)
class FlowLogLinks(Links):
    network: NetworkHandle | None
    audit: AuditHandle | None


class FlowLog(Role[FlowLogSpec, FlowLogLinks, ServiceHandle]):
    """A record of the area's accepted and refused connections, delivered to the audit sink."""

    TOKEN = "bastide:net:FlowLog"
