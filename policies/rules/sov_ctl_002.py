"""SOV-CTL-002: each service that holds or processes data is inside a qualification in force on the day."""

from __future__ import annotations

from policies.context import Context
from policies.model import Rule, Scope, Severity, Text, Tier, Verdict
from policies.providers import DATA_BEARING, qualified
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    return qualified(record, context)


RULE = Rule(
    id="SOV-CTL-002",
    title=Text(
        "Every service with data is SecNumCloud-qualified, in its region, on the day",
        "Tout service portant des données est qualifié SecNumCloud, dans sa région, à la date considérée",
    ),
    clauses=("DECREE 2026-272", "ORDER 2026-08-12", "SNC annex 2.b", "SNC annex 2.c", "SNC 19.1.o"),
    tier=Tier.REGISTRY,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=DATA_BEARING,
    explanation=Text(
        "The law asks for a qualified service for this data, and a qualified provider also sells services that "
        "are not. "
        "Qualification is granted by service, region and term: each of the three can be missing.",
        "La loi exige pour ces données un service qualifié, et un fournisseur qualifié vend aussi des services "
        "qui ne le "
        "sont pas. La qualification vaut par service, région et durée : chacun des trois peut faire défaut.",
    ),
    remediation=Text(
        "Use a service and region inside a qualification in force; record the attestation in "
        "`facts/qualifications.yaml`. "
        "Until then a derogation must stand (SOV-CTL-003).",
        "Utiliser un service et une région couverts par une qualification en vigueur ; consigner l'attestation dans "
        "`facts/qualifications.yaml`. Dans l'attente, une dérogation doit exister (SOV-CTL-003).",
    ),
    check=check,
)
