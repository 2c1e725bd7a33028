"""PLN-003: nothing that holds data is deleted, replaced or erased."""

from __future__ import annotations

from plan.model import Operation
from policies.context import Context
from policies.erasing import erases
from policies.kinds.vocabulary import is_data
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record
from policies.view import DELETION


def check(record: Record, context: Context) -> Verdict:
    if record.entry.of:
        # a setting of another resource holds nothing itself; what is left without it, other rules judge
        return NOT_APPLICABLE
    if record.kind == DELETION or record.resource.operation is Operation.REPLACE:
        return _taken_away(record)
    erased = erases(record.resource)
    if erased is None:
        return failed(
            f"the plan does not say what changes at {record.name}; a new image would erase its disk",
            f"le plan ne dit pas ce qui change sur {record.name} ; une nouvelle image effacerait son disque",
        )
    if erased:
        return failed(
            f"the update of {record.name} erases its disk: the cloud builds it anew from the image",
            f"la mise à jour de {record.name} efface son disque : le nuage le reconstruit à partir de l'image",
        )
    return PASSED


def _taken_away(record: Record) -> Verdict:
    kind, operation = record.entry.kind, record.resource.operation
    if kind in ("refused", "unknown"):
        return failed(
            f"the plan would {operation} {record.name}; no table knows whether {record.resource.type} holds data",
            f"le plan prévoit l'opération « {operation} » sur {record.name} ; aucune table ne dit si "
            f"{record.resource.type} porte des données",
        )
    if not is_data(kind):
        return PASSED
    return failed(
        f"the plan would {operation} {record.name}, which holds data ({kind})",
        f"le plan prévoit l'opération « {operation} » sur {record.name}, qui porte des données ({kind})",
    )


RULE = Rule(
    id="PLN-003",
    title=Text(
        "Nothing that holds data is deleted, replaced or erased",
        "Rien de ce qui porte des données n'est supprimé, remplacé ni effacé",
    ),
    clauses=("GDPR 32(1)(c)", "SNC 11.9.a"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("*", "deletion", "refused", "unknown"),
    explanation=Text(
        "Health data that a deployment destroys is gone, whatever was meant. Leaving protection is a procedure "
        "of its own, with approvals and evidence, never the side effect of a change.",
        "Des données de santé détruites par un déploiement sont perdues, quelle que fût l'intention. Lever une "
        "protection est une procédure à part, avec approbations et preuves, jamais l'effet de bord d'un changement.",
    ),
    remediation=Text(
        "Give the resource an alias where it was only renamed; else follow docs/deploy.md to retire it with its "
        "evidence.",
        "Donner un alias à la ressource si elle a seulement changé de nom ; sinon suivre docs/deploy.md pour la "
        "retirer avec ses preuves.",
    ),
    check=check,
)
