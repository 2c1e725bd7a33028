"""ADM-005: nobody holds everything."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.context import Context
from policies.identity.holders import attribute, grants
from policies.kinds.values import Grant
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

_NARROW = frozenset({"project", "resource"})


def check(record: Record, context: Context) -> Iterator[Verdict]:
    name = attribute(record)
    for index, grant in enumerate(record[name] or ()):
        place = f"{name}[{index}]"
        yield known_later(place) if grant is UNKNOWN else _judged(_defined(record, grant), place)


def _defined(record: Record, grant: Grant) -> Grant:
    """A grant of a role that the plan defines: the definition says whether it is everything."""
    if grant.wildcard is not UNKNOWN or record.kind != "iam.policy":
        return grant
    found = [item.wildcard for role in record.refs("role", "iam.policy") for item in grants(role)]
    if not found or any(item is UNKNOWN for item in found):
        return grant
    return grant._replace(wildcard=not all(item is False for item in found))


def _judged(grant: Grant, place: str) -> Verdict:
    if grant.principal == "*":
        return failed("given to everyone", "accordé à tout le monde", f"{place}.principal")
    if grant.scope is not UNKNOWN and grant.scope in _NARROW:
        # everything within one project is a matter of ADM-004
        return PASSED
    if grant.wildcard is False:
        return PASSED
    if grant.wildcard is UNKNOWN or grant.scope is UNKNOWN:
        return known_later(f"{place}.wildcard" if grant.wildcard is UNKNOWN else f"{place}.scope")
    where = Text("over the whole organisation", "sur toute l'organisation")
    if grant.scope != "organisation":
        where = Text("over what the plan does not limit", "sur un périmètre que le plan ne limite pas")
    return failed(f"every right {where.en}", f"tous les droits {where.fr}", f"{place}.wildcard")


RULE = Rule(
    id="ADM-005",
    title=Text("No right over everything", "Aucun droit sur tout"),
    clauses=("SNC 9.3.a", "EDS SEC-HAB-2", "EDS SEC-HAB-4"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("iam.policy", "iam.user", "iam.group", "store.object"),
    explanation=Text(
        "A right over the whole organisation reaches every project space at once, past all walls between them. "
        "Rights are given for one area and for what a task needs.",
        "Un droit sur toute l'organisation atteint tous les espaces de projet à la fois, par-delà leurs cloisons. "
        "Les droits sont accordés pour une zone et selon la tâche.",
    ),
    remediation=Text(
        "Name the rights and the project; use the `Grant` role, which knows no wildcard over an organisation.",
        "Nommer les droits et le projet ; utiliser le rôle `Grant`, qui ne connaît pas de droit global sur une "
        "organisation.",
    ),
    check=check,
)
