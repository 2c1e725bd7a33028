"""A section's template rendered alone, as the page does it."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bastide.tender.page.words import WORDS as FRAME
from bastide.words import Words
from policies.model import Lang


def html(section: str, words: Words, models: Mapping[str, Any], lang: Lang) -> str:
    """The section of these candidates; `models`: estate -> the section's model."""
    loader = PackageLoader("bastide.tender.page")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    say = partial(_said, FRAME, lang)
    shared = environment.get_template("macros.html").make_module({"say": say, "number": str})
    candidates = [
        SimpleNamespace(estate=estate, title=estate.title(), **{section: model}) for estate, model in models.items()
    ]
    return environment.get_template(f"sections/{section}.html").render(
        candidates=candidates, lang=lang, word=partial(_said, words, lang), m=shared
    )


def _said(words: Words, lang: Lang, name: str, **values: object) -> str:
    return words(name, lang, **values)


def ids(page: str) -> list[str]:
    """All ids, in order."""
    return re.findall(r'\sid="([^"]*)"', page)


def shown(page: str) -> str:
    """The text of the page."""
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", page)).split())
