"""SOV-CTL-004: health data is hosted under an HDS certificate in force."""

from __future__ import annotations

from typing import Final

from facts import ask
from facts.answer import Known
from plan.values import UNKNOWN
from policies.answers import unsettled
from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.providers import DATA_BEARING
from policies.record import Record

# a plan that does not say how sensitive its data is holds health data until somebody says otherwise
_WITHOUT_HEALTH_DATA: Final = ("internal", "personal")


def check(record: Record, context: Context) -> Verdict:
    if record.area.classification in _WITHOUT_HEALTH_DATA:
        return NOT_APPLICABLE
    if record.kind == "project":
        return _ordered(record)
    place = record.location
    if place is UNKNOWN:
        return known_later("location")
    region = str(place) if place is not None else ""
    plan = record["plan"] if record.kind == "db" else None
    found = ask.hds(record.cloud, record.kind, region, context.on, plan=str(plan) if plan else "")
    what = Text(
        f"HDS certificate for {record.kind} at {record.cloud}, {region or 'no region'}",
        f"certificat HDS pour {record.kind} chez {record.cloud}, {region or 'sans région'}",
    )
    if not isinstance(found, Known):
        return unsettled(found, what)
    if found.value.in_force:
        return PASSED
    why = "not in force" if found.value.covered else "does not name this service, region or plan"
    pourquoi = "pas en vigueur" if found.value.covered else "ne couvre pas ce service, cette région ou cette offre"
    return failed(f"{what.en}: {why} on {context.on}", f"{what.fr} : {pourquoi} au {context.on}")


def _ordered(project: Record) -> Verdict:
    """Some providers host health data only in projects that are ordered for it."""
    ordered = project["hds"]
    if ordered is None:
        return NOT_APPLICABLE
    if ordered:
        return PASSED
    return failed(
        "ordered without the option for health data",
        "commandé sans l'option pour les données de santé",
        "hds",
    )


RULE = Rule(
    id="SOV-CTL-004",
    title=Text(
        "Health data is hosted under an HDS certificate in force that names the service",
        "Les données de santé sont hébergées sous un certificat HDS en vigueur couvrant le service",
    ),
    clauses=("HDS EXI 01", "HDS EXI 12", "HDS EXI 17", "CSP R.1111-9"),
    tier=Tier.REGISTRY,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=(*DATA_BEARING, "project"),
    explanation=Text(
        "Hosting health data for others needs a certified host, and a certificate names services and activities. "
        "Version 1 has not been accepted since 16 May 2026, and a service outside the certificate is not hosted "
        "lawfully.",
        "Héberger des données de santé pour autrui exige un hébergeur certifié, et un certificat désigne services et "
        "activités. La version 1 n'est plus admise depuis le 16 mai 2026 ; hors certificat, l'hébergement est "
        "illicite.",
    ),
    remediation=Text(
        "Ask the provider for its certificate and annex, record them in `facts/qualifications.yaml`, and use "
        "services and "
        "plans that it names.",
        "Demander au fournisseur son certificat et son annexe, les consigner dans `facts/qualifications.yaml`, et "
        "utiliser les services et offres couverts.",
    ),
    check=check,
)
