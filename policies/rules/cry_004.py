"""CRY-004: types and sizes of keys are strong enough."""

from __future__ import annotations

from collections.abc import Iterator

from policies.context import Context
from policies.crypto import gaps
from policies.crypto.keys import declared, made_by_cloud, store_of
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.parameters import parameters
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "role.Key":
        return _own_store(record)
    return _judged(record)


def _judged(record: Record) -> Iterator[Verdict]:
    allowed = parameters().key_types.value
    kind, size = record["algorithm"], record["size"]
    sizes = allowed.get(str(kind).lower()) if kind is not None else None
    if sizes is None:
        yield _refused(f"{kind}" if kind is not None else "?", "algorithm")
    elif size not in sizes:
        yield _refused(f"{kind}, {size if size is not None else '?'} bits", "size")
    else:
        yield PASSED
    if record.kind == "kms.key" and _wants_hardware(record) and record["protection"] != "hsm":
        found, note = record["protection"] or "?", gaps.note(record, "key.hsm")
        yield failed(
            f"a hardware module is wanted for this key, found `{found}`{note.en}",
            f"un module matériel est demandé pour cette clé ; trouvé : « {found} »{note.fr}",
            "protection",
        )


def _wants_hardware(key: Record) -> bool:
    owner = key.owner
    return owner is not None and owner.kind == "role.Key" and look(owner.raw("spec"), "protection") == "hsm"


def _refused(found: str, place: str) -> Verdict:
    allowed = "; ".join(f"{kind} {', '.join(map(str, sizes))}" for kind, sizes in parameters().key_types.value.items())
    return failed(f"found {found}; allowed: {allowed}", f"trouvé : {found} ; admis : {allowed}", place)


def _own_store(key: Record) -> Verdict:
    """A key without a resource: the hosts of the area's own store make it, as AES-256 in software."""
    if made_by_cloud(key):
        return NOT_APPLICABLE
    store = store_of(key)
    if store is None or not declared(key, store):
        return failed(
            "neither the cloud nor a key store of our own makes this key: its type is not known",
            "ni le nuage ni un magasin de clés propre ne créent cette clé : son type n'est pas connu",
            "links.store",
        )
    if look(key.raw("spec"), "protection") == "hsm":
        note = gaps.note(key, "key.hsm")
        return failed(
            f"a hardware module is wanted, and a key store of our own keeps keys in software{note.en}",
            f"un module matériel est demandé, or un magasin de clés propre conserve les clés en logiciel{note.fr}",
            "spec.protection",
        )
    return PASSED


RULE = Rule(
    id="CRY-004",
    title=Text("Keys are of an allowed type and size", "Les clés sont d'un type et d'une taille admis"),
    clauses=("SNC 10.1.b", "SNC 10.5.a"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("kms.key", "cert", "role.Key"),
    explanation=Text(
        "Health data stays sensitive for decades, so its keys must resist for as long. A short or outdated key makes "
        "every other measure of encryption worthless.",
        "Les données de santé restent sensibles pendant des décennies, leurs clés doivent résister aussi longtemps. "
        "Une clé courte ou d'un type dépassé ruine toutes les autres mesures de chiffrement.",
    ),
    remediation=Text(
        "Choose a type and size of `key_types` in `policies/parameters.yaml`; the list itself is the security "
        "officer's.",
        "Choisir un type et une taille de `key_types` dans `policies/parameters.yaml` ; cette liste relève du "
        "responsable de la sécurité.",
    ),
    check=check,
)
