"""NET-007: databases, object stores, shares, registries and control planes have private addresses only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import is_public
from policies.net.estate import gap, ref_names
from policies.record import Record, known

_PUBLIC: Final[Mapping[str, str]] = {
    "compute.k8s": "api_public",
    "db": "public",
    "log.store": "public",
    "registry": "public",
    "store.block": "public",
    "store.file": "public",
    "store.object": "public",
}
"""Kind -> the attribute that says whether it is reached from the internet."""
_CLIENTS: Final[Mapping[str, str]] = {
    "compute.k8s": "api_allowed",
    "db": "allowed",
    "registry": "allowed",
    "store.file": "clients",
}
"""Kind -> the ranges that it answers to."""
_GAPS: Final[Mapping[str, tuple[str, ...]]] = {
    "compute.k8s": ("cluster.private",),
    "registry": ("registry.clients",),
    "store.file": ("file-share.clients",),
    "store.object": ("bucket.private-endpoint",),
}


def check(record: Record, _: Context) -> Iterator[Verdict]:
    if record.kind == "net.endpoint":
        yield from _private(record)
        return
    yield from _reached(record)
    if record.kind == "registry":
        yield from _pulled(record)
    if record.kind == "store.object":
        yield from _endpoint(record)
    if record.kind in _CLIENTS:
        yield from _clients(record)


def _private(endpoint: Record) -> Iterator[Verdict]:
    """A private address leads to a service of the platform, or of the cloud itself where the class names no target."""
    if "target" not in ref_names(endpoint):
        return
    if endpoint.refs("target"):
        yield PASSED
    elif endpoint["service"] is not None:
        yield failed(
            f"leads to a service that is no part of this plan: {endpoint['service']}",
            f"mène à un service qui ne fait pas partie de ce plan : {endpoint['service']}",
            "service",
        )
    else:
        yield failed("leads to no service", "ne mène à aucun service", "service")


def _reached(record: Record) -> Iterator[Verdict]:
    attribute = _PUBLIC[record.kind]
    found = record.raw(attribute)
    if found is UNKNOWN:
        yield known_later(attribute)
    elif found is False:
        yield PASSED
    elif found is None:
        yield _failed(
            record,
            "may answer to the internet: nothing says that it does not",
            "peut répondre à internet : rien ne dit le contraire",
            attribute,
        )
    else:
        yield _failed(record, "answers to the internet", "répond à internet", attribute)


def _pulled(registry: Record) -> Iterator[Verdict]:
    """Whether anybody may pull; nothing to say where the class has no word for it."""
    found = registry.raw("anonymous_pull")
    if found is UNKNOWN:
        yield known_later("anonymous_pull")
    elif found is not None:
        yield (
            _failed(registry, "lets anybody pull", "laisse n'importe qui télécharger", "anonymous_pull")
            if found
            else PASSED
        )


def _endpoint(bucket: Record) -> Iterator[Verdict]:
    found = bucket.raw("private_only")
    if found is UNKNOWN:
        yield known_later("private_only")
    elif found is True:
        yield PASSED
    else:
        yield _failed(
            bucket,
            "has an address on the internet; only its access rules keep others out",
            "a une adresse sur internet ; seules ses règles d'accès tiennent les autres à l'écart",
            "private_only",
        )


def _clients(record: Record) -> Iterator[Verdict]:
    attribute = _CLIENTS[record.kind]
    ranges = record[attribute]
    if ranges is None:
        return
    if not ranges and record.raw(_PUBLIC[record.kind]) is not False:
        yield _failed(
            record,
            "its list of allowed ranges is empty: it answers to everybody",
            "sa liste de plages admises est vide : il répond à tous",
            attribute,
        )
    for item in ranges:
        yield _client(record, known(item, attribute), attribute)


def _client(record: Record, item: Any, attribute: str) -> Verdict:
    if not is_public(str(item)):
        return PASSED
    return _failed(
        record,
        f"answers to {item}, which is no private range",
        f"répond à {item}, qui n'est pas une plage privée",
        attribute,
    )


def _failed(record: Record, en: str, fr: str, attribute: str) -> Verdict:
    missing = gap(record, *_GAPS.get(record.kind, ()))
    if missing:
        return failed(f"{en}; gap of this cloud: {missing}", f"{fr} ; lacune de ce nuage : {missing}", attribute)
    return failed(en, fr, attribute)


RULE = Rule(
    id="NET-007",
    title=Text(
        "Databases, object stores, shares, registries and control planes are private",
        "Bases de données, stockages objet, partages, registres et plans de contrôle sont privés",
    ),
    clauses=("SNC 9.6.d", "SNC 9.6.e", "SNC 13.2.a"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=(*_PUBLIC, "net.endpoint"),
    explanation=Text(
        "Services that hold health data are reached from the platform's own segments. With an address on the internet, "
        "one stolen key or one mistake in an access rule is enough, from anywhere.",
        "Les services qui détiennent des données de santé ne sont joignables que depuis les segments de la plateforme. "
        "Avec une adresse sur internet, une clé volée ou une erreur dans une règle d'accès suffit, de n'importe où.",
    ),
    remediation=Text(
        "Put the service into its segment (`segment:` in the intent), close its public address and name private client "
        "ranges only; where the cloud has no private endpoint, record the shortfall and ask the provider for one.",
        "Placer le service dans son segment (`segment:` dans l'intention), fermer son adresse publique et ne nommer "
        "que des plages privées ; là où le nuage n'a pas de point d'accès privé, consigner l'écart et le demander au "
        "fournisseur.",
    ),
    check=check,
)
