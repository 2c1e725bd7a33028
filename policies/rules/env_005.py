"""ENV-005: the legacy carries the last day of its authorisation."""

from __future__ import annotations

from facts import ask
from facts.answer import Known
from policies.answers import unsettled
from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    found = ask.derogation(record.plan.stack, "authorisation", context.on)
    if not isinstance(found, Known):
        what = Text(f"authorisation of {record.plan.stack}", f"autorisation de {record.plan.stack}")
        return unsettled(found, what)
    decision = found.value
    if decision.in_force:
        return PASSED
    return failed(
        f"{decision.authority}, {decision.reference}: valid from {decision.since} to {decision.until}",
        f"{decision.authority}, {decision.reference} : valable du {decision.since} au {decision.until}",
    )


RULE = Rule(
    id="ENV-005",
    title=Text(
        "The legacy carries an authorisation, and its last day has not passed",
        "L'existant est couvert par une autorisation dont le terme n'est pas passé",
    ),
    clauses=("CNIL 2023-146",),
    tier=Tier.REGISTRY,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("stack",),
    explanation=Text(
        "The processing on the legacy was authorised for three years, because a lasting solution was announced. "
        "An exception without an end becomes the rule; after the last day there is no ground for the processing.",
        "Le traitement sur l'existant a été autorisé pour trois ans, parce qu'une solution pérenne était annoncée. "
        "Une exception sans terme devient la règle ; après le dernier jour, le traitement n'a plus de fondement.",
    ),
    remediation=Text(
        "Finish the move before the last day, or obtain a new decision and record it in `facts/derogations.yaml`.",
        "Achever la bascule avant le terme, ou obtenir une nouvelle décision et la consigner dans "
        "`facts/derogations.yaml`.",
    ),
    check=check,
)
