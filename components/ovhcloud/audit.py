"""Logs that cannot be changed."""

from __future__ import annotations

import pulumi_ovh as ovh

from components.contract.handles import AuditHandle
from components.contract.roles.audit import AuditSinkLinks, AuditSinkSpec
from components.ovhcloud.place import Here
from components.ovhcloud.storage import MAY_ONLY_WRITE, lock_of, make_bucket, s3_identity


def audit_sink(place: Here, spec: AuditSinkSpec, links: AuditSinkLinks) -> AuditHandle:
    """A bucket locked over the whole retention, an identity that may only write there, and a stream for searching.

    Not produced: the account of the Logs Data Platform (ordered by hand), the delivery of the cloud's own trail into
    the stream (a gap).
    """
    label = place.label("audit-sink")
    bucket = make_bucket(place, "", place.choices.region, label, lock_of(spec.retention_days))
    s3_identity(place, "writer", bucket.name, MAY_ONLY_WRITE)
    stream = ovh.dbaas.LogsOutputGraylogStream(
        place.name,
        service_name=place.choices.logs_service,
        title=label,
        description=f"audit trail, kept {spec.retention_days} days",
        retention_id=place.choices.logs_retention_id,
        indexing_enabled=True,
        # a full index would otherwise stop taking logs
        pause_indexing_on_max_size=False,
        web_socket_enabled=False,
        opts=place.options(provider="ovh", data=True, secret_outputs=["writeToken"]),
    )
    return AuditHandle(urn=place.urn, bucket=bucket.name, workspace=stream.stream_id)
