"""SOV-LOC-001: everything lies where the law and the intent allow."""

from __future__ import annotations

from plan.values import UNKNOWN
from policies.context import Context
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.places import TECHNICAL_KINDS, judged
from policies.record import Record
from policies.view import matches


def check(record: Record, context: Context) -> Verdict:
    if not record.has_place:
        return NOT_APPLICABLE
    if record.is_global and any(matches(record.kind, pattern) for pattern in TECHNICAL_KINDS):
        # what a service of the whole cloud keeps is SOV-LOC-002's question
        return NOT_APPLICABLE
    place = record.location
    if place is UNKNOWN:
        return known_later("location")
    return _nowhere(record) if place is None else judged(record.cloud, str(place), context)


def _nowhere(record: Record) -> Verdict:
    return failed(
        f"neither {record.resource.type} nor its provider says where it lies",
        f"ni {record.resource.type} ni son fournisseur n'indiquent sa localisation",
        "location",
    )


RULE = Rule(
    id="SOV-LOC-001",
    title=Text("Every resource lies in the allowed countries", "Toute ressource se trouve dans les pays admis"),
    clauses=("SNC 19.2.b", "HDS EXI 28"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("*",),
    explanation=Text(
        "Health data of the platform and everything that processes it must stay in the European Union. "
        "A place outside puts the data under the law of another State, whatever the contract says.",
        "Les données de santé de la plateforme et tout ce qui les traite doivent rester dans l'Union européenne. "
        "Un lieu extérieur soumet les données au droit d'un autre État, quoi que dise le contrat.",
    ),
    remediation=Text(
        "Choose a region of the intent's residency in the cloud's choices (`stacks/<cloud>.yaml`); for a region that "
        "is not in the register, add it to `facts/regions.yaml` with country, source and date.",
        "Choisir dans les choix du nuage (`stacks/<cloud>.yaml`) une région conforme à la résidence voulue ; pour une "
        "région absente du registre, l'ajouter à `facts/regions.yaml` avec pays, source et date.",
    ),
    check=check,
)
