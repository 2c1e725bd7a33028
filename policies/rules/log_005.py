"""LOG-005: everything takes its time from the platform's own source."""

from __future__ import annotations

from collections.abc import Iterable

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.kinds.readers import each, look
from policies.logs.lacking import note
from policies.logs.times import allowed_for, declared_for, is_gap
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "role.TimeSource":
        return _source(record)
    if record.kind == "compute.k8s":
        return _managed()
    return _host(record)


def _host(host: Record) -> Verdict:
    found = host.raw("time_sources")
    if found is UNKNOWN:
        # the document holds a secret of the program; the role says what was put into it
        declared = declared_for(host)
        return _judged(declared, host, "spec.time_servers") if declared else known_later("time_sources")
    if not found:
        gap = note(host.view, "time-source")
        return failed(
            f"the host is given no time server{gap.en}",
            f"aucun serveur de temps n'est donné à la machine{gap.fr}",
            "time_sources",
        )
    if UNKNOWN in found:
        return known_later("time_sources")
    return _judged(found, host, "time_sources")


def _judged(found: Iterable[str], host: Record, place: str) -> Verdict:
    allowed = allowed_for(host)
    strange = dict.fromkeys(item for item in found if item not in allowed)
    if not strange:
        return PASSED
    # of a document that is given as a secret nothing is shown
    others = "***" if host.raw("secret_texts") is True else ", ".join(strange)
    shown = ", ".join(sorted(allowed))
    return failed(
        f"takes its time from {others}; the platform's own source is {shown or 'missing'}",
        f"prend l'heure de {others} ; la source de la plateforme est {shown or 'absente'}",
        place,
    )


def _source(role: Record) -> Verdict:
    if is_gap(role) or not below(role, "compute.vm"):
        gap = note(role.view, "time-source")
        return failed(
            f"the platform has no time source of its own{gap.en}",
            f"la plateforme n'a pas de source de temps{gap.fr}",
            "gaps",
        )
    if any(isinstance(item, str) and item for item in each(look(role.raw("spec"), "servers"))):
        return PASSED
    return failed(
        "the time source follows no other clock", "la source de temps ne suit aucune autre horloge", "spec.servers"
    )


def _managed() -> Verdict:
    """Nodes of a managed cluster follow the provider's clock, which no input names."""
    return failed(
        "no input sets the clock of the nodes; evidence needed: the provider's statement on their time source",
        "aucun réglage ne fixe l'horloge des nœuds ; preuve à fournir : déclaration du fournisseur sur leur source "
        "de temps",
        "time_sources",
    )


RULE = Rule(
    id="LOG-005",
    title=Text("Clocks follow the platform's own source", "Les horloges suivent la source de la plateforme"),
    clauses=("SNC 12.8.a", "SNC 12.8.b", "SNDS 7.4"),
    tier=Tier.ENFORCED,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("compute.k8s", "compute.vm", "role.TimeSource"),
    explanation=Text(
        "Who did what with health data is told from logs of many machines. Where their clocks differ, or follow "
        "whoever answers first, the order of events proves nothing.",
        "Qui a fait quoi avec des données de santé se lit dans les journaux de nombreuses machines. Si leurs horloges "
        "divergent, ou suivent le premier qui répond, l'ordre des faits ne prouve rien.",
    ),
    remediation=Text(
        "Give each host the address of the platform's `time_source` and no other; for managed clusters keep the "
        "provider's statement as evidence.",
        "Donner à chaque machine l'adresse de la `time_source` de la plateforme et nulle autre ; pour les grappes "
        "gérées, conserver la déclaration du fournisseur comme preuve.",
    ),
    check=check,
    evidence=Text(
        "The provider of a managed cluster: a dated statement on what its nodes take their time from.",
        "Le fournisseur d'une grappe gérée : une déclaration datée sur la source de temps des nœuds.",
    ),
)
