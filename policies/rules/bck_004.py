"""BCK-004: restoring has been tried, and it worked."""

from __future__ import annotations

from policies.context import Context
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record

_RESTORED = ("backup", "db", "store.block", "store.file", "store.object")


def check(stack: Record, context: Context) -> Verdict:
    kept = sum(1 for item in stack.view.of(*_RESTORED) if item.plan is stack.plan)
    if not kept:
        return NOT_APPLICABLE
    # no plan shows what came out of a test, whatever jobs it declares
    return failed(
        f"{kept} resources of this layer hold data or backups, and no dated result of a restore test is recorded",
        f"{kept} ressources de cette couche portent des données ou des sauvegardes, et aucun résultat daté d'un test "
        "de restauration n'est consigné",
    )


RULE = Rule(
    id="BCK-004",
    title=Text("Restoring is tested, with a dated result", "La restauration est testée, avec un résultat daté"),
    clauses=("SNC 12.5.c", "GDPR 32(1)(d)"),
    tier=Tier.EVIDENCE,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "A backup that was never restored is a hope. Researchers and the platform learn on the worst day whether the "
        "health data can be had back.",
        "Une sauvegarde jamais restaurée n'est qu'un espoir. Chercheurs et plateforme apprennent le pire jour si les "
        "données de santé peuvent être récupérées.",
    ),
    remediation=Text(
        "Restore a database, a volume and a bucket of each layer into a stack of its own at least each quarter, and "
        "record what was restored, from which day, and whether it was whole.",
        "Restaurer une base, un volume et un compartiment de chaque couche dans une pile à part, chaque trimestre au "
        "moins, et consigner ce qui a été restauré, de quel jour, et si c'était complet.",
    ),
    check=check,
    evidence=Text(
        "The operator of backups brings for each layer: date, what was restored, from which backup, into what, and the "
        "comparison with the original.",
        "L'exploitant des sauvegardes fournit pour chaque couche : date, objet restauré, sauvegarde d'origine, "
        "destination, et comparaison avec l'original.",
    ),
)
