"""SOV-CTL-006: no support from outside the Union without approval."""

from __future__ import annotations

from collections.abc import Iterator

from facts import ask
from facts.answer import Known
from policies.answers import unsettled
from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.providers import clouds_of
from policies.record import Record


def check(record: Record, context: Context) -> Iterator[Verdict]:
    if record.kind == "iam.org":
        yield _setting(record)
        return
    for cloud in clouds_of(record, context):
        yield _practice(cloud, context)


def _setting(record: Record) -> Verdict:
    access = record["support_access"]
    if access is None:
        return NOT_APPLICABLE
    if not access:
        return PASSED
    return failed(
        "the provider's support may enter without approval",
        "le support du fournisseur peut entrer sans approbation",
        "support_access",
    )


def _practice(cloud: str, context: Context) -> Verdict:
    found = ask.provider(cloud, context.on).remote_access
    if not isinstance(found, Known):
        what = Text(
            f"{cloud}: support or administration from outside the Union",
            f"{cloud} : support ou administration depuis l'extérieur de l'Union",
        )
        return unsettled(found, what)
    if not found.value:
        return PASSED
    return failed(
        f"{cloud} administers or supports from outside the Union",
        f"{cloud} administre ou assiste depuis l'extérieur de l'Union",
    )


RULE = Rule(
    id="SOV-CTL-006",
    title=Text(
        "Support from outside the Union is off, or needs an approval each time",
        "L'assistance depuis l'extérieur de l'Union est coupée, ou soumise à approbation à chaque fois",
    ),
    clauses=("SNC 9.7.d", "SNC 19.2.c", "SNC 19.2.e", "HDS EXI 29"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("iam.org", "stack"),
    explanation=Text(
        "Whoever supports a service from abroad can see health data from abroad, whatever region it lies in. "
        "Access from outside the Union needs consent, supervision and a record each time.",
        "Qui assiste un service depuis l'étranger peut voir des données de santé depuis l'étranger, où qu'elles "
        "soient. "
        "Un accès depuis l'extérieur de l'Union exige chaque fois consentement, supervision et trace.",
    ),
    remediation=Text(
        "Switch approval of support access on where the provider has the setting; record the provider's written answer "
        "in `facts/providers.yaml`.",
        "Activer l'approbation des accès du support si le fournisseur le permet ; consigner sa réponse écrite dans "
        "`facts/providers.yaml`.",
    ),
    check=check,
    evidence=Text(
        "The provider states in writing from where it supports and administers the services used.",
        "Le fournisseur indique par écrit d'où il assiste et administre les services utilisés.",
    ),
)
