"""CRY-006: keys are renewed, cannot be lost, and stay in their store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.context import Context
from policies.crypto import gaps
from policies.crypto.keys import declared, made_by_cloud, store_of
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import KnownLater, Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "role.Key":
        return _own_store(record)
    if record.kind == "kms.vault":
        return _vault(record)
    return _key(record)


def _key(key: Record) -> Iterator[Verdict]:
    for attribute, judge in (
        ("rotation_days", _rotation),
        ("deletion_protection", _protected),
        ("exportable", _kept),
    ):
        try:
            yield judge(key, key[attribute])
        except KnownLater:
            yield known_later(attribute)


def _rotation(key: Record, days: Any) -> Verdict:
    most = parameters().key_rotation_days_max.value
    if isinstance(days, int | float) and not isinstance(days, bool) and 0 < days <= most:
        return PASSED
    note = gaps.note(key, "key.rotation")
    found = Text(f"every {days} days", f"tous les {days} jours") if days else Text("never", "jamais")
    return failed(
        f"renewed: {found.en}; expected: every {most} days or oftener{note.en}",
        f"renouvellement : {found.fr} ; attendu : au moins tous les {most} jours{note.fr}",
        "rotation_days",
    )


def _protected(key: Record, answer: Any) -> Verdict:
    if answer is None:
        # some stores hold back the deletion of every key in them
        answer = next((store["purge_protection"] for store in key.refs("store", "kms.vault")), None)
    if answer is True:
        return PASSED
    return failed(
        "can be destroyed at once: nothing holds back a deletion by mistake or malice",
        "peut être détruite immédiatement : rien ne retient une suppression par erreur ou malveillance",
        "deletion_protection",
    )


def _kept(key: Record, answer: Any) -> Verdict:
    if answer is False:
        return PASSED
    said = Text("can leave", "peut quitter") if answer else Text("may be able to leave", "pourrait quitter")
    return failed(f"its material {said.en} the store", f"son contenu {said.fr} le magasin", "exportable")


def _vault(vault: Record) -> Verdict:
    if vault["purge_protection"] is True:
        return PASSED
    return failed(
        "what is deleted in it can be gone for good at once",
        "ce qui y est supprimé peut disparaître définitivement et immédiatement",
        "purge_protection",
    )


def _own_store(key: Record) -> Iterator[Verdict]:
    """A key without a resource: the hosts of the area's own store make it, never exportable and not deletable."""
    if made_by_cloud(key):
        yield NOT_APPLICABLE
        return
    store = store_of(key)
    if store is None or not declared(key, store):
        note = gaps.note(key, "key", "key-store")
        yield failed(
            f"neither the cloud nor a key store of our own makes this key{note.en}",
            f"ni le nuage ni un magasin de clés propre ne créent cette clé{note.fr}",
            "links.store",
        )
        return
    yield _rotation(key, look(key.raw("spec"), "rotation_days"))


RULE = Rule(
    id="CRY-006",
    title=Text(
        "Keys are renewed, protected from deletion and never exported",
        "Les clés sont renouvelées, protégées de la suppression et jamais exportées",
    ),
    clauses=("SNC 10.5.a", "SNC 10.5.c"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("kms.key", "kms.vault", "role.Key"),
    explanation=Text(
        "Whoever destroys the key of a space destroys its data, and whoever copies it can read the data elsewhere. A "
        "key that is renewed limits what one leak gives away.",
        "Détruire la clé d'un espace, c'est détruire ses données ; la copier, c'est pouvoir les lire ailleurs. Une "
        "clé renouvelée limite ce que révèle une fuite.",
    ),
    remediation=Text(
        "Set `rotation_days` of the key in the intent, keep deletion protection on and export off; where the cloud "
        "does not rotate, the key custodians do it by hand and record it.",
        "Fixer `rotation_days` pour la clé dans l'intention, laisser la protection contre la suppression active et "
        "l'exportation désactivée ; lorsque le nuage ne renouvelle pas, les dépositaires des clés le font à la main "
        "et le consignent.",
    ),
    check=check,
)
