"""Logs that cannot be changed. A search, alerts and the cloud's own audit trail are gaps."""

from __future__ import annotations

from components.contract.handles import AuditHandle
from components.contract.roles.audit import AuditSinkLinks, AuditSinkSpec
from components.outscale.place import Here
from components.outscale.storage import made_bucket


def audit_sink(place: Here, spec: AuditSinkSpec, links: AuditSinkLinks) -> AuditHandle:
    """A bucket locked over the whole retention, to which the writers' account may add and do nothing else.

    Deliberately not: a key of that account (whoever runs a collector has one made for it), a host of our own.
    """
    made = made_bucket(place, place.label("audit-sink"), spec.retention_days, added_to=True)
    return AuditHandle(place.urn, made.name, "")
