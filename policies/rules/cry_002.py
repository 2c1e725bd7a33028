"""CRY-002: every area has keys of its own."""

from __future__ import annotations

from collections.abc import Iterator

from policies.context import Context
from policies.crypto.keys import comes_later, from_other_stack, keys, linked_key, store_of
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.estate import ref_names
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "role.Key":
        return _store(record)
    if record.kind == "kms.key":
        return _users(record)
    names_key = "key" in ref_names(record)
    own, linked = keys(record) if names_key else (), linked_key(record)
    if names_key and not own and from_other_stack(record):
        return _other_stack()
    if own or linked is not None:
        return _owners(record, (*own, *((linked,) if linked is not None else ())))
    if record.is_role or not record.sets("key"):
        # whether a key of ours is needed at all is CRY-003's question
        return NOT_APPLICABLE
    return _from_nowhere(record)


def _owners(record: Record, found: tuple[Record, ...]) -> Iterator[Verdict]:
    if record.sets("key") and not keys(record) and not comes_later(record):
        yield _from_nowhere(record)
    for key in found:
        yield PASSED if key.area.name == record.area.name else _foreign(record, key)


def _users(key: Record) -> Verdict:
    """A key of the cloud: nothing outside its area uses it."""
    others = {item.area.name for item in key.view.pointing_to(key) if item.kind != "setting"} - {key.area.name}
    named = ", ".join(f"`{name or '?'}`" for name in sorted(others))
    if not others:
        return PASSED
    return failed(
        f"used by {named}, though it belongs to `{key.area.name}`",
        f"utilisée par {named}, alors qu'elle appartient à « {key.area.name} »",
    )


def _store(key: Record) -> Verdict:
    store = store_of(key)
    if store is None:
        return failed(
            "lies in no key store of the plan", "ne se trouve dans aucun magasin de clés du plan", "links.store"
        )
    return PASSED if store.area.name == key.area.name else _foreign(key, store, "links.store")


def _foreign(record: Record, other: Record, place: str = "key") -> Verdict:
    here, there = record.area.name or "?", other.area.name or "?"
    return failed(
        f"`{here}` uses `{other.name}` of `{there}`: each area has keys and a key store of its own",
        f"« {here} » utilise « {other.name} » de « {there} » : chaque zone a ses propres clés et son propre magasin",
        place,
    )


def _other_stack() -> Verdict:
    return failed(
        "the key is another stack's, handed over as an output: each area has keys of its own",
        "la clé vient d'une autre pile, transmise comme sortie : chaque zone a ses propres clés",
        "key",
    )


def _from_nowhere(record: Record) -> Verdict:
    if comes_later(record):
        return known_later("key")
    return failed(
        "the key is named by an id that no resource of the plan has: whose it is cannot be told",
        "la clé est désignée par un identifiant qu'aucune ressource du plan ne porte : son propriétaire est inconnu",
        "key",
    )


RULE = Rule(
    id="CRY-002",
    title=Text("Every area has keys of its own", "Chaque zone a ses propres clés"),
    clauses=("SNC 10.1.a", "SNC 11.9.a"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=(
        "kms.key",
        "kms.secret",
        "store.*",
        "db",
        "backup",
        "registry",
        "log.store",
        "compute.k8s",
        "compute.vm",
        "role.*",
    ),
    explanation=Text(
        "A project space ends with the destruction of its key. With a key that is shared, data of one project can be "
        "read with the rights of another, and nothing can be erased for good.",
        "Un espace de projet prend fin par la destruction de sa clé. Avec une clé partagée, les données d'un projet "
        "peuvent être lues avec les droits d'un autre, et rien ne peut être effacé définitivement.",
    ),
    remediation=Text(
        "Link the role to a `Key` of its own area (`links: key`), in the key store of that area; never name a key by "
        "id.",
        "Lier le rôle à une `Key` de sa propre zone (`links: key`), dans le magasin de clés de cette zone ; ne "
        "jamais désigner une clé par son identifiant.",
    ),
    check=check,
)
