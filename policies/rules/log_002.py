"""LOG-002: logs are kept for a year, never less than half of one, and not longer without a reason."""

from __future__ import annotations

from policies.below import below
from policies.context import Context
from policies.kinds.readers import look
from policies.logs.keepers import keeps_logs
from policies.logs.lacking import note
from policies.logs.retention import judged
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict
from policies.record import Record

_NOTHING = Text("", "")


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "role.AuditSink":
        return _own_store(record, context)
    if record.kind == "store.object":
        if not keeps_logs(record):
            return NOT_APPLICABLE
        # without a lock nothing says how long it stays
        return judged(record["locked_days"], record, "locked_days", context, note(record.view, "bucket.lock"))
    return judged(record["retention_days"], record, "retention_days", context, _NOTHING)


def _own_store(role: Record, context: Context) -> Verdict:
    """A store on hosts of our own keeps what its role says; a store of the cloud is asked itself."""
    if not below(role, "compute.vm"):
        return NOT_APPLICABLE
    return judged(look(role.raw("spec"), "retention_days"), role, "spec.retention_days", context, _NOTHING)


RULE = Rule(
    id="LOG-002",
    title=Text("Logs are kept for the right time", "Les journaux sont conservés le temps voulu"),
    clauses=("SNC 12.6.c", "EHDS 73(1)(e)", "CNIL sheet 16"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("log.store", "net.flowlog", "role.AuditSink", "store.object"),
    explanation=Text(
        "Misuse of health data is often found months later, and logs are personal data themselves. Half a year is "
        "the least that the framework takes, a year fits all of them, and more needs a reason.",
        "Un usage abusif de données de santé se découvre souvent des mois plus tard, et les journaux sont eux-mêmes "
        "des données personnelles. Six mois sont le minimum du référentiel, un an convient à tous les textes, et "
        "davantage demande une raison.",
    ),
    remediation=Text(
        "Set 365 days (`audit.retention_days`, `flow_log.retention_days`, `recordings_days` of the intent). For more "
        "than 366 days let the area's `retention_days` ask for it.",
        "Fixer 365 jours (`audit.retention_days`, `flow_log.retention_days`, `recordings_days` de l'intention). "
        "Au-delà de 366 jours, le `retention_days` du domaine doit le demander.",
    ),
    check=check,
)
