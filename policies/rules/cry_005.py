"""CRY-005: no secret stands in the clear in a plan."""

from __future__ import annotations

from collections.abc import Iterator

from policies.context import Context
from policies.crypto.documents import documents
from policies.crypto.plain_secrets import PlainSecret, plain_secrets
from policies.crypto.secret_texts import secret_in
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

# engines that keep track of what is secret; files of other tools may have lost it
_TRACKING = frozenset({"builtin", "pulumi"})


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    verdicts = list(_verdicts(record))
    if verdicts:
        return iter(verdicts)
    return PASSED if record.resource.inputs or record.kind == "stack" else NOT_APPLICABLE


def _verdicts(record: Record) -> Iterator[Verdict]:
    yield from _inputs(record)
    if record.kind == "kms.secret":
        yield from _value(record)
    elif record.kind == "compute.vm":
        yield from _document(record)
    elif record.kind == "stack":
        yield from (_found(item) for item in plain_secrets({"outputs": record.plan.outputs}))


def _inputs(record: Record) -> Iterator[Verdict]:
    for part in (record, *record.facets) if record.facets else (record,):
        for item in plain_secrets(part.resource.inputs):
            if item.later and record.plan.engine not in _TRACKING:
                yield known_later(item.path)
            else:
                yield _found(item)


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
    elif any(secret_in(line) for text in texts for line in (text, *text.splitlines())):
        yield failed(
            "the host's document holds a secret and is not marked as one",
            "le document de l'hôte contient un secret et n'est pas marqué comme tel",
            "secret_texts",
        )


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
