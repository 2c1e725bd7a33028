"""LOG-001: what touches keys, data, rights, networks and the bastion is logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.crypto.documents import documents
from policies.kinds.readers import look
from policies.logs.lacking import note
from policies.logs.sinks import goes_home, is_of_control_plane, lacks, sinks_of, whole
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

_SAYS: Final[Mapping[str, str]] = {
    "admin.bastion": "",
    "compute.k8s": "audit_logs",
    "db": "audit_logs",
    "kms.key": "audit_logs",
    "kms.vault": "audit_logs",
    "net.egress_gw": "",
    "net.lb": "access_logs",
    "registry": "",
    "store.file": "access_logs",
    "store.object": "access_logs",
}
"""Kind -> the attribute by which its class can say that it logs; "" where only a delivery of its logs shows it."""
_MUST_SAY: Final = ("db",)
"""Kinds whose own setting decides what there is to deliver."""
_OWN_LOGS: Final[Mapping[str, str]] = {
    "role.EgressAllowList": "access_log",
    "role.KeyStore": "/var/log/openbao/audit.log",
}
"""Roles that can stand on hosts of our own -> what the documents of those hosts hold where they log."""
_CONTROL_PLANE: Final = "audit-sink.control-plane"


def check(record: Record, context: Context) -> Verdict:
    return _ASKED.get(record.kind, _logged)(record)


def _logged(record: Record) -> Verdict:
    if record.kind == "kms.key" and record.refs("store", "kms.vault"):
        # a store logs the use of all its keys, and is asked itself
        return NOT_APPLICABLE
    sinks = [sink for item in _together(record) for sink in sinks_of(item)]
    attribute = _SAYS[record.kind]
    said = record.raw(attribute) if attribute else None
    if any(whole(sink) for sink in sinks):
        if record.kind not in _MUST_SAY or said is True:
            return PASSED
    elif said is True and not record.view.of("log.sink"):
        return PASSED
    if said is UNKNOWN:
        return known_later(attribute)
    gap = note(record.view, _CONTROL_PLANE)
    return failed(
        f"nothing shows that access and changes are logged and delivered to a store of logs{gap.en}",
        f"rien ne montre que les accès et les modifications sont journalisés et versés à un dépôt de journaux{gap.fr}",
        attribute or "log.sink",
    )


def _together(record: Record) -> tuple[Record, ...]:
    """A firewall and its policies log as one."""
    owner = record.owner
    if record.kind != "net.egress_gw" or owner is None:
        return (record,)
    return below(owner, "net.egress_gw")


def _delivery(sink: Record) -> Verdict:
    if sink["enabled"] is not True:
        return failed("the delivery of logs is switched off", "le versement des journaux est désactivé", "enabled")
    if not goes_home(sink):
        return failed(
            "the delivery goes to no store of logs of the plan",
            "le versement ne va à aucun dépôt de journaux du plan",
            "store",
        )
    missing = ", ".join(lacks(sink))
    if missing:
        return failed(f"the delivery leaves out: {missing}", f"le versement omet : {missing}", "categories")
    return PASSED


def _switched_on(flows: Record) -> Verdict:
    if flows["enabled"] is True and goes_home(flows):
        return PASSED
    return failed(
        "connections are not recorded: the flow log is switched off or goes to no store of the plan",
        "les connexions ne sont pas consignées : le journal de flux est désactivé ou ne va à aucun dépôt du plan",
        "enabled",
    )


def _connections(record: Record) -> Verdict:
    """A network by its flow logs; the role answers for its area where the cloud has none."""
    if record.kind == "net.vpc":
        logs = [item for item in record.view.pointing_to(record, "net.flowlog") if record in item.refs("of")]
        roles = [role for role in record.view.of("role.FlowLog") if role.area.name == record.area.name]
        if not logs and roles and not below(roles[0], "net.flowlog"):
            return NOT_APPLICABLE
    else:
        logs = list(below(record, "net.flowlog"))
    if any(item["enabled"] is True for item in logs):
        return PASSED
    gap = note(record.view, "flow-log")
    return failed(
        f"accepted and refused connections of the network are recorded nowhere{gap.en}",
        f"les connexions acceptées et refusées du réseau ne sont consignées nulle part{gap.fr}",
        "net.flowlog",
    )


def _rights(record: Record) -> Verdict:
    """Changes of rights: the control plane's own log. Asked of the role, or once of an estate without one."""
    view = record.view
    if record.kind == "stack" and (view.of("role.AuditSink") or record.plan is not view.plans[0]):
        return NOT_APPLICABLE
    if any(is_of_control_plane(sink) and whole(sink) for sink in view.of("log.sink")):
        return PASSED
    gap = note(view, _CONTROL_PLANE)
    return failed(
        f"who changes rights, keys and settings at the cloud is logged nowhere by code{gap.en}",
        f"aucun code ne consigne qui modifie droits, clés et réglages auprès du nuage{gap.fr}",
        "log.sink",
    )


def _own_bastion(role: Record) -> Verdict:
    if below(role, "admin.bastion") or not below(role, "compute.vm"):
        # the cloud's own bastion is asked at its record
        return NOT_APPLICABLE
    kept = role.view.linked(role, "recordings") or role.view.linked(role, "audit")
    if look(role.raw("spec"), "mode") == "recorded" and kept is not None:
        return PASSED
    return failed(
        "the bastion's hosts record no session, or no role keeps the recordings",
        "les machines du bastion n'enregistrent aucune session, ou aucun rôle ne garde les enregistrements",
        "spec.mode",
    )


def _own_hosts(role: Record) -> Verdict:
    hosts = below(role, "compute.vm")
    if not hosts:
        return NOT_APPLICABLE
    found = [documents(host) for host in hosts]
    mark = _OWN_LOGS[role.kind]
    if any(texts is not None and not any(mark in text for text in texts) for texts in found):
        return failed(
            f"the hosts' documents set no log of requests (`{mark}`)",
            f"les documents des machines ne prévoient aucun journal des requêtes (« {mark} »)",
            "texts",
        )
    return known_later("texts") if None in found else PASSED


_ASKED: Final[Mapping[str, Callable[[Record], Verdict]]] = {
    "log.sink": _delivery,
    "net.flowlog": _switched_on,
    "net.vpc": _connections,
    "role.AuditSink": _rights,
    "role.Bastion": _own_bastion,
    "role.FlowLog": _connections,
    "stack": _rights,
    **dict.fromkeys(_OWN_LOGS, _own_hosts),
}
"""Kind -> what is asked; of every other kind `_logged`."""

RULE = Rule(
    id="LOG-001",
    title=Text(
        "Access to keys, data, rights, networks and the bastion is logged",
        "Les accès aux clés, données, droits, réseaux et au bastion sont journalisés",
    ),
    clauses=("SNC 12.6.a", "SNC 12.6.b", "SNDS 7.2"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=(*sorted(_SAYS), *sorted(_ASKED)),
    explanation=Text(
        "Who read health data, used a key or gave a right must be found out afterwards. What is not logged when it "
        "happens can be reconstructed by nobody.",
        "Il faut pouvoir établir après coup qui a lu des données de santé, employé une clé ou accordé un droit. Ce "
        "qui n'est pas journalisé au moment des faits ne peut être reconstitué par personne.",
    ),
    remediation=Text(
        "Deliver the logs of the resource to the audit sink (a diagnostic setting, a log subscription, the access "
        "log of the bucket); where the cloud has no such code, have its operator switch it on and keep the record.",
        "Verser les journaux de la ressource au puits d'audit (paramètre de diagnostic, abonnement aux journaux, "
        "journal d'accès du compartiment) ; à défaut de code chez le nuage, le faire activer par l'exploitant et en "
        "garder la trace.",
    ),
    check=check,
)
