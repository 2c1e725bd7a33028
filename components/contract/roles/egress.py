"""The way out: named destinations only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components.contract.handles import FirewallHandle, HostHandle, NetworkHandle, SegmentHandle
from components.contract.role import Links, Role, Spec
from components.contract.words import Size


@dataclass(frozen=True)
class Allowed:
    """One destination: flow id, host and port."""

    flow: str
    host: str
    port: int
    justification: str
    until: date | None


@dataclass(frozen=True)
class EgressAllowListSpec(Spec):
    ESSENTIAL = ("egress-allow-list",)
    allowed: tuple[Allowed, ...]
    sources: tuple[str, ...]
    zones: tuple[int, ...]
    addresses: tuple[str, ...]
    """Private address of the proxy in each listed zone."""
    time_servers: tuple[str, ...]
    size: Size

    def features(self) -> tuple[str, ...]:
        return ("firewall.expiry",) if any(item.until for item in self.allowed) else ()


@dataclass(frozen=True)
class EgressAllowListLinks(Links):
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None


class EgressAllowList(Role[EgressAllowListSpec, EgressAllowListLinks, HostHandle]):
    """Named destinations on the internet, and no other.

    Produces: a managed firewall's rules where the cloud filters by name, else a proxy host in each listed zone.
    Deliberately not: a destination by address, a wildcard, interception of TLS.
    """

    TOKEN = "bastide:net:EgressAllowList"
