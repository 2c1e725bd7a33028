"""SOV-LOC-002: logs, directory, keys, certificates and names lie in the Union too."""

from __future__ import annotations

from facts import ask
from facts.answer import Known
from plan.values import UNKNOWN
from policies.answers import unsettled
from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.places import TECHNICAL_KINDS, allowed_countries, judged
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    if not record.has_place:
        return NOT_APPLICABLE
    if record.is_global:
        return _global(record, context)
    place = record.location
    if place is UNKNOWN:
        return known_later("location")
    # where nothing says the place, SOV-LOC-001 fails already
    return NOT_APPLICABLE if place is None else judged(record.cloud, str(place), context)


def _global(record: Record, context: Context) -> Verdict:
    found = ask.global_service(record.cloud, record.kind, context.on)
    if not isinstance(found, Known):
        what = Text(
            f"where the global service {record.resource.type} keeps its data",
            f"lieu où le service global {record.resource.type} conserve ses données",
        )
        return unsettled(found, what, "location")
    outside = sorted(found.value - allowed_countries(context))
    if not outside:
        return PASSED
    return failed(
        f"the global service {record.resource.type} keeps its data in {', '.join(outside)} too",
        f"le service global {record.resource.type} conserve aussi ses données dans : {', '.join(outside)}",
        "location",
    )


RULE = Rule(
    id="SOV-LOC-002",
    title=Text(
        "Logs, directory, keys, certificates and names lie in the allowed countries",
        "Journaux, annuaire, clés, certificats et noms se trouvent dans les pays admis",
    ),
    clauses=("SNC 19.2.d", "CSF SOV-3"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.RECORD,
    kinds=TECHNICAL_KINDS,
    explanation=Text(
        "Identities, logs and keys say who works on which health data, and services called global put them anywhere. "
        "Technical data is under the same duty of location as the data it serves.",
        "Identités, journaux et clés disent qui travaille sur quelles données de santé, et les services dits globaux "
        "les placent n'importe où. Les données techniques ont la même obligation de localisation que les données "
        "servies.",
    ),
    remediation=Text(
        "Use the regional variant of the service; where the provider states in writing that the global one keeps its "
        "data in the Union, record that in `facts/global_services.yaml` with source and date.",
        "Utiliser la variante régionale du service ; si le fournisseur atteste par écrit que le service global "
        "conserve "
        "ses données dans l'Union, le consigner dans `facts/global_services.yaml` avec source et date.",
    ),
    check=check,
)
