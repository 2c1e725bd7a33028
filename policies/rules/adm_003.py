"""ADM-003: people have accounts of their own; keys belong to applications, never to the account's root."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from policies.context import Context
from policies.crypto.ssh_keys import same_key
from policies.kinds.readers import each, look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.parameters import parameters
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "iam.apikey":
        return _key(record)
    if record.kind == "role.Bastion":
        return _people(record)
    if record.kind == "iam.user":
        return _user(record)
    return _past_grants(record)


_PAST_GRANTS: Final[Mapping[str, tuple[str, Text]]] = {
    "registry": ("admin_user", Text("an account that all share", "un compte commun à tous")),
    "store.object": ("shared_key", Text("a key of the account", "une clé du compte")),
    "compute.k8s": ("local_accounts", Text("accounts beside the directory", "des comptes hors annuaire")),
    "kms.vault": ("rbac", Text("a list of the vault's own", "une liste propre au coffre")),
}
"""Ways in beside the grants: kind -> attribute, what it is."""
_GOOD: Final[Mapping[str, bool]] = {"rbac": True}
"""What an attribute must be; False for the others."""


def _past_grants(record: Record) -> Verdict:
    attribute, what = _PAST_GRANTS[record.kind]
    answer = record[attribute]
    if answer is None:
        return NOT_APPLICABLE
    if answer is _GOOD.get(attribute, False):
        return PASSED
    return failed(f"{what.en} opens it, past all grants", f"{what.fr} l'ouvre, hors de tout droit accordé", attribute)


def _key(key: Record) -> Verdict:
    owner = key["owner"]
    if owner == "application" or (owner == "user" and _is_machine(key)):
        return PASSED
    named = Text(f"`{owner}`", f"« {owner} »") if owner else Text("nobody that the plan names", "nul dans le plan")
    return failed(
        f"belongs to {named.en}; keys belong to an application with rights of its own",
        f"appartient à {named.fr} ; une clé appartient à une application qui a ses propres droits",
        "owner",
    )


def _is_machine(key: Record) -> bool:
    """Some clouds call every identity a user: one that the plan makes for a machine is none."""
    users = key.refs("identity", "iam.user")
    return bool(users) and all(_for_machine(user) for user in users)


def _for_machine(user: Record) -> bool:
    owner = user.owner
    return user.raw("human") is False or (owner is not None and owner.kind == "role.ServiceAccount")


def _user(user: Record) -> Verdict:
    if user["root"] is True:
        return failed("the account's own identity is used", "l'identité racine du compte est utilisée", "root")
    if user["named"] is True:
        return PASSED
    if user["named"] is None and user["human"] is False:
        return PASSED
    return failed(
        "it is not to be seen for which one person or application it stands",
        "rien n'indique quelle personne ou application unique elle représente",
        "named",
    )


def _people(bastion: Record) -> Iterator[Verdict]:
    people = [
        (str(look(person, "id")).lower(), same_key(str(look(person, "ssh_key"))))
        for person in each(look(bastion.raw("spec"), "people"))
    ]
    if not people:
        yield NOT_APPLICABLE
    names, keys = Counter(name for name, _ in people), Counter(key for _, key in people)
    for index, (name, key) in enumerate(people):
        if name in parameters().shared_names.value:
            yield failed(
                f"`{name}` stands for several persons", f"« {name} » désigne plusieurs personnes", _place(index)
            )
        elif names[name] > 1 or keys[key] > 1:
            yield failed(
                f"`{name}`: the name or the key is another person's too",
                f"« {name} » : le nom ou la clé est aussi celui d'une autre personne",
                _place(index),
            )
        else:
            yield PASSED


def _place(index: int) -> str:
    return f"spec.people[{index}]"


RULE = Rule(
    id="ADM-003",
    title=Text("Accounts stand for one person or application", "Un compte représente une personne ou une application"),
    clauses=("SNC 9.2.b", "SNC 9.5.d"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.RECORD,
    kinds=("iam.user", "iam.apikey", "kms.vault", "registry", "store.object", "compute.k8s", "role.Bastion"),
    explanation=Text(
        "Every access to health data must be laid to one person. An account that several share, or the root of an "
        "account, makes every log of it worthless.",
        "Tout accès aux données de santé doit pouvoir être imputé à une personne. Un compte partagé, ou la racine "
        "d'un compte, ôte toute valeur aux journaux.",
    ),
    remediation=Text(
        "Give each person an id and key of their own, and let API keys belong to an application with narrow rights.",
        "Donner à chaque personne un identifiant et une clé propres, et rattacher les clés d'API à une application "
        "aux droits étroits.",
    ),
    check=check,
)
