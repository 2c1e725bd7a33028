"""ADM-007: the cloud is managed from a list of addresses, where a class can hold one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.readers import paths_of
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import too_wide
from policies.record import Record, known

_LISTS: Final[Mapping[str, str]] = {"iam.org": "allowed", "compute.k8s": "api_allowed"}
_OPEN: Final[Mapping[str, str]] = {"compute.k8s": "api_public", "kms.vault": "public"}


def check(record: Record, _: Context) -> Iterator[Verdict]:
    if record.kind == "stack":
        yield from _whole(record)
        return
    private = False
    if record.kind in _OPEN:
        attribute = _OPEN[record.kind]
        found = record.raw(attribute)
        private = found is False
        if found is UNKNOWN:
            yield known_later(attribute)
        elif private:
            yield PASSED
        elif found and record.kind not in _LISTS and _offers(record, attribute):
            yield _everybody(attribute)
    if record.kind in _LISTS and not private:
        yield from _list(record, _LISTS[record.kind])


def _whole(stack: Record) -> Iterator[Verdict]:
    """The cloud as a whole, asked at the layer that makes its projects and deployers."""
    if not any(role.plan is stack.plan for role in stack.view.of("role.Project")):
        return
    if any(_offers(record, "allowed") for record in stack.view.of("iam.org")):
        yield PASSED
        return
    yield failed(
        "nothing in the plan limits from which addresses the cloud is managed: somebody must show what does",
        "rien dans le plan ne limite les adresses depuis lesquelles le nuage s'administre : quelqu'un doit montrer ce "
        "qui le fait",
        "",
    )


def _offers(record: Record, attribute: str) -> bool:
    """Whether the class takes an input that decides it. What is always so is asked of the cloud as a whole."""
    readers = (item.entry.attributes.get(attribute) for item in record.parts)
    return any(reader is not None and paths_of(reader) for reader in readers)


def _list(record: Record, attribute: str) -> Iterator[Verdict]:
    if not _offers(record, attribute):
        return
    ranges = record[attribute]
    if not ranges:
        yield _everybody(attribute)
        return
    texts = frozenset(_text(known(item, attribute)) for item in ranges)
    if too_wide(texts):
        yield failed(
            f"its list of addresses lets everybody in: {', '.join(sorted(texts))}",
            f"sa liste d'adresses admet tout le monde : {', '.join(sorted(texts))}",
            attribute,
        )
    else:
        yield PASSED


def _text(item: Any) -> str:
    return str(item)


def _everybody(attribute: str) -> Verdict:
    return failed(
        "managed from any address: no list limits it",
        "administrable depuis n'importe quelle adresse : aucune liste ne le limite",
        attribute,
    )


RULE = Rule(
    id="ADM-007",
    title=Text(
        "The cloud is managed from listed addresses only", "Le nuage ne s'administre que depuis des adresses listées"
    ),
    clauses=("SNC 9.6.e", "SNC 9.6.h"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("stack", "iam.org", "compute.k8s", "kms.vault"),
    explanation=Text(
        "Whoever manages the cloud can open every door of the platform, so management answers to the administrators' "
        "addresses only. A stolen key of an administrator is then of no use from elsewhere.",
        "Qui administre le nuage peut ouvrir toutes les portes de la plateforme : l'administration ne répond donc "
        "qu'aux adresses des administrateurs. Une clé d'administrateur volée est alors sans usage depuis ailleurs.",
    ),
    remediation=Text(
        "Set the list of addresses (API access rule, allowed ranges of the control plane, network rules of the vault) "
        "to the administrators' and deployers' ranges.",
        "Renseigner la liste d'adresses (règle d'accès à l'API, plages admises du plan de contrôle, règles réseau du "
        "coffre) avec les plages des administrateurs et des déployeurs.",
    ),
    check=check,
    evidence=Text(
        "Where the cloud holds no such list, its administrator brings the settings that limit sign-in to the console "
        "and the API by address, or the answer that there are none.",
        "Là où le nuage ne tient pas de telle liste, son administrateur produit les réglages qui limitent par adresse "
        "l'accès à la console et à l'API, ou la réponse qu'il n'y en a pas.",
    ),
)
