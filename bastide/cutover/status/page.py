"""The status as one HTML page: no network, no JavaScript. Looks as the tender report does, with words of its own."""

from __future__ import annotations

from functools import cache, partial
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from bastide.cutover.gates.words import WHY
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import Measure, Phase
from bastide.cutover.status import said
from bastide.cutover.status.model import Status
from bastide.cutover.status.words import WORDS
from bastide.tender.page.render import grouped, policy, typeset
from policies.model import Lang

REPORT: Final = "report"
"""Here templates find those of the tender report: `{% import "report/macros.html" %}`."""
_NO_SCRIPT: Final = ""
SECTIONS: Final = ("matrix", "next", "gates", "back", "what gates ask", "limits")


def render(status: Status, lang: Lang) -> str:
    """The page. Everything but our own words is escaped; a content security policy names the hash of its style."""
    environment = _environment()
    say = partial(_say, lang)
    style = Markup(_source(environment, f"{REPORT}/style.css") + _source(environment, "status.css"))
    shared = environment.get_template(f"{REPORT}/macros.html").make_module(
        {
            "say": say,
            "number": partial(grouped, lang=lang),
        }
    )
    return environment.get_template("status.html").render(
        status=status,
        move=status.move,
        lang=lang,
        say=say,
        m=shared,
        style=style,
        policy=policy(style, _NO_SCRIPT),
        sections=SECTIONS,
        sides=tuple(Side),
        **_sentences(status, lang),
    )


def _sentences(status: Status, lang: Lang) -> dict[str, Any]:
    """What the template asks for by name: each sentence as the language sets it."""

    def of(measure: str) -> Measure | None:
        return status.move.measures.get(measure)

    def conditions(phase: Phase, side: Side) -> object:
        return phase.entry if side is Side.ENTRY else phase.exit

    return {
        "measure_of": of,
        "conditions": conditions,
        "point_in": lambda one, phase: next((point for point in one.points if point.phase is phase), None),
        "moving": said.moving(status),
        "step": lambda one: typeset(said.next_step(one, lang), lang),
        "who": lambda one: typeset(said.who(one, lang), lang),
        "asked": lambda condition: typeset(said.asked(condition, of(condition.measure), lang), lang),
        "found": lambda verdict: said.found(verdict, status.move, lang),
        "age": lambda verdict: said.age(verdict, lang),
        "why": lambda verdict: typeset(WHY[verdict.why].of(lang), lang),
        "day_of": lambda time: time.astimezone(status.now.tzinfo).date(),
        "moment": lambda time: said.moment(time, status, lang),
        "both": lambda text: typeset(text.of(lang), lang),
    }


def _say(lang: Lang, name: str, /, **values: object) -> str:
    return typeset(WORDS(name, lang, **values), lang)


@cache
def _environment() -> Environment:
    loader = ChoiceLoader(
        [
            PackageLoader("bastide.cutover.status"),
            PrefixLoader({REPORT: PackageLoader("bastide.tender.page")}),
        ]
    )
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]
