"""PLN-001: every planned resource is of a kind that the rules know."""

from __future__ import annotations

from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record

_UNKNOWN = ("orphan", "refused", "unknown")


def check(record: Record, context: Context) -> Verdict:
    token = record.resource.type
    if record.kind == "unknown":
        return failed(
            f"no table knows {token}: no rule has looked at it",
            f"aucune table ne connaît {token} : aucune règle ne l'a examiné",
        )
    if record.kind == "refused":
        reason = record["reason"]
        return failed(f"{token} is refused: {reason}", f"{token} est refusé : {reason}")
    if record.kind == "orphan":
        return failed(
            f"{token} sets something of a resource that is not in the plan, or that another setting says otherwise: "
            "what it changes was looked at nowhere",
            f"{token} modifie une ressource absente du plan, ou ce qu'un autre réglage dit autrement : ce qu'il change "
            "n'a été examiné nulle part",
        )
    alone = any(item.kind in _UNKNOWN for item in context.view.layer_of(record))
    return NOT_APPLICABLE if alone else PASSED


RULE = Rule(
    id="PLN-001",
    title=Text(
        "Every planned resource is of a kind that the rules know",
        "Toute ressource prévue est d'un genre que les règles connaissent",
    ),
    clauses=("SNC 8.1.a",),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("orphan", "refused", "stack", "unknown"),
    explanation=Text(
        "A new class of service would pass every rule that has never heard of it. What cannot be judged is not "
        "part of a sovereign environment until somebody has looked.",
        "Une nouvelle classe de service passerait toutes les règles qui ne la connaissent pas. Ce qui ne peut "
        "être jugé n'appartient pas à un environnement souverain tant que personne ne l'a examiné.",
    ),
    remediation=Text(
        "Use a class that the tables cover, or add it to `policies/kinds/` with its attributes and tests.",
        "Utiliser une classe couverte par les tables, ou l'ajouter à `policies/kinds/` avec ses attributs et ses "
        "tests.",
    ),
    check=check,
)
