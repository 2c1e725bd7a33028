"""The roles that only a move has: its two sides, relay hosts, endpoints of the legacy's data, names that switch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pulumi

from components.contract.handles import (
    AuditHandle,
    BastionHandle,
    FirewallHandle,
    Handle,
    NetworkHandle,
    SegmentHandle,
    ServiceHandle,
)
from components.contract.role import ContainerRole, L, Links, Role, S, Spec
from components.contract.roles.areas import NoLinks
from components.contract.roles.network import SegmentLinks
from components.contract.roles.sitelink import SiteLinkLinks
from components.contract.site import Site
from components.contract.words import Classification, Size

RELAY, ENDPOINT, NAMES = "relay", "replication-endpoint", "switched-names"
"""Builders of a cloud's `relay.py`."""


class _MoveRole(Role[S, L, ServiceHandle]):
    """A role whose builder has a name of its own: what it takes of a cloud are capabilities of other roles."""

    BUILDER: str

    def _build(self, name: str, spec: S, links: L, site: Site) -> ServiceHandle | None:
        handle: ServiceHandle = site.kit.builders[self.BUILDER](site.place(self, name, self.exempted), spec, links)
        return handle


@dataclass(frozen=True)
class CrossingSpec(Spec):
    ESSENTIAL = ("environment",)
    title: str
    side: Literal["legacy", "target"]
    classification: Classification
    starts: date
    until: date


@dataclass(frozen=True)
class CrossingLinks(Links):
    """What the side's own hub is, as its stack says it."""

    network: NetworkHandle | None
    audit: AuditHandle | None


class Crossing(ContainerRole[CrossingSpec, CrossingLinks, Handle]):
    """One side of a move: everything of the cutover stack at that cloud stands below it, and ends with it.

    Produces nothing itself.
    """

    TOKEN = "bastide:area:Crossing"


@dataclass(frozen=True)
class Tunnel:
    """The addresses of BGP inside one tunnel: of the cloud's gateway, and of its peer."""

    cloud: str
    peer: str


@dataclass(frozen=True)
class Gateway:
    """What a cloud's end of a site link asks of its peer. By default: static ranges, AES-256-GCM with ECP-384.

    `asn`, `tunnels`: routes by BGP only, one tunnel for each zone (number 1 first). `gcm`: False where the cloud offers
    AES-256-CBC with SHA-256 at best.
    """

    asn: int | None = None
    tunnels: tuple[Tunnel, ...] = ()
    gcm: bool = True


@dataclass(frozen=True)
class FarEndLinks(SiteLinkLinks):
    """Of the end of a site link that follows the other one: in a cutover stack both ends know one another.

    `addresses`: the other gateways' on the internet, in the order of their zones; the first alone without BGP.
    """

    pre_shared_key: pulumi.Output[str]
    gateway: Gateway
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class WalledLinks(SegmentLinks):
    """Of a segment whose firewall is made before it, so that there is no moment without."""

    firewall: FirewallHandle | None


@dataclass(frozen=True)
class RelaySpec(Spec):
    """`names`: host name of the legacy -> the address at which it answers across the link."""

    ESSENTIAL = ("workstation",)
    size: Size
    disk_gb: int
    zone: int
    address: str
    bastion_cidr: str
    proxy_address: str
    operators: tuple[str, ...]
    time_servers: tuple[str, ...]
    names: Mapping[str, str]
    until: date


@dataclass(frozen=True)
class RelayLinks(Links):
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    bastion: BastionHandle | None


class Relay(_MoveRole[RelaySpec, RelayLinks]):
    """A host that copies from the legacy to the target, in a sealed segment at the target.

    Produces: the host and a work volume that it encrypts itself. It reaches the legacy's replication endpoints by the
    link, the target's object storage by the proxy, packages and time, and nothing else.
    Deliberately not: a public address, a credential of either side (operators bring short-lived ones), an entry but
    from the bastion, anything that outlives the move.
    """

    TOKEN = "bastide:access:Relay"
    BUILDER = RELAY


@dataclass(frozen=True)
class ReplicationEndpointSpec(Spec):
    """`source`: the legacy's role and name; `address`: where it answers in the move's segment."""

    ESSENTIAL = ("segment",)
    capability: Literal["bucket", "file-share", "database"]
    source: str
    address: str
    until: date


@dataclass(frozen=True)
class ReplicationEndpointLinks(Links):
    segment: SegmentHandle | None


class ReplicationEndpoint(_MoveRole[ReplicationEndpointSpec, ReplicationEndpointLinks]):
    """A private endpoint of one service of the legacy that holds data, in the move's own network.

    Produces: an address there, known beforehand. So relays reach the service without any way into the legacy's network.
    Deliberately not: an entry in the legacy's private zones (its own clients keep their endpoint), a right to the data.
    """

    TOKEN = "bastide:net:ReplicationEndpoint"
    BUILDER = ENDPOINT


@dataclass(frozen=True)
class SwitchedNamesSpec(Spec):
    """`records`: name in the zone -> address on the internet, of the side that answers now."""

    ESSENTIAL = ("environment",)
    zone: str
    ttl_seconds: int
    answers: Literal["legacy", "target"]
    records: Mapping[str, str]
    until: date


class SwitchedNames(_MoveRole[SwitchedNamesSpec, NoLinks]):
    """A zone of names with a short life, to which the public names point while the move lasts.

    Produces: the zone and its records. Switching is one changed value, seen everywhere after `ttl_seconds`.
    Deliberately not: the public names themselves. Whoever holds them points each of them here before the move, and at
    the target for good before this zone goes.
    """

    TOKEN = "bastide:net:SwitchedNames"
    BUILDER = NAMES
