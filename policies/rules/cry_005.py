"""CRY-005: no secret stands in the clear in a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from policies.context import Context
from policies.crypto.documents import documents
from policies.crypto.plain_secrets import PlainSecret, may_hold_secrets, plain_secrets
from policies.crypto.secret_texts import secret_in
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

# engines that keep track of what is secret; files of other tools may have lost it
_TRACKING = frozenset({"builtin", "pulumi"})


def check(record: Record, context: Context) -> Verdict | Iterable[Verdict]:
    found: list[Verdict] = []
    for part in record.parts:
        if may_hold_secrets(part.texts):
            found += _inputs(part, record.plan.engine)
    if record.kind == "kms.secret":
        found += _value(record)
    elif record.kind == "compute.vm":
        found += _document(record)
    elif record.kind == "stack":
        found += map(_found, plain_secrets({"outputs": record.plan.outputs}))
    if found:
        return found
    return PASSED if record.resource.inputs or record.kind == "stack" else NOT_APPLICABLE


def _inputs(part: Record, engine: str) -> Iterator[Verdict]:
    for item in plain_secrets(part.resource.inputs):
        yield known_later(item.path) if item.later and engine not in _TRACKING else _found(item)


def _value(secret: Record) -> Iterator[Verdict]:
    if secret.raw("value_is_secret") is not True:
        yield failed(
            "the value of the stored secret is not marked as a secret: it would stand in the state in the clear",
            "la valeur du secret stocké n'est pas marquée comme secrète : elle figurerait en clair dans l'état",
            "value_is_secret",
        )


def _document(host: Record) -> Iterator[Verdict]:
    """A host's document is given as a secret, or is known to hold none."""
    if host.raw("secret_texts") is True or host.raw("texts") in (None, ()):
        return
    texts = documents(host)
    if texts is None:
        yield failed(
            "the host's document is not marked as a secret, and what it will hold is known only after apply",
            "le document de l'hôte n'est pas marqué comme secret, et son contenu n'est connu qu'après l'application",
            "secret_texts",
        )
    elif any(_holds_secret(text) for text in texts):
        yield failed(
            "the host's document holds a secret and is not marked as one",
            "le document de l'hôte contient un secret et n'est pas marqué comme tel",
            "secret_texts",
        )


@lru_cache(maxsize=128)
def _holds_secret(text: str) -> bool:
    """Whether a document holds a secret, as a whole or in one of its lines. Hosts of one purpose are given the same."""
    return any(secret_in(line) for line in (text, *text.splitlines()))


def _found(item: PlainSecret) -> Verdict:
    return failed(f"{item.path}: {item.what.en} (not shown)", f"{item.path} : {item.what.fr} (non affiché)", item.path)


RULE = Rule(
    id="CRY-005",
    title=Text("No secret stands in the clear", "Aucun secret ne figure en clair"),
    clauses=("SNC 10.5.c", "SNC 10.5.d"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("*", "role.*", "provider", "generated", "reference", "stack", "unknown", "refused"),
    explanation=Text(
        "The plan, the state and the reports of a platform for health data are read by many; a password in them "
        "opens what it protects. A secret that has once stood in the clear must be taken as known.",
        "Le plan, l'état et les rapports d'une plateforme de données de santé sont lus par beaucoup ; un mot de "
        "passe qui s'y trouve ouvre ce qu'il protège. Un secret apparu une fois en clair doit être tenu pour connu.",
    ),
    remediation=Text(
        "Generate the value in the program or keep it in a `Secret` role, pass it as `pulumi.Output.secret`, and "
        "replace the one that stood in the clear.",
        "Générer la valeur dans le programme ou la garder dans un rôle `Secret`, la transmettre par "
        "`pulumi.Output.secret`, et remplacer celle qui a figuré en clair.",
    ),
    check=check,
)
