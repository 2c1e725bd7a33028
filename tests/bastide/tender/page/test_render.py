"""The page is made from the report alone: escaped, held by its policy, always the same bytes, replaceable in parts."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any, Final

import pytest
from markupsafe import escape

from bastide.tender.candidate import Candidate
from bastide.tender.contents import Prepare, Section, nothing
from bastide.tender.page.render import grouped, policy, render, typeset
from bastide.tender.page.words import WORDS
from bastide.tender.part import Basis, Part, Source
from bastide.tender.report import CandidateReport, Report
from bastide.words import Words
from facts.errors import BadInput
from facts.model import Level
from policies.model import Lang, Result, Text

HOSTILE: Final = "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7 * 7 }}"
TOY_WORDS: Final = Words({"hello": Text("hello {whom}", "bonjour {whom}"), "head": Text("a", "b")})


def never(candidate: Candidate) -> Part:
    """What makes the parts of a report; a page is made of a report that has them."""
    raise AssertionError(f"{candidate.estate} was asked for its parts")


def toy_section(prepare: Prepare = nothing) -> Section:
    return Section("toy", Text("A toy", "Un jouet"), TOY_WORDS, never, prepare)


def report(lang: Lang = Lang.EN, title: str = "Cloud One", **given: Any) -> Report:
    """A report with one candidate that has no section of the real ones."""
    candidate = CandidateReport.model_construct(estate="one", cloud="one", title=title, plan="0" * 64)
    known = {"date": "2026-11-28", "facts": "2026-11-28-abc", "commit": "a" * 40, "changed": False}
    return Report.model_construct(lang=lang, candidates=(candidate,), **{**known, **given})


def folder(where: Path, **files: str) -> Path:
    """A folder of templates; `__` in a name is a folder."""
    for name, text in files.items():
        path = where / (name.replace("__", "/") + ".html")
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    return where


def toy(where: Path, text: str, **given: Any) -> str:
    return render(report(**given), folder(where, sections__toy=text), (toy_section(),))


class Page(HTMLParser):
    """What the page consists of: elements with their attributes, and texts of `style` and `script`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in self.raw else ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.raw[self._inside].append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def tags(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.mark.parametrize("lang", list(Lang))
def test_the_frame_says_day_facts_commit_and_limits_in_its_language(lang: Lang) -> None:
    page = render(report(lang), contents=())
    assert f'<html lang="{lang.value}">' in page
    for words in ("2026-11-28", "2026-11-28-abc", "a" * 12, "Cloud One"):
        assert words in page
    for name in ("limit law", "limit facts", "limit code", "limit plan", "limit unknown"):
        assert escape(typeset(WORDS(name, lang), lang)) in page


def test_all_words_are_there_in_both_languages_with_the_same_values() -> None:
    for name, text in WORDS.texts.items():
        assert text.en and text.fr, name
        assert set(re.findall(r"{\w+}", text.en)) == set(re.findall(r"{\w+}", text.fr)), name


def test_a_changed_checkout_and_one_without_version_control_are_said() -> None:
    assert "changed since" in render(report(changed=True), contents=())
    assert "outside version control" in render(report(commit=""), contents=())


def test_the_policy_names_what_is_in_the_page_and_nothing_else_may_run() -> None:
    page = Page(render(report(), contents=()))
    (content,) = [tag["content"] for tag in page.tags("meta") if tag.get("http-equiv") == "Content-Security-Policy"]
    assert content is not None
    assert content.startswith("default-src 'none';")
    assert "unsafe" not in content
    for tag in ("style", "script"):
        (text,) = page.raw[tag]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in content
    assert content == policy(page.raw["style"][0], page.raw["script"][0])


def test_nothing_in_the_page_is_fetched_or_styled_inline() -> None:
    page = Page(render(report(), contents=()))
    sources = [
        value for _, attributes in page.elements for key, value in attributes.items() if key in ("src", "srcset")
    ]
    links = [attributes["href"] for tag in ("a", "link") for attributes in page.tags(tag)]
    assert sources == []
    assert all(link and link.startswith(("#", "data:")) for link in links)
    assert not any(
        "style" in attributes or any(key.startswith("on") for key in attributes) for _, attributes in page.elements
    )
    assert "@import" not in page.raw["style"][0]
    assert "url(" not in page.raw["style"][0]


def test_hostile_names_are_text(tmp_path: Path) -> None:
    template = (
        "{% set it = candidates[0].title %}"
        "{% call m.table('toy-t', it, [it, {'text': it, 'filter': it}]) %}"
        "<tr id=\"toy-{{ it }}\"><td>{{ it }}</td><td>{{ m.badge(it, 'bad', 'level', it) }}"
        "{{ m.source(source) }}{{ word('hello', whom=it) }}</td></tr>{% endcall %}"
        "{% call m.fold(it) %}{{ it }}{% endcall %}"
    )
    section = toy_section(lambda _: {"source": Source(text=HOSTILE, checked=HOSTILE)})
    made = render(
        report(title=HOSTILE, commit=HOSTILE, facts=HOSTILE, date=HOSTILE),
        folder(tmp_path, sections__toy=template),
        (section,),
    )
    hostile, tame = Page(made), Page(toy(tmp_path / "tame", template.replace("m.source(source)", "''")))
    assert "49" not in made.split("<body>")[1].split("<script>")[0]
    assert len(hostile.tags("script")) == 1
    assert hostile.tags("img") == []
    assert [tag for tag, _ in hostile.elements if tag != "small"] == [tag for tag, _ in tame.elements if tag != "small"]
    assert hostile.raw["script"] == tame.raw["script"]


def test_the_same_report_has_the_same_bytes() -> None:
    assert render(report(), contents=()) == render(report(), contents=())


def test_a_section_has_its_title_words_and_what_it_prepares(tmp_path: Path) -> None:
    section = toy_section(lambda candidates: {"many": len(candidates)})
    templates = folder(tmp_path, sections__toy="<p>{{ word('hello', whom=lang) }} {{ many }} {{ day }}</p>")
    page = render(report(Lang.FR), templates, (section,))
    assert '<section id="toy" aria-labelledby="toy-title">\n<h2 id="toy-title">Un jouet</h2>' in page
    assert "<p>bonjour fr 1 2026-11-28</p>" in page
    assert '<a href="#toy">Un jouet</a>' in page


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(
    ("macro", "family", "values"), [("level", "level", Level), ("basis", "basis", Basis), ("result", "result", Result)]
)
def test_every_badge_says_its_meaning_as_text(macro: str, family: str, values: Any, lang: Lang, tmp_path: Path) -> None:
    for value in values:
        page = toy(tmp_path, f"<p>{{{{ m.{macro}({value.value!r}) }}}}</p>", lang=lang)
        shown = WORDS(f"{family} {value.value}", lang)
        found = re.search(
            r'<p><span class="badge (\w+)" data-family="(\w+)" data-value="([^"]+)">([^<]+)</span></p>', page
        )
        assert found, page
        assert found.groups()[1:] == (family, value.value, shown)


def test_counts_are_written_as_people_write_them(tmp_path: Path) -> None:
    assert grouped(1234567, Lang.EN) == "1,234,567"
    assert grouped(1234567, Lang.FR) == "1\u202f234\u202f567"
    template = "{{ m.count(12, 1400) }} {{ m.count(0) }}"
    assert '<span class="count">12 of 1,400</span> <span class="count">0</span>' in toy(tmp_path, template)
    assert '<span class="count">12 sur 1\u202f400</span>' in toy(tmp_path, template, lang=Lang.FR)


def test_no_line_begins_with_a_french_colon() -> None:
    assert typeset("Vu : « oui » ; 5 %, non ? si !", Lang.FR).replace("\xa0", "~") == "Vu~: «~oui~»~; 5~%, non~? si~!"
    assert typeset("a : b", Lang.EN) == "a : b"


def test_a_table_has_caption_region_and_heads(tmp_path: Path) -> None:
    heads = "['plain', {'text': 'Level', 'filter': 'level'}, {'text': 'One', 'candidate': 'one', 'number': true}]"
    page = toy(tmp_path, "{% call m.table('toy-t', 'All of it', " + heads + ") %}<tr><td>cell</td></tr>{% endcall %}")
    for words in (
        '<div class="scroll" role="region" aria-labelledby="toy-t-caption" tabindex="0">',
        '<table id="toy-t">\n<caption id="toy-t-caption">All of it</caption>',
        '<th scope="col">plain</th>',
        '<th scope="col" data-filter="level">Level</th>',
        '<th scope="col" data-candidate="one" class="number">One</th>',
        "<tbody>\n<tr><td>cell</td></tr>",
    ):
        assert words in page


def test_one_block_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    own = '{% extends "bastide/report.html" %}{% block footer %}<p>Ville de Lyon</p>{% endblock %}'
    page = render(report(), folder(tmp_path, report=own), ())
    assert "<p>Ville de Lyon</p>" in page
    assert WORDS("foot", Lang.EN) not in page
    assert WORDS("limit law", Lang.EN) in page


def test_a_style_of_ones_own_is_named_by_the_policy(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: teal }", encoding="utf-8")
    page = Page(render(report(), tmp_path, ()))
    assert page.raw["style"] == ["body { color: teal }"]
    (content,) = [tag["content"] for tag in page.tags("meta") if tag.get("http-equiv")]
    assert content == policy("body { color: teal }", page.raw["script"][0])


@pytest.mark.parametrize("block", ["head", "header", "navigation", "filters", "sections", "limits", "footer"])
def test_every_block_can_be_replaced_alone(block: str, tmp_path: Path) -> None:
    own = '{% extends "bastide/report.html" %}{% block ' + block + " %}<!-- mine -->{% endblock %}"
    assert "<!-- mine -->" in render(report(), folder(tmp_path, report=own), ())


@pytest.mark.parametrize(
    ("text", "found", "line"),
    [
        ("<p>\n{% if %}</p>", "a template is wrong: Expected an expression", 2),
        ("\n{{ candidates[0].nothing }}", "has no attribute 'nothing'", 2),
        ("{{ nothing }}", "'nothing' is undefined", 1),
        ("{% include 'no-such.html' %}", "no-such.html", 1),
        ("\n\n{{ word('no such word') }}", "no such word", 3),
        ("{{ m.count() }}", "unsupported format", 1),
        ("{{ m.level('odd') }}", "level odd", 1),
    ],
)
def test_a_wrong_template_is_bad_input_that_names_it(text: str, found: str, line: int | None, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        toy(tmp_path, text)
    assert found in raised.value.found
    assert raised.value.place is not None
    assert raised.value.place.line == line
    assert str(tmp_path) in raised.value.message()
    assert "--templates" in raised.value.action


def test_style_and_script_are_safe_to_stand_in_a_page() -> None:
    here = resources.files("bastide.tender.page") / "templates"
    for name in ("style.css", "page.js"):
        text = (here / name).read_text(encoding="utf-8")
        assert "</" not in text, "an end tag would end the element that holds it"
        assert "<!--" not in text
