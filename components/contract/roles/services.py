"""Shared services of the hub: names, time, packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec


@dataclass(frozen=True)
class InternalDnsSpec(Spec):
    ESSENTIAL = ("internal-dns",)
    domain: str
    records: Mapping[str, str]
    """Host name -> private address."""


@dataclass(frozen=True)
class InternalDnsLinks(Links):
    network: NetworkHandle | None


class InternalDns(Role[InternalDnsSpec, InternalDnsLinks, ServiceHandle]):
    """A name zone that only the platform's networks see."""

    TOKEN = "bastide:net:InternalDns"


@dataclass(frozen=True)
class TimeSourceSpec(Spec):
    ESSENTIAL = ("time-source",)
    servers: tuple[str, ...]
    clients: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class HostLinks(Links):
    segment: SegmentHandle | None
    firewall: FirewallHandle | None


class TimeSource(Role[TimeSourceSpec, HostLinks, ServiceHandle]):
    """Time for hosts without internet. Produces: a host that serves the platform's ranges only."""

    TOKEN = "bastide:net:TimeSource"


@dataclass(frozen=True)
class PackageMirrorSpec(Spec):
    ESSENTIAL = ("package-mirror",)
    upstream: str
    security_upstream: str
    disk_gb: int
    clients: tuple[str, ...]
    address: str
    time_servers: tuple[str, ...]


class PackageMirror(Role[PackageMirrorSpec, HostLinks, ServiceHandle]):
    """Software packages for hosts without internet, from two named upstreams that no request can change."""

    TOKEN = "bastide:compute:PackageMirror"
