"""CRY-009: people enter hosts with SSH keys, never with passwords."""

from __future__ import annotations

from collections.abc import Iterator

from policies.context import Context
from policies.crypto.documents import documents
from policies.crypto.password_doors import password_doors
from policies.crypto.ssh_keys import fault
from policies.kinds.readers import each, look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.parameters import parameters
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "compute.vm":
        return _host(record)
    return _people(record)


def _host(host: Record) -> Verdict:
    doors = [door for text in documents(host) or () for door in password_doors(text)]
    if doors:
        named = ", ".join(dict.fromkeys(doors))
        return failed(
            f"the host's document opens a login with a password ({named})",
            f"le document de l'hôte ouvre une connexion par mot de passe ({named})",
            "texts",
        )
    answer = host["password_login"]
    if answer is False:
        return PASSED
    if answer is None:
        return failed(
            "nothing in the plan shows that a login with a password is off",
            "rien dans le plan ne montre que la connexion par mot de passe est fermée",
            "password_login",
        )
    return failed("may be entered with a password", "admet une connexion par mot de passe", "password_login")


def _people(bastion: Record) -> Iterator[Verdict]:
    """Each person of a bastion: one public key of an allowed type."""
    least = parameters().ssh_key_types.value
    people = list(each(look(bastion.raw("spec"), "people")))
    if not people:
        yield NOT_APPLICABLE
    for index, person in enumerate(people):
        name, key = look(person, "id"), look(person, "ssh_key")
        found = fault(key, least) if isinstance(key, str) else "no public key"
        if not found:
            yield PASSED
            continue
        yield failed(
            f"`{name}`: {found}; allowed: {', '.join(least)} (RSA from {least.get('ssh-rsa', 0)} bits)",
            f"« {name} » : {found} ; admis : {', '.join(least)} (RSA à partir de {least.get('ssh-rsa', 0)} bits)",
            f"spec.people[{index}].ssh_key",
        )


RULE = Rule(
    id="CRY-009",
    title=Text("Hosts are entered with SSH keys only", "Les hôtes n'admettent que des clés SSH"),
    clauses=("SNC 10.2.e",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.RECORD,
    kinds=("compute.vm", "role.Bastion"),
    explanation=Text(
        "Hosts of the platform see health data in the clear. A password can be guessed, reused and told on; a key of "
        "one person cannot.",
        "Les hôtes de la plateforme voient des données de santé en clair. Un mot de passe se devine, se réutilise et "
        "se communique ; la clé d'une personne, non.",
    ),
    remediation=Text(
        "Switch password logins off in the host's document (`ssh_pwauth: false`, no `chpasswd`) and in the class, "
        "and give each person one key of `ssh_key_types` in `policies/parameters.yaml`.",
        "Fermer la connexion par mot de passe dans le document de l'hôte (`ssh_pwauth: false`, sans `chpasswd`) et "
        "dans la classe, et donner à chaque personne une clé de `ssh_key_types` dans `policies/parameters.yaml`.",
    ),
    check=check,
)
