"""ADM-008: sessions of the bastion are recorded where nobody can delete them."""

from __future__ import annotations

from typing import Any

from policies.below import below
from policies.context import Context
from policies.crypto import gaps
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.parameters import parameters
from policies.record import KnownLater, Record


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "admin.bastion":
        return _managed(record)
    return _own(record)


def _managed(bastion: Record) -> Verdict:
    if bastion["recorded"] is True:
        return PASSED
    return _not_recorded(bastion, "recorded")


def _not_recorded(record: Record, place: str) -> Verdict:
    note = gaps.note(record, "bastion.recorded", "bastion.managed")
    return failed(f"sessions are not recorded{note.en}", f"les sessions ne sont pas enregistrées{note.fr}", place)


def _own(role: Record) -> Verdict:
    """The role: hosts of our own record, and ship to a locked bucket or to the audit sink."""
    bucket = role.view.linked(role, "recordings")
    if below(role, "admin.bastion"):
        # that it records is judged at its own record; where to, here
        return _locked(bucket) if bucket is not None else NOT_APPLICABLE
    if look(role.raw("spec"), "mode") != "recorded" or not below(role, "compute.vm"):
        return _not_recorded(role, "spec.mode")
    if bucket is not None:
        return _locked(bucket)
    sink = role.view.linked(role, "audit")
    return _kept_by_sink(sink) if sink is not None else _nowhere()


def _locked(role: Record) -> Verdict:
    least = parameters().log_retention_days.value.minimum
    days = [bucket["locked_days"] for bucket in below(role, "store.object")]
    if days and all(_number(day) >= least for day in days):
        return PASSED
    shortest = min((_number(day) for day in days), default=0)
    note = gaps.note(role, "bucket.lock")
    return failed(
        f"recordings can be deleted after {shortest} days; they are locked for at least {least}{note.en}",
        f"les enregistrements peuvent être supprimés après {shortest} jours ; verrou d'au moins {least} jours "
        f"attendu{note.fr}",
        "locked_days",
    )


def _number(days: Any) -> float:
    return days if isinstance(days, int | float) and not isinstance(days, bool) else 0


def _kept_by_sink(sink: Record) -> Verdict:
    """An audit sink on hosts of our own locks what it gets for its whole retention."""
    least = parameters().log_retention_days.value.minimum
    days = look(sink.raw("spec"), "retention_days")
    if below(sink, "compute.vm") and _number(days) >= least:
        return PASSED
    stores = (*below(sink, "log.store"), *below(sink, "store.object"))
    if any(_immutable(item) for item in stores) and _number(days) >= least:
        return PASSED
    return failed(
        f"recordings go to `{sink.name}`, where nothing shows that they cannot be deleted for {least} days",
        f"les enregistrements vont à « {sink.name} », où rien ne montre qu'ils ne peuvent être supprimés pendant "
        f"{least} jours",
        "links.audit",
    )


def _immutable(store: Record) -> bool:
    try:
        if store.kind == "log.store":
            return store["immutable"] is True
        return _number(store["locked_days"]) >= parameters().log_retention_days.value.minimum
    except KnownLater:
        return False


def _nowhere() -> Verdict:
    return failed(
        "sessions are recorded, and no role says where the recordings go",
        "les sessions sont enregistrées, et aucun rôle n'indique où vont les enregistrements",
        "links",
    )


RULE = Rule(
    id="ADM-008",
    title=Text("Bastion sessions are recorded and locked", "Les sessions du bastion sont enregistrées et verrouillées"),
    clauses=("SNC 12.6.b", "SNC 12.13.a", "SNDS 7.1"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("admin.bastion", "role.Bastion"),
    explanation=Text(
        "Administrators and researchers reach hosts with health data through the bastion alone; its recordings are "
        "the only witness of what was done. A witness that an administrator can remove is none.",
        "Administrateurs et chercheurs n'atteignent les hôtes contenant des données de santé que par le bastion ; "
        "ses enregistrements sont le seul témoin de ce qui a été fait. Un témoin qu'un administrateur peut faire "
        "disparaître n'en est pas un.",
    ),
    remediation=Text(
        "Run the bastion in the mode `recorded` with recordings in a bucket locked for the retention of logs, or let "
        "it ship to the audit sink.",
        "Exploiter le bastion en mode `recorded`, avec des enregistrements dans un compartiment verrouillé pour la "
        "durée de conservation des journaux, ou les envoyer au puits d'audit.",
    ),
    check=check,
)
