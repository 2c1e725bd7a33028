"""PLN-002: only providers of the chosen cloud, and one cloud a stack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policies.context import Context
from policies.kinds.tables import package_of
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.providers import clouds_of, packages_of
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "stack":
        return _clouds(record, context)
    allowed = packages_of(record.plan.cloud, context.profile.clouds)
    # a setting of its own may come from another provider than what it sets
    foreign = [package for part in record.parts if (package := package_of(part.resource.type)) not in allowed]
    if not foreign:
        return PASSED if record.kind == "provider" else NOT_APPLICABLE
    return _foreign(record, sorted(set(foreign)), allowed)


def _foreign(record: Record, foreign: Sequence[str], allowed: frozenset[str]) -> Iterator[Verdict]:
    for package in foreign:
        listed = ", ".join(sorted(allowed)) or "none: the plan names no cloud that is known"
        liste = ", ".join(sorted(allowed)) or "aucun : le plan ne désigne aucun nuage connu"
        yield failed(
            f"the provider `{package}` is not one of {record.plan.cloud or 'this plan'}: {listed}",
            f"le fournisseur « {package} » n'est pas admis pour {record.plan.cloud or 'ce plan'} : {liste}",
        )


def _clouds(stack: Record, context: Context) -> Verdict:
    found = clouds_of(stack, context)
    if len(found) <= context.profile.clouds and (context.profile.clouds == 1 or "azure" in found or not found):
        return PASSED
    return failed(
        f"the stack holds {len(found)} clouds ({', '.join(found)}); the profile {context.profile.name} allows "
        f"{context.profile.clouds}" + (", one of them azure" if context.profile.clouds > 1 else ""),
        f"nuages réunis par la pile : {len(found)} ({', '.join(found)}) ; le profil {context.profile.name} en admet "
        f"{context.profile.clouds}" + (", dont azure" if context.profile.clouds > 1 else ""),
    )


RULE = Rule(
    id="PLN-002",
    title=Text(
        "Only providers of the chosen cloud, and one cloud a stack",
        "Seulement des fournisseurs du nuage choisi, et un seul nuage par pile",
    ),
    clauses=("SNC 15.1.a",),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("*", "generated", "orphan", "provider", "refused", "stack", "unknown"),
    explanation=Text(
        "A single resource of another cloud makes that cloud part of the platform for health data. Only the "
        "stacks of the move hold two, the legacy and one target.",
        "Une seule ressource d'un autre nuage fait de ce nuage une partie de la plateforme de données de santé. "
        "Seules les piles de bascule en réunissent deux, l'existant et une cible.",
    ),
    remediation=Text(
        "Move the resource to an estate of its own cloud; a stack of the move is named `cutover-<cloud>`.",
        "Déplacer la ressource dans un environnement de son propre nuage ; une pile de bascule se nomme "
        "`cutover-<nuage>`.",
    ),
    check=check,
)
