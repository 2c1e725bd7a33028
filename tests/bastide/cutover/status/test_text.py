"""The status in a terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from bastide.cutover.move.model import Move, PhaseId
from bastide.cutover.status import text
from bastide.cutover.status.model import Status
from bastide.cutover.status.words import UNITS, WORDS
from policies.model import Lang
from tests.bastide.cutover.status.journals import Journal, not_begun


def shown(status: Status, width: int, lang: Lang) -> str:
    file = io.StringIO()
    text.render(status, Console(file=file, width=width, color_system=None), lang)
    return file.getvalue()


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("width", [80, 100])
def test_it_fits_and_names_every_wave_and_phase_whole(width: int, lang: Lang, moving: Status) -> None:
    found = shown(moving, width, lang)
    assert max(len(line) for line in found.splitlines()) <= width
    header = next(line for line in found.splitlines() if "prepare" in line and "retire" in line)
    assert header.split() == [WORDS("wave", lang), *PhaseId]
    rows = {line.split()[0]: line.split()[1:] for line in found.splitlines() if re.match(r"[a-z-]+ +[✓▶·]", line)}
    assert list(rows) == [one.wave.id for one in moving.waves]
    assert rows["test"] == ["✓", "✓", "✓", "✓", "✓", "▶!", "·", "·!"]
    assert rows["shared-services"] == ["✓"] * 7 + ["·!"]
    assert rows["methods"] == ["✓", "·↺", "·", "·", "·", "·!", "·", "·!"]


def test_gates_show_value_count_age_source_and_objects(moving: Status) -> None:
    found = " ".join(shown(moving, 200, Lang.EN).split())
    assert (
        "✗ objects.missing: does not hold; 40 of 1,204,331 objects (1 h 16 min, rclone 1.75.2); asked: 0 objects "
        "main-copy/part-0000.parquet" in found
    )
    assert "and 35 more" in found
    assert "✗ database.rows: not measured; asked: at least 1 rows" in found
    assert "✓ objects.different: 0 of 1,204,331 objects" in found


def test_a_value_and_what_it_is_over_have_their_own_units(move: Move) -> None:
    journal = Journal(move)
    journal.through("shared-services", PhaseId.SWITCH)
    journal.enter("shared-services", PhaseId.VERIFY)
    journal.measure("shared-services", incidents__major=1, incidents__watched_hours=72)
    assert "incidents.major: does not hold; 1 incidents of 72 hours (" in shown(journal.status(), 200, Lang.EN)


def test_waves_of_which_the_same_is_said_stand_together(move: Move) -> None:
    found = shown(not_begun(move), 100, Lang.EN)
    assert "shared-services, test, production: begin the journal" in found
    assert found.count("entry gate of prepare") == 1
    assert "0 persons may approve, 2 are needed" in found


def test_in_french_signs_are_set_as_french_has_them(moving: Status) -> None:
    found = re.sub("[ \n]+", " ", shown(moving, 200, Lang.FR))
    assert "objects.missing\xa0: non tenu\xa0; 40 sur 1\u202f204\u202f331 objets" in found
    assert "La suite, et qui doit agir" in found
    assert "les exploitants des services partagés" in found


def test_what_others_wrote_is_shown_as_it_is_and_no_more(move: Move) -> None:
    journal = Journal(move)
    journal.measure("test", ("[bold]x[/bold]\x1b[31m", "[/red]"), source="[link=file:///x]y[/link]", inventory__rows=0)
    file = io.StringIO()
    text.render(journal.status(), Console(file=file, width=200, force_terminal=True, color_system="standard"))
    found = file.getvalue()
    assert "\x1b[31m;" not in found
    assert "[bold]x[/bold]" in found
    assert "[link=file:///x]y[/link]" in found
    assert "\x1b]8" not in found


def test_as_text_has_no_colours(moving: Status) -> None:
    found = text.as_text(moving, Lang.FR)
    assert "\x1b" not in found
    assert all(line == line.rstrip() for line in found.splitlines())


def test_every_unit_of_the_plan_has_both_languages(move: Move) -> None:
    assert {measure.unit for measure in move.measures.values() if measure.unit} <= set(UNITS)


def test_both_languages_put_in_the_same_values() -> None:
    for name, both in WORDS.texts.items():
        assert set(re.findall(r"\{(\w+)\}", both.en)) == set(re.findall(r"\{(\w+)\}", both.fr)), name
