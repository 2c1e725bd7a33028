"""The status as a page: complete, escaped, closed."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bastide.cutover.move.model import Move, PhaseId
from bastide.cutover.status import as_json, page
from bastide.cutover.status.model import Status, Step
from policies.model import Lang, Text
from tests.bastide.cutover.status.journals import Journal, not_begun
from tests.conftest import REPOSITORY

HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}"


class Reader(HTMLParser):
    """Elements and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.shown = True
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.shown = tag != "style"

    def handle_data(self, data: str) -> None:
        self.text += data if self.shown else ""


@pytest.mark.parametrize("lang", Lang)
def test_every_wave_phase_and_gate_is_there(lang: Lang, moving: Status) -> None:
    shown = page.render(moving, lang)
    read = Reader(shown)
    cells = [
        (item["data-phase"], item["data-stage"]) for tag, item in read.tags if tag == "td" and "data-phase" in item
    ]
    assert cells == [(cell.phase, cell.stage) for one in moving.waves for cell in one.cells]
    ids = [item["id"] for _, item in read.tags if item.get("id")]
    assert len(ids) == len(set(ids))
    for one in moving.waves:
        assert f"wave-{one.wave.id}" in ids
        assert f"gate-{one.wave.id}" in ids
    for name in PhaseId:
        assert f"phase-{name}" in ids
    links = {item["href"] for tag, item in read.tags if tag == "a"}
    assert {link for link in links if link} <= {f"#{name}" for name in ids}
    words = html.unescape(shown).replace("\xa0", " ")
    for phase in moving.move.phases:
        assert phase.title.of(lang) in words
        for condition in (*phase.entry, *phase.exit):
            assert condition.measure in words
    for one in moving.waves:
        assert one.wave.title.of(lang) in words
        if one.gate is not None:
            for verdict in one.gate.verdicts:
                assert verdict.source in words
                assert all(name in words for name in verdict.objects)


def test_it_asks_for_nothing_and_runs_nothing(moving: Status) -> None:
    shown = page.render(moving, Lang.FR)
    read = Reader(shown)
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
    assert [item["href"] for tag, item in read.tags if tag == "link"] == ["data:,"]
    assert not [item for _, item in read.tags if any(name.startswith("on") or name == "style" for name in item)]
    assert "http://" not in shown
    assert "https://" not in shown
    assert "url(" not in shown
    assert "@import" not in shown


def test_the_policy_names_the_hash_of_the_style_and_lets_nothing_else(moving: Status) -> None:
    shown = page.render(moving, Lang.EN)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', shown)
    (style,) = re.findall(r"<style>(.*?)</style>", shown, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    parts = dict(part.strip().split(" ", 1) for part in html.unescape(policy).split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["style-src"] == f"'sha256-{digest}'"
    assert parts["form-action"] == parts["base-uri"] == "'none'"


@pytest.mark.parametrize("lang", Lang)
def test_what_others_wrote_is_escaped(lang: Lang, move: Move) -> None:
    both = move.title.model_copy(update={"en": HOSTILE, "fr": HOSTILE})
    hostile = move.model_copy(
        update={
            "title": both,
            "legacy": HOSTILE,
            "waves": tuple(wave.model_copy(update={"title": both, "owner": HOSTILE}) for wave in move.waves),
            "phases": tuple(
                phase.model_copy(update={"title": both, "order": (HOSTILE,), "point_of_no_return": both})
                for phase in move.phases
            ),
            "measures": {
                name: measure.model_copy(update={"title": both, "by": both, "unit": HOSTILE})
                for name, measure in move.measures.items()
            },
        }
    )
    journal = Journal(hostile)
    journal.measure("test", (HOSTILE,), source=HOSTILE, inventory__rows=0)
    shown = page.render(journal.status(), lang)
    read = Reader(shown)
    assert "script" not in {tag for tag, _ in read.tags}
    assert read.text.count("<script>alert(1)</script>") > 30
    assert "{{ 7*7 }}" in read.text
    assert not [name for _, item in read.tags for name in item if name.startswith("on")]


def test_both_languages_say_the_same_and_none_of_the_other(moving: Status) -> None:
    english, french = (Reader(page.render(moving, lang)) for lang in (Lang.EN, Lang.FR))
    assert [tag for tag, _ in english.tags] == [tag for tag, _ in french.tags]
    assert english.tags[0][1]["lang"] == "en"
    assert french.tags[0][1]["lang"] == "fr"
    assert "Point names and identities to the legacy again" not in french.text
    assert "répondre de nouveau noms et identités" in french.text
    # a space that no line breaks at before two-part signs
    assert not re.search(r"[a-zé] [:;?!»]", french.text)


def test_before_the_journal_is_begun_the_page_says_who_begins(move: Move) -> None:
    read = Reader(page.render(not_begun(move), Lang.EN))
    assert "begin the journal" in read.text
    assert "0 persons may approve, 2 are needed" in read.text
    assert "not begun" in read.text


def test_the_json_holds_every_wave_and_phase_and_fits_its_schema(moving: Status) -> None:
    found = json.loads(as_json.render(moving))
    assert found["schema"] == "bastide/cutover-status/1"
    assert as_json.CutoverStatus.model_validate(found) == as_json.document(moving)
    assert [wave["id"] for wave in found["waves"]] == [one.wave.id for one in moving.waves]
    for wave, one in zip(found["waves"], moving.waves, strict=True):
        assert [phase["id"] for phase in wave["phases"]] == list(PhaseId)
        assert wave["next"]["step"] == one.next.step
    production = next(wave for wave in found["waves"] if wave["id"] == "production")
    missing = next(row for row in production["gate"]["conditions"] if row["measure"] == "objects.missing")
    assert (missing["value"], missing["over"], missing["colour"], missing["why"]) == (40, 1204331, "red", "not-met")
    assert missing["age_seconds"] == 76 * 60
    assert len(missing["objects"]) == 40
    assert next(one for one in moving.waves if one.wave.id == "test").next.step is Step.MEASURE


def test_the_schemas_in_the_documentation_are_those_of_the_models() -> None:
    folder: Path = REPOSITORY / "docs" / "schemas"
    for name, model in (("cutover", Move), ("cutover-status", as_json.CutoverStatus)):
        kept = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert {key: value for key, value in kept.items() if key != "$schema"} == model.model_json_schema(by_alias=True)


def test_a_text_of_both_languages_is_told_in_both(moving: Status) -> None:
    who = {text for one in as_json.document(moving).waves for text in one.next.who}
    assert Text("the operators of the area", "les exploitants du périmètre") in {Text(one.en, one.fr) for one in who}
