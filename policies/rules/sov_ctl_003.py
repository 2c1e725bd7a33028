"""SOV-CTL-003: what is not qualified stands under a derogation in force."""

from __future__ import annotations

from typing import Final

from facts import ask
from facts.answer import Known
from policies.answers import unsettled
from policies.context import Context
from policies.evaluate import asked_about, verdicts
from policies.model import NOT_APPLICABLE, PASSED, Result, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record
from policies.rules import sov_ctl_002
from policies.terms import months_after

_MONTHS: Final = 18


def check(record: Record, context: Context) -> Verdict:
    lacking = [item for item in context.view.layer_of(record) if _is_lacking(item, context)]
    if not lacking:
        return NOT_APPLICABLE
    found = ask.derogation(record.plan.stack, "foreign-control", context.on)
    if not isinstance(found, Known):
        what = Text(
            f"resources outside a qualification: {len(lacking)}; derogation of {record.plan.stack}",
            f"ressources hors qualification : {len(lacking)} ; dérogation de {record.plan.stack}",
        )
        return unsettled(found, what)
    derogation = found.value
    if not derogation.in_force:
        return failed(
            f"the derogation {derogation.reference} was valid from {derogation.since} to {derogation.until}",
            f"la dérogation {derogation.reference} valait du {derogation.since} au {derogation.until}",
        )
    if derogation.until > months_after(derogation.since, _MONTHS):
        return failed(
            f"the derogation {derogation.reference} runs to {derogation.until}: longer than {_MONTHS} months",
            f"la dérogation {derogation.reference} court jusqu'au {derogation.until} : plus de {_MONTHS} mois",
        )
    return PASSED


def _is_lacking(record: Record, context: Context) -> bool:
    if record.entry.of or not asked_about(sov_ctl_002.RULE, record.kind):
        return False
    return any(verdict.result is Result.FAIL for verdict in verdicts(sov_ctl_002.RULE, record, context))


RULE = Rule(
    id="SOV-CTL-003",
    title=Text(
        "What is not qualified stands under a derogation in force, of 18 months at most",
        "Ce qui n'est pas qualifié relève d'une dérogation en vigueur, de 18 mois au plus",
    ),
    clauses=("DECREE 2026-272 derogation",),
    tier=Tier.REGISTRY,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "A body that already uses a cloud which does not comply must ask its minister for a derogation, and it ends. "
        "Without one, using the service for this data is unlawful, however good the service is.",
        "L'organisme qui utilise déjà un nuage non conforme doit demander une dérogation à son ministre, et elle a un "
        "terme. Sans elle, utiliser le service pour ces données est illicite, quelle que soit sa qualité.",
    ),
    remediation=Text(
        "Obtain the derogation and record it in `facts/derogations.yaml` (authority, reference, first and last "
        "day), or "
        "move to a qualified service.",
        "Obtenir la dérogation et la consigner dans `facts/derogations.yaml` (autorité, référence, premier et dernier "
        "jour), ou passer à un service qualifié.",
    ),
    check=check,
)
