"""Logs that cannot be changed, and alerts."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import (
    AuditHandle,
    FirewallHandle,
    KeyHandle,
    NetworkHandle,
    SegmentHandle,
    ServiceHandle,
)
from components.contract.role import Links, Role, Spec

_A_YEAR = 365


@dataclass(frozen=True)
class AuditSinkSpec(Spec):
    """All but `retention_days` is for clouds where the sink stands on a host of our own."""

    ESSENTIAL = ("audit-sink",)
    retention_days: int
    disk_gb: int
    address: str
    client_cidrs: tuple[str, ...]
    time_servers: tuple[str, ...]

    def features(self) -> tuple[str, ...]:
        long = ("audit-sink.long-search",) if self.retention_days > _A_YEAR else ()
        return ("audit-sink.control-plane", *long)


@dataclass(frozen=True)
class AuditSinkLinks(Links):
    key: KeyHandle | None
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None


class AuditSink(Role[AuditSinkSpec, AuditSinkLinks, AuditHandle]):
    """Where every log goes and stays, for at least 365 days.

    Produces: a bucket with a compliance lock over the whole retention, a place where logs can be searched where the
    cloud has one, and the identity that may write there; at a cloud without such a lock, a host of our own that holds
    it. Protected and kept on delete.
    Deliberately not: a way to shorten the lock, export to any other party.
    """

    TOKEN = "bastide:audit:AuditSink"


@dataclass(frozen=True)
class AlertRouteSpec(Spec):
    ESSENTIAL = ("alert-route",)
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class AlertRouteLinks(Links):
    audit: AuditHandle | None


class AlertRoute(Role[AlertRouteSpec, AlertRouteLinks, ServiceHandle]):
    """Alerts to the people on duty, by function mailbox."""

    TOKEN = "bastide:audit:AlertRoute"
