"""A record for people, on a terminal, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.green import reds
from bastide.cutover.rehearsal.record import RehearsalRecord
from bastide.words import Words
from policies.model import Lang, Text

_SHOWN: Final = 5
_WORDS: Final = Words(
    {
        "title": Text("Rehearsal of {wave}: {colour}", "Répétition de {wave} : {colour}"),
        "green": Text("green", "vert"),
        "red": Text("red", "rouge"),
        "steps": Text("Steps", "Étapes"),
        "part": Text("part", "partie"),
        "step": Text("step", "étape"),
        "seconds": Text("seconds", "secondes"),
        "tries": Text("tries", "essais"),
        "measures": Text("Measures", "Mesures"),
        "measure": Text("measure", "mesure"),
        "value": Text("value", "valeur"),
        "objects": Text("names", "noms"),
        "more": Text("and {count} more", "et {count} de plus"),
        "loopback": Text(
            "On this machine alone: {parts}. It proves the procedure, not the rate of the real line.",
            "Sur cette machine seule : {parts}. La procédure est prouvée, pas le débit de la vraie liaison.",
        ),
        "programs": Text("Programs: {programs}", "Programmes : {programs}"),
        "manifest": Text("Manifest of the {part}: {digest}", "Manifeste de la partie {part} : {digest}"),
        "digest": Text("Digest: {digest}", "Empreinte : {digest}"),
    }
)


def render(record: RehearsalRecord, console: Console, lang: Lang) -> None:
    """The record's first screen: is it green, what took how long, what was measured."""
    red = reds(record.measurements)
    colour = _WORDS("red" if red else "green", lang)
    console.print(
        Line(_WORDS("title", lang, wave=record.wave, colour=colour), style="bold red" if red else "bold green")
    )
    console.print(_steps(record, lang))
    console.print(_measures(record.measurements, red, lang))
    if record.loopback:
        console.print(Line(_WORDS("loopback", lang, parts=", ".join(record.loopback))))
    programs = ", ".join(f"{name} {version}" for name, version in sorted(record.programs.items()))
    console.print(Line(_WORDS("programs", lang, programs=programs)))
    for part, digest in sorted(record.manifests.items()):
        console.print(Line(_WORDS("manifest", lang, part=part, digest=digest)))
    console.print(Line(_WORDS("digest", lang, digest=record.digest)))


def _steps(record: RehearsalRecord, lang: Lang) -> Table:
    table = Table(title=_WORDS("steps", lang), title_justify="left", box=None)
    for name in ("part", "step"):
        table.add_column(_WORDS(name, lang))
    for name in ("seconds", "tries"):
        table.add_column(_WORDS(name, lang), justify="right")
    for step in record.steps:
        table.add_row(step.part, step.step, f"{step.seconds:.1f}", str(step.tries))
    return table


def _measures(measurements: Iterable[Measurement], red: frozenset[str], lang: Lang) -> Table:
    table = Table(title=_WORDS("measures", lang), title_justify="left", box=None)
    table.add_column(_WORDS("measure", lang))
    table.add_column(_WORDS("value", lang), justify="right")
    table.add_column(_WORDS("objects", lang), overflow="fold")
    for one in measurements:
        value = str(one.value).lower() if isinstance(one.value, bool) else f"{one.value:,}"
        shown = [*one.objects[:_SHOWN]]
        if len(one.objects) > _SHOWN:
            shown.append(_WORDS("more", lang, count=len(one.objects) - _SHOWN))
        style = "red" if one.measure in red else ""
        table.add_row(Line(one.measure, style=style), Line(value, style=style), Line("\n".join(shown)))
    return table
