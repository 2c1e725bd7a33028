"""Logs that cannot be changed, and alerts."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import AuditHandle, KeyHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec

_A_YEAR = 365


@dataclass(frozen=True)
class AuditSinkSpec(Spec):
    ESSENTIAL = ("audit-sink",)
    retention_days: int

    def features(self) -> tuple[str, ...]:
        long = ("audit-sink.long-search",) if self.retention_days > _A_YEAR else ()
        return ("audit-sink.control-plane", *long)


@dataclass(frozen=True)
class AuditSinkLinks(Links):
    key: KeyHandle | None
    network: NetworkHandle | None
    segment: SegmentHandle | None


class AuditSink(Role[AuditSinkSpec, AuditSinkLinks, AuditHandle]):
    """Where every log goes and stays, for at least 365 days.

    Produces: a bucket with a compliance lock over the whole retention, a place where logs can be searched, and the
    identity that may write there. Protected and kept on delete.
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
