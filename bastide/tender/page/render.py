"""`report.html` from the report's models and nothing else: one file, no network, readable without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import re
import traceback
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.environment import TemplateModule
from markupsafe import Markup

from bastide.tender.contents import CONTENTS, Section
from bastide.tender.page.words import WORDS
from bastide.tender.report import Report
from bastide.words import Words
from facts.errors import BadInput, Place
from policies.model import Lang

_BEFORE: Final = re.compile(" (?=[:;?!»%])")
OURS: Final = "bastide"
"""Here a template of `--templates` finds the one that it replaces: `{% extends "bastide/report.html" %}`."""
_WRONG: Final = (TemplateError, LookupError, TypeError, ValueError, ArithmeticError)
"""What a wrong template ends in."""


def render(report: Report, templates: Path | None = None, contents: Sequence[Section] = CONTENTS) -> str:
    """The page. Everything but our own words is escaped.

    `templates`: a folder whose files come before ours of the same name: `report.html`, `macros.html`,
    `sections/<id>.html`, `style.css`, `page.js`. The content security policy names the hashes of what is used.

    Raises:
        BadInput: a template of that folder is wrong.
    """
    environment = _ours() if templates is None else _environment(templates)
    try:
        return _rendered(environment, report, contents)
    except _WRONG as error:
        if templates is None:
            raise
        raise _misfit(error, templates) from None


def warm(contents: Sequence[Section] = CONTENTS) -> None:
    """Compile our templates, which takes most of the time of the first page, before there is anything to render."""
    for name in ("macros.html", "report.html", *(f"sections/{section.id}.html" for section in contents)):
        _ours().get_template(name)


def _rendered(environment: Environment, report: Report, contents: Sequence[Section]) -> str:
    say = _word(WORDS, report.lang)
    number = partial(grouped, lang=report.lang)
    shared = environment.get_template("macros.html").make_module({"say": say, "number": number})
    style, script = (Markup(_source(environment, name)) for name in ("style.css", "page.js"))
    return environment.get_template("report.html").render(
        report=report,
        contents=contents,
        lang=report.lang,
        say=say,
        m=shared,
        style=style,
        script=script,
        policy=policy(style, script),
        section=partial(_section, environment, shared, report),
    )


def _section(environment: Environment, shared: TemplateModule, report: Report, section: Section) -> Markup:
    template = environment.get_template(f"sections/{section.id}.html")
    shown = template.render(
        candidates=report.candidates,
        lang=report.lang,
        day=report.date,
        word=_word(section.words, report.lang),
        m=shared,
        **section.prepare(report.candidates),
    )
    return Markup(shown)


def policy(style: str, script: str) -> str:
    """The content security policy of a page with this style and this script: nothing else runs, nothing is fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def grouped(number: int, lang: Lang) -> str:
    """A number as people of the language write it: `12,345`, in French with a narrow no-break space."""
    text = f"{number:,}"
    return text.replace(",", "\N{NARROW NO-BREAK SPACE}") if lang is Lang.FR else text


def _word(words: Words, lang: Lang) -> Callable[..., str]:
    def word(name: str, /, **values: object) -> str:
        return typeset(words(name, lang, **values), lang)

    return word


def typeset(text: str, lang: Lang) -> str:
    """The text as it is set: French has a space before a colon, and no line may begin with the colon."""
    if lang is not Lang.FR:
        return text
    return _BEFORE.sub("\N{NO-BREAK SPACE}", text.replace("« ", "«\N{NO-BREAK SPACE}"))


@cache
def _ours() -> Environment:
    return _environment(None)


def _environment(templates: Path | None) -> Environment:
    ours = PackageLoader("bastide.tender.page")
    loaders: list[BaseLoader] = [ours, PrefixLoader({OURS: ours})]
    if templates is not None:
        loaders.insert(0, FileSystemLoader(templates))
    return Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _misfit(error: Exception, templates: Path) -> BadInput:
    file, line = _spot(error, templates)
    return BadInput(
        f"a template is wrong: {str(error) or type(error).__name__}",
        place=Place(file, line, 1 if line else None, ""),
        expected="a Jinja template that uses only what the page gives it (docs/tender.md)",
        action="correct it, or leave out --templates",
    )


def _spot(error: Exception, templates: Path) -> tuple[Path, int | None]:
    """Where it went wrong: Jinja says it in its own errors, and in tracebacks, which name lines of templates."""
    if isinstance(error, TemplateSyntaxError) and error.name:
        return templates / error.name, error.lineno
    lines = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    return next((spot for spot in reversed(lines) if spot[0].is_relative_to(templates)), (templates, None))
