"""ADM-009: people sign in through an admitted identity provider that speaks an open standard."""

from __future__ import annotations

from policies.context import Context
from policies.kinds.values import Reference
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.owners import admitted
from policies.record import Record

_OPEN = ("oidc", "openid", "openid-connect", "saml", "saml2")
_CAPABILITY = "identity-provider"
_AREA = "role.Environment"


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "gap":
        return _missing(record)
    if record.kind == _AREA:
        return _of_hub(record, context)
    protocol, host = record["protocol"], record["host"]
    if str(protocol or "").casefold() not in _OPEN:
        return failed(
            f"the identity provider speaks `{protocol or 'nothing that is named'}`, no open standard of federation",
            f"le fournisseur d'identité parle « {protocol or 'rien de déclaré'} », pas un standard ouvert de "
            f"fédération",
            "protocol",
        )
    if not host:
        return failed(
            "the identity provider's host is not named", "l'hôte du fournisseur d'identité n'est pas désigné", "host"
        )
    return admitted(Reference("identity-provider", str(host), "host"), record.cloud, context)


def _of_hub(area: Record, context: Context) -> Verdict:
    """The hub has the sign-in of all; a hub without any would be seen nowhere else."""
    if area.area.stage != "hub" or context.view.of("role.IdentityProvider", "iam.idp"):
        return NOT_APPLICABLE
    return failed(
        "nothing in the plan asks for an identity provider: who signs in, and how, is decided elsewhere",
        "rien dans le plan ne demande de fournisseur d'identité : qui se connecte, et comment, se décide ailleurs",
    )


def _missing(gap: Record) -> Verdict:
    if gap["capability"] != _CAPABILITY:
        return NOT_APPLICABLE
    return failed(
        f"sign-in through an identity provider is {gap['level']} at {gap.plan.cloud}: nothing in the plan federates it",
        f"la connexion par fournisseur d'identité est de niveau « {gap['level']} » chez {gap.plan.cloud} : rien "
        f"dans le "
        "plan ne la fédère",
    )


RULE = Rule(
    id="ADM-009",
    title=Text(
        "Sign-in is federated by an open standard with an admitted provider",
        "La connexion est fédérée par un standard ouvert avec un fournisseur admis",
    ),
    clauses=("C3A SOV-3-03-C", "SNC 19.6.c"),
    tier=Tier.REGISTRY,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("gap", "iam.idp", "role.Environment"),
    explanation=Text(
        "Whoever runs the sign-in decides who reaches health data, and can shut everybody out. An open standard "
        "keeps the choice of that party with the platform.",
        "Qui tient la connexion décide qui accède aux données de santé, et peut exclure tout le monde. Un "
        "standard ouvert laisse à la plateforme le choix de cet acteur.",
    ),
    remediation=Text(
        "Federate with a European identity provider by OpenID Connect or SAML, and record it in "
        "`facts/subprocessors.yaml`.",
        "Fédérer avec un fournisseur d'identité européen par OpenID Connect ou SAML, et le consigner dans "
        "`facts/subprocessors.yaml`.",
    ),
    check=check,
)
