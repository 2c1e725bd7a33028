"""BCK-005: code and state of the infrastructure have an offline copy and a history."""

from __future__ import annotations

from policies.context import Context
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record


def check(stack: Record, context: Context) -> Verdict:
    if stack.plan is not stack.view.plans[0]:
        # one evidence is for the whole estate
        return NOT_APPLICABLE
    if any(bucket.raw("versioned") is True for bucket in _state_buckets(stack)):
        return failed(
            "the bucket of the state keeps versions; no evidence of an offline copy of code and state is recorded",
            "le compartiment de l'état garde ses versions ; aucune preuve de copie hors ligne du code et de l'état "
            "n'est consignée",
        )
    return failed(
        "nothing in the plan keeps a history of the state, and no evidence of an offline copy of code and state is "
        "recorded",
        "rien dans le plan ne garde l'historique de l'état, et aucune preuve de copie hors ligne du code et de l'état "
        "n'est consignée",
    )


def _state_buckets(stack: Record) -> list[Record]:
    """Buckets of the layer that comes before all areas."""
    return [item for item in stack.view.of("store.object") if item.plan is stack.plan and not item.area.name]


RULE = Rule(
    id="BCK-005",
    title=Text(
        "Code and state of the infrastructure have an offline copy and a history",
        "Le code et l'état de l'infrastructure ont une copie hors ligne et un historique",
    ),
    clauses=("SNC 17.5.a", "SNC 14.2.c"),
    tier=Tier.EVIDENCE,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "Who deletes the state takes the map of the whole platform with it. An environment for health data must be "
        "rebuilt as it was on a given day, also when cloud and repository are both gone.",
        "Qui supprime l'état emporte le plan de toute la plateforme. Un environnement de données de santé doit pouvoir "
        "être reconstruit tel qu'il était un jour donné, même si le nuage et le dépôt ont disparu.",
    ),
    remediation=Text(
        "Export code with its history and the state of every stack to a medium that no network reaches, on a "
        "schedule, and record each export with date and digest.",
        "Exporter le code avec son historique et l'état de chaque pile vers un support qu'aucun réseau n'atteint, "
        "selon un calendrier, et consigner chaque export avec sa date et son empreinte.",
    ),
    check=check,
    evidence=Text(
        "The infrastructure engineer brings the dated list of offline exports with their digests; the security officer "
        "confirms where they are kept.",
        "L'ingénieur d'infrastructure fournit la liste datée des exports hors ligne avec leurs empreintes ; le "
        "responsable de la sécurité confirme où ils sont conservés.",
    ),
)
