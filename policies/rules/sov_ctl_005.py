"""SOV-CTL-005: every external service is in the register, and none is under foreign control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.values import Reference
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict, known_later
from policies.owners import admitted
from policies.record import Record
from policies.references import may_name, references_in

_NAMING: Final[Mapping[str, str]] = {
    "compute.image": "source",
    "compute.vm": "texts",
    "iam.idp": "host",
    "log.alert": "contacts",
    "net.egress_gw": "hosts",
    "provider": "endpoints",
}
"""Kind -> the attribute that names others: what a cloud does by default stands in no input, and what is known only
after apply can name anybody."""


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "source":
        return _each(record["references"], record, context)
    # what a setting of its own adds to a resource is the resource's
    inputs = [part.resource.inputs for part in record.parts if may_name(part.texts)]
    attribute = _NAMING.get(record.kind, "")
    return _named(inputs, attribute, record, context) if inputs or attribute else NOT_APPLICABLE


def _named(inputs: list[Any], attribute: str, record: Record, context: Context) -> Iterator[Verdict]:
    said = record.raw(attribute) if attribute else None
    # texts of hosts stand in the inputs already, where secrets are told from the rest
    inputs += [{attribute: said}] if attribute not in ("", "texts") else []
    found: dict[tuple[str, str], Reference] = {}
    for part in inputs:
        for item in references_in(part):
            found.setdefault((item.what, item.name), item)
    yield from _each(found.values(), record, context)
    if _is_open(said):
        yield known_later(attribute)


def _each(references: Iterable[Reference], record: Record, context: Context) -> Iterator[Verdict]:
    for reference in references:
        yield admitted(reference, record.cloud, context)


def _is_open(said: Any) -> bool:
    return said is UNKNOWN or (isinstance(said, tuple) and any(item is UNKNOWN for item in said))


RULE = Rule(
    id="SOV-CTL-005",
    title=Text(
        "Every external service is admitted, and none is under foreign control",
        "Tout service externe est admis, et aucun n'est sous contrôle étranger",
    ),
    clauses=(
        *("SNC 15.1.a", "SNC 15.1.b", "SNC 19.6.c", "SNC 19.6.d"),
        *("HDS EXI 05.H", "HDS EXI 22", "GDPR 28(2)", "GDPR 28(4)"),
    ),
    tier=Tier.REGISTRY,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("*", "orphan", "provider", "refused", "role.*", "source", "unknown"),
    explanation=Text(
        "A sovereign cloud that pulls its images, names or sign-ins from a foreign service is sovereign in part only. "
        "Each third party that can reach data or stop the platform must be known, admitted, and out of foreign reach.",
        "Un nuage souverain qui prend images, noms ou connexions auprès d'un service étranger ne l'est qu'en partie. "
        "Tout tiers pouvant atteindre les données ou arrêter la plateforme doit être connu, admis et hors de portée "
        "étrangère.",
    ),
    remediation=Text(
        "Mirror the image or package in the platform's own registry, or use a European service and record it in "
        "`facts/subprocessors.yaml`; for an unknown owner, add it to `facts/hosts.yaml` with a source.",
        "Répliquer l'image ou le paquet dans le registre de la plateforme, ou utiliser un service européen "
        "consigné dans "
        "`facts/subprocessors.yaml` ; pour un propriétaire inconnu, l'ajouter à `facts/hosts.yaml` avec une source.",
    ),
    check=check,
)
