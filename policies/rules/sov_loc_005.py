"""SOV-LOC-005: no second region of the provider's choice."""

from __future__ import annotations

from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    redundant = record["geo_redundant"]
    if redundant is None:
        return NOT_APPLICABLE
    if not redundant:
        return PASSED
    return failed(
        "copies its data to a second region that the provider chooses",
        "copie ses données dans une seconde région choisie par le fournisseur",
        "geo_redundant",
    )


RULE = Rule(
    id="SOV-LOC-005",
    title=Text(
        "No class of service that copies to a second region of the provider's choice",
        "Aucune classe de service qui copie dans une seconde région au choix du fournisseur",
    ),
    clauses=("CSF SOV-3",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.RECORD,
    kinds=("backup", "db", "registry", "store.file", "store.object"),
    explanation=Text(
        "A geo-redundant class sends health data to a place that no choice of the platform names. "
        "Confinement to Europe allows no fallback elsewhere, and a provider may change the pair of regions.",
        "Une classe géo-redondante envoie des données de santé en un lieu qu'aucun choix de la plateforme ne désigne. "
        "Le confinement en Europe n'admet aucun repli ailleurs, et le fournisseur peut changer la paire de régions.",
    ),
    remediation=Text(
        "Take a class that is redundant in its own region; for a second region, make the copy a resource with a region "
        "of its own.",
        "Prendre une classe redondante dans sa propre région ; pour une seconde région, faire de la copie une "
        "ressource ayant sa propre région.",
    ),
    check=check,
)
