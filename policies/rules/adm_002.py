"""ADM-002: people sign in with a second factor."""

from __future__ import annotations

from policies.below import below
from policies.context import Context
from policies.crypto import gaps
from policies.kinds.readers import each, look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record

_EVIDENCE = Text(
    "evidence needed: a dated record that sign-in asks a second factor, from who runs it",
    "preuve à fournir : un relevé daté montrant que la connexion demande un second facteur, par celui qui l'exploite",
)


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "role.IdentityProvider":
        return _provider(record)
    if record.kind == "role.Bastion":
        return _own_bastion(record)
    return _asked(record)


def _asked(record: Record) -> Verdict:
    answer = record["mfa"]
    if answer is True:
        return PASSED
    if answer is False:
        return failed(
            "sign-in without a second factor is possible", "une connexion sans second facteur est possible", "mfa"
        )
    if record.kind != "iam.idp" and _asked_elsewhere(record):
        # a setting that cannot say it: the identity provider's own finding asks for the evidence once
        return NOT_APPLICABLE
    return failed(
        f"mfa: the plan cannot show a second factor; {_EVIDENCE.en}",
        f"mfa : le plan ne peut montrer de second facteur ; {_EVIDENCE.fr}",
        "mfa",
    )


def _asked_elsewhere(record: Record) -> bool:
    return bool(record.view.of("role.IdentityProvider", "iam.idp"))


def _provider(role: Record) -> Verdict:
    if below(role, "iam.idp"):
        return NOT_APPLICABLE
    note = gaps.note(role, "identity-provider")
    return failed(
        f"no identity provider stands in the plan{note.en}; {_EVIDENCE.en}",
        f"aucun fournisseur d'identité ne figure dans le plan{note.fr} ; {_EVIDENCE.fr}",
        "gaps",
    )


def _own_bastion(role: Record) -> Verdict:
    """A bastion on hosts of our own: SSH keys alone. A bastion of the cloud is judged at its own record."""
    if below(role, "admin.bastion"):
        return NOT_APPLICABLE
    alone = [look(person, "id") for person in each(look(role.raw("spec"), "people"))]
    if not alone:
        return NOT_APPLICABLE
    return failed(
        f"the bastion lets {len(alone)} persons in by an SSH key alone; evidence needed: a dated record that each key "
        "lies on an authenticator that asks for a PIN or a finger, from the security officer",
        f"le bastion admet {len(alone)} personnes par une seule clé SSH ; preuve à fournir : un relevé daté montrant "
        "que chaque clé se trouve sur un authentificateur qui demande un code ou une empreinte, par le responsable "
        "de la sécurité",
        "spec.people",
    )


RULE = Rule(
    id="ADM-002",
    title=Text("People sign in with a second factor", "Les personnes se connectent avec un second facteur"),
    clauses=("SNC 9.6.f", "SNC 9.5.a", "SNDS 5.3"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("iam.org", "iam.idp", "admin.bastion", "role.IdentityProvider", "role.Bastion"),
    explanation=Text(
        "Who signs in as an administrator or researcher reaches health data of the whole country. One stolen "
        "password or key must not be enough for that.",
        "Qui se connecte comme administrateur ou chercheur atteint des données de santé de tout le pays. Un seul mot "
        "de passe ou une seule clé volée ne doit pas y suffire.",
    ),
    remediation=Text(
        "Set the second factor where the class can demand it; else let the platform's identity provider demand it, "
        "and keep a dated record of its setting.",
        "Exiger le second facteur lorsque la classe le permet ; sinon le faire exiger par le fournisseur d'identité "
        "de la plateforme, et conserver un relevé daté de ce réglage.",
    ),
    check=check,
    evidence=Text(
        "The operator of the identity provider: a dated export of its sign-in policy. The security officer: the list "
        "of authenticators on which people's SSH keys lie.",
        "L'exploitant du fournisseur d'identité : un export daté de sa politique de connexion. Le responsable de la "
        "sécurité : la liste des authentificateurs portant les clés SSH.",
    ),
)
