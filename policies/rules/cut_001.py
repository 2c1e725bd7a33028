"""CUT-001: everything of the move has an end."""

from __future__ import annotations

from datetime import date

from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

_TAG = "until"


def check(record: Record, context: Context) -> Verdict:
    if not record.resource.is_cloud:
        return NOT_APPLICABLE
    end = _end(record)
    if end is UNKNOWN:
        return known_later(_TAG)
    if not isinstance(end, str) or not end:
        return failed(
            "a resource of the move without a last day: neither a tag `until` nor an `until` of its role",
            "ressource de bascule sans dernier jour : ni étiquette `until`, ni `until` de son rôle",
            _TAG,
        )
    try:
        last = date.fromisoformat(end)
    except ValueError:
        return failed(f"`{end}` is no date", f"« {end} » n'est pas une date", _TAG)
    if last < context.on:
        return failed(f"was to be gone after {last}", f"devait avoir disparu après le {last}", _TAG)
    return PASSED


def _end(record: Record) -> object:
    tags = record.tags or {}
    if _TAG in tags:
        return tags[_TAG]
    for role in record.owners():
        found = look(role.raw("spec"), _TAG)
        if found is not None:
            return found
    return None


RULE = Rule(
    id="CUT-001",
    title=Text(
        "Every resource of the move carries its last day",
        "Toute ressource de la bascule porte son dernier jour",
    ),
    clauses=("SNC 13.1.a",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("*",),
    explanation=Text(
        "Links and relays of the move join a foreign cloud to the sovereign environment. What is temporary "
        "without a date stays.",
        "Les liens et relais de la bascule relient un nuage étranger à l'environnement souverain. Ce qui est "
        "temporaire sans date demeure.",
    ),
    remediation=Text(
        "Give the resource the tag `until` with an ISO date, or its role an `until`; retire what is past it.",
        "Donner à la ressource l'étiquette `until` avec une date ISO, ou un `until` à son rôle ; retirer ce qui "
        "l'a dépassée.",
    ),
    check=check,
)
