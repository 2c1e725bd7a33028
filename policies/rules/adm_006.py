"""ADM-006: every right and every key ends, at the latest with its space."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.crypto import gaps
from policies.identity.ends import last_day
from policies.identity.holders import defines_only
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "iam.apikey":
        return _judged(record, record["expires"], "expires")
    if record.kind == "role.Grant":
        return _intended(record)
    return _granted(record)


def _granted(policy: Record) -> Iterator[Verdict]:
    if policy.kind == "iam.policy" and defines_only(policy):
        yield NOT_APPLICABLE
        return
    seen: set[Any] = set()
    for index, grant in enumerate(policy["grants"] or ()):
        place = f"grants[{index}].until"
        until = UNKNOWN if grant is UNKNOWN else grant.until
        if until is UNKNOWN:
            yield known_later(place)
        elif until not in seen:
            # one policy with many rules and one end is one finding
            seen.add(until)
            yield _judged(policy, until, place)


def _intended(role: Record) -> Verdict:
    """What the intent asks; where the cloud keeps it is judged at the policy, and is lost where there is none."""
    verdict = _judged(role, look(role.raw("spec"), "until"), "spec.until")
    if verdict is not PASSED or below(role, "iam.policy"):
        return verdict
    note = gaps.note(role, "grant", "grant.expiry")
    if note is gaps.NOTHING:
        return NOT_APPLICABLE
    return failed(
        f"wanted with an end, and nothing at the cloud keeps it{note.en}: who grants it by hand must end it by hand",
        f"souhaité avec une fin, et rien ne la garantit dans le nuage{note.fr} : qui l'accorde à la main doit y "
        "mettre fin à la main",
        "gaps",
    )


def _judged(record: Record, end: Any, place: str) -> Verdict:
    if end is UNKNOWN:
        return known_later(place)
    last = last_day(end) if isinstance(end, str) else None
    if last is None:
        note = gaps.note(record, "grant.expiry")
        said = Text("without an end", "sans fin") if end is None else Text("its end is no date", "fin illisible")
        return failed(f"{said.en}{note.en}", f"{said.fr}{note.fr}", place)
    return _in_time(record, last, place)


def _in_time(record: Record, last: date, place: str) -> Verdict:
    ends = record.area.ends
    if ends is None or last <= ends:
        return PASSED
    return failed(
        f"lasts until {last.isoformat()}; the space `{record.area.name}` ends on {ends.isoformat()}",
        f"dure jusqu'au {last.isoformat()} ; l'espace « {record.area.name} » prend fin le {ends.isoformat()}",
        place,
    )


RULE = Rule(
    id="ADM-006",
    title=Text(
        "Rights and keys end, at the latest with their space", "Droits et clés prennent fin, au plus tard avec l'espace"
    ),
    clauses=("SNC 9.4.a", "SNC 9.4.c", "EDS SEC-HAB-5", "EDS SEC-HAB-6", "SNDS account-end-date"),
    tier=Tier.ENFORCED,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("iam.policy", "iam.user", "iam.group", "iam.apikey", "role.Grant"),
    explanation=Text(
        "Access to health data is authorised for one project and its time. A right that nobody ends outlives the "
        "authorisation, and often the person's job.",
        "L'accès aux données de santé est autorisé pour un projet et sa durée. Un droit auquel personne ne met fin "
        "survit à l'autorisation, et souvent au poste de la personne.",
    ),
    remediation=Text(
        "Give the grant or key an end (`until`) no later than the end of its space; where the cloud keeps no end, "
        "the operators remove the right on that day and record it.",
        "Donner au droit ou à la clé une fin (`until`) au plus tard à celle de l'espace ; lorsque le nuage ne gère "
        "pas de fin, les exploitants retirent le droit ce jour-là et le consignent.",
    ),
    check=check,
)
