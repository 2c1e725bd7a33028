"""What gates say to people, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bastide.cutover.gates.judge import Verdict, Why
from bastide.cutover.measure import Value
from bastide.cutover.move.model import Condition, Measure
from bastide.words import Words
from policies.model import Lang, Text

WHY: Final[Mapping[Why, Text]] = {
    Why.MET: Text("holds", "tenu"),
    Why.UNMEASURED: Text("not measured", "non mesuré"),
    Why.STALE: Text("measured too long ago", "mesuré il y a trop longtemps"),
    Why.EARLY: Text(
        "measured before the phase was entered or the wave was rolled back",
        "mesuré avant l'entrée dans la phase ou le retour arrière de la vague",
    ),
    Why.FUTURE: Text(
        "measured in the future: one of two clocks is wrong", "mesuré dans le futur : une des deux horloges est fausse"
    ),
    Why.OVER_NOTHING: Text("over no objects, which proves nothing", "sur aucun objet, ce qui ne prouve rien"),
    Why.OVER_UNMEASURED: Text("over how many objects is not measured", "sur un nombre d'objets non mesuré"),
    Why.OVER_STALE: Text(
        "over a number of objects that was counted too long ago or at another time",
        "sur un nombre d'objets compté il y a trop longtemps ou à un autre moment",
    ),
    Why.WRONG_TYPE: Text("no value of this measure's kind", "valeur qui n'est pas du genre de cette mesure"),
    Why.NOT_MET: Text("does not hold", "non tenu"),
    Why.UNKNOWN_MEASURE: Text("the plan has no such measure", "mesure inconnue du plan"),
}

_WORDS: Final = Words(
    {
        "true": Text("yes", "oui"),
        "false": Text("no", "non"),
        "equals": Text("{bound}", "{bound}"),
        "at_most": Text("at most {bound}", "au plus {bound}"),
        "at_least": Text("at least {bound}", "au moins {bound}"),
        "asked": Text("{bound} is asked, not older than {hours} h", "demandé : {bound}, datant d'au plus {hours} h"),
        "found": Text("{value} found", "trouvé : {value}"),
        "over": Text("{value} of {count} found", "trouvé : {value} sur {count}"),
        "age": Text("{age} ago by {source}", "il y a {age}, par {source}"),
        "ahead": Text("{age} ahead of the clock, by {source}", "en avance de {age} sur l'horloge, par {source}"),
        "objects": Text("{names}", "{names}"),
        "more": Text("and {count} more", "et {count} autres"),
        "minutes": Text("{minutes} min", "{minutes} min"),
        "hours": Text("{hours} h {minutes:02} min", "{hours} h {minutes:02} min"),
        "days": Text("{days} d {hours} h", "{days} j {hours} h"),
    }
)
_SHOWN: Final = 5
"""How many objects one line names."""


def value_of(value: Value | None, lang: Lang, unit: str = "") -> str:
    """A value as people read it; a dash where there is none."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return _WORDS("true" if value else "false", lang)
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    if lang is Lang.FR:
        # a narrow space that does not break between thousands, as French is set
        text = text.replace(",", "\u202f").replace(".", ",")
    return f"{text} {unit}".rstrip()


def bound_of(condition: Condition, lang: Lang, unit: str = "") -> str:
    """What a condition asks."""
    for name in ("equals", "at_most", "at_least"):
        bound = getattr(condition, name)
        if bound is not None:
            return _WORDS(name, lang, bound=value_of(bound, lang, unit))
    return "-"


def age_of(age: timedelta | None, lang: Lang) -> str:
    """An age in its two largest units, without its sign; a dash where there is none."""
    if age is None:
        return "-"
    minutes = int(abs(age).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return _WORDS("days", lang, days=hours // 24, hours=hours % 24)
    return _WORDS("hours", lang, hours=hours, minutes=rest) if hours else _WORDS("minutes", lang, minutes=minutes)


def objects_of(verdict: Verdict, lang: Lang, shown: int = _SHOWN) -> str:
    """The first of the objects that are not as they should be; "" where there are none."""
    names = list(verdict.objects[:shown])
    if len(verdict.objects) > shown:
        names.append(_WORDS("more", lang, count=len(verdict.objects) - shown))
    return ", ".join(names)


def sentence(verdict: Verdict, measure: Measure | None, lang: Lang) -> str:
    """One condition in one line: what was found, when, by whom, about what, and what is asked."""
    unit = measure.unit if measure is not None else ""
    condition = verdict.condition
    parts = [WHY[verdict.why].of(lang)]
    if verdict.age is not None:
        value = value_of(verdict.value, lang, unit)
        counted = verdict.over is not None
        parts.append(_WORDS("over" if counted else "found", lang, value=value, count=value_of(verdict.over, lang)))
        when = "age" if verdict.age >= timedelta(0) else "ahead"
        parts.append(_WORDS(when, lang, age=age_of(verdict.age, lang), source=verdict.source))
    if verdict.objects:
        parts.append(objects_of(verdict, lang))
    asked = _WORDS("asked", lang, bound=bound_of(condition, lang, unit), hours=condition.max_age_hours)
    return f"{condition.measure}: {'; '.join([*parts, asked])}"
