"""For how long logs are kept: the limits of a day, and whether more than the usual is justified."""

from __future__ import annotations

from datetime import date
from typing import Any

from facts import ask
from plan.values import UNKNOWN
from policies.context import Context
from policies.model import PASSED, Text, Verdict, failed
from policies.parameters import parameters
from policies.record import Record


def floor(on: date) -> int:
    """The least number of days: half a year, and a whole one from the day on which the EHDS regulation applies."""
    limits = parameters().log_retention_days.value
    ehds = ask.framework("EHDS")
    begins = ehds.in_force_from if ehds is not None else None
    return limits.default if begins is not None and begins <= on else limits.minimum


def judged(days: Any, record: Record, attribute: str, context: Context, gap: Text) -> Verdict:
    """The verdict on a number of days; 0 and less is for ever."""
    least, most = floor(context.on), parameters().log_retention_days.value.maximum
    if not isinstance(days, int | float) or isinstance(days, bool):
        return failed(
            f"{attribute}: no number of days is set; at least {least} are asked{gap.en}",
            f"{attribute} : aucune durée en jours n'est fixée ; {least} jours au moins sont exigés{gap.fr}",
            attribute,
        )
    if 0 < days < least:
        return failed(
            f"{attribute}: logs are kept {days:g} days; at least {least} are asked{gap.en}",
            f"{attribute} : journaux conservés {days:g} jours ; {least} jours au moins sont exigés{gap.fr}",
            attribute,
        )
    if days <= 0 or days > max(most, justified(record)):
        shown = "for ever" if days <= 0 else f"{days:g} days"
        duree = "sans fin" if days <= 0 else f"{days:g} jours"
        return failed(
            f"{attribute}: logs are kept {shown}, more than {most} days, and neither area nor tag asks for that",
            f"{attribute} : journaux conservés {duree}, plus de {most} jours, sans que le domaine ou l'étiquette le "
            "demande",
            attribute,
        )
    return PASSED


def justified(record: Record) -> int:
    """The days that the record's area asks for, or its tag where it has no area."""
    if record.area.retention_days is not None:
        return record.area.retention_days
    tag = (record.tags or {}).get("retention")
    return int(tag) if tag is not UNKNOWN and isinstance(tag, str) and tag.isdecimal() and len(tag) < 7 else 0
