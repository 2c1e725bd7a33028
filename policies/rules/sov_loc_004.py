"""SOV-LOC-004: a register of locations can be given for every resource of the stack."""

from __future__ import annotations

from plan.values import UNKNOWN
from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

_SHOWN = 3


def check(record: Record, context: Context) -> Verdict:
    placed = [item for item in context.view.layer_of(record) if _at_a_cloud(item)]
    if not placed:
        return NOT_APPLICABLE
    missing = [item for item in placed if item.location is None and not item.is_global]
    if missing:
        named = ", ".join(f"{item.resource.type} {item.name}" for item in missing[:_SHOWN])
        return failed(
            f"resources without a place to put into the register: {len(missing)}, among them {named}",
            f"ressources sans lieu à inscrire au registre : {len(missing)}, dont {named}",
            "location",
        )
    if any(item.location is UNKNOWN for item in placed):
        return known_later("location")
    return PASSED


def _at_a_cloud(record: Record) -> bool:
    return record.resource.is_cloud and record.has_place and record.kind not in ("unknown", "refused", "orphan")


RULE = Rule(
    id="SOV-LOC-004",
    title=Text(
        "The location of every resource of the stack can be told",
        "La localisation de toute ressource de la pile peut être indiquée",
    ),
    clauses=("SNC 19.2.a", "HDS EXI 28"),
    tier=Tier.ENFORCED,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "The controller must be told where its health data is stored and processed, resource by resource. "
        "A register with holes is the place where data leaves unseen.",
        "Le responsable de traitement doit savoir où ses données de santé sont conservées et traitées, ressource par "
        "ressource. Un registre incomplet est l'endroit par où des données partent sans être vues.",
    ),
    remediation=Text(
        "Give each named resource a region or zone, or an explicit provider with one.",
        "Donner à chaque ressource citée une région ou une zone, ou un fournisseur explicite qui en a une.",
    ),
    check=check,
)
