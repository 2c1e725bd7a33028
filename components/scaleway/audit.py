"""Logs that cannot be changed, and alerts."""

from __future__ import annotations

from pulumiverse_scaleway import observability

from components.contract.handles import AuditHandle, ServiceHandle
from components.contract.roles.audit import AlertRouteLinks, AlertRouteSpec, AuditSinkLinks, AuditSinkSpec
from components.scaleway.machine_identity import writer
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD
from components.scaleway.storage import made_bucket

# Retention limit of a data source (Cockpit documentation of 2025-06-04); the bucket keeps the whole retention.
_LONGEST_SEARCH_DAYS = 1825


def audit_sink(place: Here, spec: AuditSinkSpec, links: AuditSinkLinks) -> AuditHandle:
    """A bucket locked over the whole retention, a source for searching, the identity that may only add to the bucket.

    Deliberately not: a bucket policy (it cannot name the auditors' group), an exporter to another party, the cloud's
    own audit trail: its export has no resource.
    """
    label = place.label("audit-sink")
    made = made_bucket(place, label, spec.retention_days, links.key)
    source = observability.Source(
        f"{place.name}-search",
        name=label,
        type="logs",
        retention_days=min(spec.retention_days, _LONGEST_SEARCH_DAYS),
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD, data=True),
    )
    observability.Token(
        f"{place.name}-push",
        name=f"{label}-push",
        scopes=observability.TokenScopesArgs(write_logs=True),
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD, secret_outputs=("secretKey",)),
    )
    writer(place, f"{label}-writer", "adds logs to the audit sink")
    return AuditHandle(place.urn, made.name, source.id)


def alert_route(place: Here, spec: AlertRouteSpec, links: AlertRouteLinks) -> ServiceHandle:
    """The alert manager of the hub's project, with the function mailboxes."""
    made = observability.AlertManager(
        place.name,
        contact_points=[observability.AlertManagerContactPointArgs(email=contact) for contact in spec.contacts],
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD),
    )
    return ServiceHandle(place.urn, made.id, place.label("alert-route"), "")
