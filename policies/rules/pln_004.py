"""PLN-004: no gap in what the intent requires."""

from __future__ import annotations

from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "stack":
        # without an intent nothing says what is required
        return NOT_APPLICABLE if not context.wanted.required else PASSED
    capability, level = record["capability"], record["level"]
    if capability not in context.wanted.required:
        return PASSED
    return failed(
        f"the intent requires `{capability}`, which is {level} at {record.plan.cloud}",
        f"l'intention exige « {capability} », de niveau « {level} » chez {record.plan.cloud}",
    )


RULE = Rule(
    id="PLN-004",
    title=Text(
        "No gap in what the intent requires",
        "Aucun manque dans ce que l'intention exige",
    ),
    clauses=("SNC 8.3.a",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.RECORD,
    kinds=("gap", "stack"),
    explanation=Text(
        "The intent names what an environment for health data is of no use without. A preview shows every gap; "
        "here a gap in a required capability fails.",
        "L'intention désigne ce sans quoi un environnement de données de santé ne sert à rien. L'aperçu montre "
        "tous les manques ; ici, un manque dans une capacité exigée est un échec.",
    ),
    remediation=Text(
        "Choose an option or a cloud that has the capability, build it on hosts of your own, or take it from "
        "`required` in the intent by decision of the controller.",
        "Choisir une option ou un nuage qui offre la capacité, la construire sur ses propres machines, ou la "
        "retirer de `required` dans l'intention par décision du responsable de traitement.",
    ),
    check=check,
)
