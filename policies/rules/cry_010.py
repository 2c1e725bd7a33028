"""CRY-010: certificates come from an authority of the Union."""

from __future__ import annotations

from facts import ask
from facts.answer import Known
from plan.values import UNKNOWN
from policies.answers import unsettled
from policies.context import Context
from policies.kinds.readers import look
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    issuer = look(record.raw("spec"), "authority") if record.kind == "role.Certificate" else record.raw("issuer")
    if issuer is UNKNOWN:
        return known_later("issuer")
    if not issuer:
        return failed(
            "nothing names the authority that issues the certificate",
            "rien ne désigne l'autorité qui émet le certificat",
            "issuer",
        )
    found = ask.authority(str(issuer), context.on)
    if not isinstance(found, Known):
        return unsettled(found, Text(f"authority `{issuer}`", f"autorité « {issuer} »"), "issuer")
    if found.value.eu:
        return PASSED
    return failed(
        f"{found.value.name} is an authority of {found.value.country}, outside the Union",
        f"{found.value.name} est une autorité du pays {found.value.country}, hors de l'Union",
        "issuer",
    )


RULE = Rule(
    id="CRY-010",
    title=Text(
        "Certificates come from an authority of a Member State",
        "Les certificats émanent d'une autorité d'un État membre",
    ),
    clauses=("SNC 10.6.a",),
    tier=Tier.ADVISORY,
    severity=Severity.MEDIUM,
    scope=Scope.RECORD,
    kinds=("cert", "role.Certificate"),
    explanation=Text(
        "Whoever issues the certificate of the portal can impersonate it to researchers and patients. The clause "
        "binds the provider's own infrastructure; the platform mirrors it.",
        "Qui émet le certificat du portail peut se faire passer pour lui auprès des chercheurs et des patients. La "
        "clause oblige l'infrastructure du prestataire ; la plateforme la reprend à son compte.",
    ),
    remediation=Text(
        "Order the certificate from an authority in `facts/authorities.yaml`, or record another with country and "
        "source.",
        "Commander le certificat auprès d'une autorité de `facts/authorities.yaml`, ou en consigner une autre avec "
        "pays et source.",
    ),
    check=check,
    evidence=Text(
        "The platform's owner names the authority and its country.",
        "Le responsable de la plateforme indique l'autorité et son pays.",
    ),
)
