"""LOG-006: events of rights, keys and ways out raise an alarm that reaches somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.logs.lacking import note
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import Record
from policies.view import View

_FAMILIES: Final[Mapping[str, str]] = {"rights": "droits", "keys": "clés", "egress": "sorties"}


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "log.alert":
        return _alert(record)
    view = record.view
    if record.kind == "stack" and (view.of("role.AlertRoute") or record.plan is not view.plans[0]):
        return NOT_APPLICABLE
    return _families(view)


def _alert(alert: Record) -> Iterator[Verdict]:
    if alert["enabled"] is True:
        yield PASSED
    else:
        yield failed("the alarm is switched off", "l'alarme est désactivée", "enabled")
    contacts = alert.raw("contacts")
    if contacts is UNKNOWN or UNKNOWN in (contacts or ()):
        yield known_later("contacts")
    elif contacts:
        yield PASSED
    else:
        yield failed("the alarm reaches nobody", "l'alarme n'atteint personne", "contacts")


def _families(view: View) -> Iterator[Verdict]:
    events, later = _events(view)
    gap = note(view, "alert-route")
    for family, famille in _FAMILIES.items():
        parts: Sequence[str] = getattr(parameters().alert_events.value, family)
        if any(part in event for event in events for part in parts):
            yield PASSED
        elif later:
            yield known_later("events")
        else:
            yield failed(
                f"no alarm is raised by events of {family}{gap.en}",
                f"aucune alarme n'est levée par les événements relatifs aux {famille}{gap.fr}",
                f"events.{family}",
            )


def _events(view: View) -> tuple[list[str], bool]:
    """What raises an alarm that is switched on and reaches somebody, in lower case; whether some is not known yet."""
    raised, later = [], False
    for alert in view.of("log.alert"):
        found = alert.raw("events")
        later = later or found is UNKNOWN or UNKNOWN in (found or ())
        if alert.raw("enabled") is True and alert.raw("contacts") and found is not UNKNOWN:
            raised += [str(item).casefold() for item in found or () if item is not UNKNOWN]
    return raised, later


RULE = Rule(
    id="LOG-006",
    title=Text(
        "Changes of rights, keys and ways out raise an alarm",
        "Les changements de droits, de clés et de sorties lèvent une alarme",
    ),
    clauses=("SNC 12.9.a", "SNC 12.9.c", "SNDS 7.3"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("log.alert", "role.AlertRoute", "stack"),
    explanation=Text(
        "A new right, a deleted key or an opened way out is how health data is taken. An alarm that nobody gets, or "
        "that is read in the yearly audit, comes when the data is gone.",
        "Un droit nouveau, une clé supprimée ou une sortie ouverte, voilà comment on dérobe des données de santé. Une "
        "alarme que nul ne reçoit, ou qu'on lit à l'audit annuel, vient quand les données sont parties.",
    ),
    remediation=Text(
        "Raise alarms on events of rights, keys and firewalls, and send them to the people on duty (`alerts` of the "
        "intent); where the cloud has no such code, have its operator set them and keep the record.",
        "Lever des alarmes sur les événements de droits, de clés et de pare-feu, et les adresser à l'astreinte "
        "(`alerts` de l'intention) ; à défaut de code chez le nuage, les faire régler par l'exploitant et en garder "
        "la trace.",
    ),
    check=check,
)
