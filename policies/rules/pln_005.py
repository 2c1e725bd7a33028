"""PLN-005: exemptions are in force."""

from __future__ import annotations

from collections.abc import Iterator

from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record


def check(record: Record, context: Context) -> Iterator[Verdict]:
    if record.plan is not context.view.plans[0]:
        # once an estate
        return
    if not context.exemptions:
        yield PASSED
    for item in context.exemptions:
        if item.in_force(context.on):
            yield PASSED
        elif context.on < item.since:
            yield failed(
                f"the exemption {item.id} from {item.rule} begins on {item.since}",
                f"l'exemption {item.id} à la règle {item.rule} commence le {item.since}",
            )
        else:
            yield failed(
                f"the exemption {item.id} from {item.rule} ended on {item.until}",
                f"l'exemption {item.id} à la règle {item.rule} a pris fin le {item.until}",
            )


RULE = Rule(
    id="PLN-005",
    title=Text(
        "Every exemption is in force and matches a failure",
        "Toute exemption est en vigueur et correspond à un manquement",
    ),
    clauses=("SNC 14.2.b",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "An exemption is a failure that somebody has accepted for a time. One that outlives its end is a failure "
        "that nobody accepts any more.",
        "Une exemption est un manquement accepté pour un temps. Passé son terme, c'est un manquement que plus "
        "personne n'accepte.",
    ),
    remediation=Text(
        "Mend what it exempts, or have it renewed by its approver in `policies/exemptions.yaml`; remove one that "
        "matches nothing.",
        "Corriger ce qu'elle exempte, ou la faire renouveler par son approbateur dans `policies/exemptions.yaml` "
        "; retirer celle qui ne correspond à rien.",
    ),
    check=check,
)
