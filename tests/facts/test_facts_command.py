"""`bastide facts`: what must be looked at, what a later day changes, and how both are written."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from bastide import facts_command
from bastide.facts_command import between, checked, listed
from bastide.review.facts import check_json, diff_json, list_json, render_check, render_diff, render_list
from facts.errors import BadInput
from facts.inventory import MODELS, Item, items
from facts.lifetimes import last_day
from tests.conftest import REPOSITORY

DAY = date(2026, 11, 28)
"""A day on which every fact is fresh. Not the clock's: the facts grow old, this test does not."""


def valid(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "facts.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    return document


def console() -> Console:
    return Console(file=io.StringIO(), width=160, color_system=None)


def text_of(written: Console) -> str:
    assert isinstance(written.file, io.StringIO)
    return written.file.getvalue()


def test_all_facts_are_believed_on_the_day_and_the_unknown_ones_are_counted() -> None:
    found = checked(DAY, DAY)
    assert found.well and found.total > 500 and len(found.unknown) > 40
    document = valid(check_json(found))
    assert document["summary"] == {"facts": found.total, "problems": 0, "unknown": len(found.unknown)}
    written = console()
    render_check(found, written)
    assert "every recorded fact is believed" in text_of(written) and f"facts {found.version}" in text_of(written)


def test_a_fact_is_a_problem_the_day_after_its_last_one() -> None:
    youngest = [item for item in items() if item.register == "qualifications" and item.believed_until]
    ends = {item.believed_until for item in youngest}
    end = min(day for day in ends if day)
    assert all(problem.item.register != "qualifications" for problem in checked(end, end).problems)
    found = checked(end + timedelta(days=1), end + timedelta(days=1))
    assert not found.well
    problem = next(problem for problem in found.problems if problem.item.path == "secnumcloud.scaleway[0]")
    assert problem.state == "stale" and f"believed until {end}" in problem.fault
    written = console()
    render_check(found, written)
    out = text_of(written)
    assert f"facts/qualifications.yaml:{problem.item.line} secnumcloud.scaleway[0]\n  states: in-progress\n" in out
    assert "  do: whoever keeps facts: read the source again" in out and "facts must be looked at" in out
    assert valid(check_json(found))["problems"][0]["action"]


def test_what_has_ended_need_not_be_looked_at_for_its_age() -> None:
    assert all(problem.item.path != "secnumcloud.outscale[0]" for problem in checked(date(2028, 1, 1), DAY).problems)


def test_far_ahead_everything_is_stale_and_the_text_stays_short() -> None:
    found = checked(date(2040, 1, 1), DAY)
    written = console()
    render_check(found, written)
    assert len(found.problems) > 500 and text_of(written).count("\n") < 300
    assert "more (" in text_of(written) and "--format json has all" in text_of(written)


def test_the_past_may_be_asked_about() -> None:
    assert checked(date(2024, 1, 1), DAY).well


def test_a_day_of_checking_that_is_to_come_and_a_missing_source_are_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    def item(source: str, day: date) -> Item:
        return Item("facts/x.yaml", 3, "x.y", "regions", "FR", source, day, "", None, None, "")

    facts = (item("a page", DAY + timedelta(days=1)), item(" ", DAY), item("a page", DAY))
    monkeypatch.setattr(facts_command, "items", lambda: facts)
    problems = checked(DAY, DAY).problems
    assert [problem.fault for problem in problems] == ["checked on 2026-11-29, which is to come", "no source"]


def test_a_list_by_register_and_state() -> None:
    found = listed(DAY, ("derogations",))
    assert [(entry.item.path, entry.state) for entry in found.entries] == [
        ("estates.azure-legacy.authorisation", "known"),
        ("estates.azure-legacy.foreign-control", "unknown"),
    ]
    document = valid(list_json(found))
    assert document["date"] == "2026-11-28" and document["summary"]["unknown"] == 1
    assert [fact["until"] for fact in document["facts"]] == ["2026-12-20", None]
    only = listed(DAY, (), ("unknown",))
    assert only.entries and {entry.state for entry in only.entries} == {"unknown"}
    written = console()
    render_list(found, written)
    assert "1 known, 1 unknown" in text_of(written) and "2023-12-21 to 2026-12-20" in text_of(written)


def test_a_register_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput, match="there is no register `region`"):
        listed(DAY, ("region",))


def test_what_changes_between_two_days_is_told_by_day() -> None:
    found = between(DAY, date(2026, 12, 21))
    assert [(change.day, change.what, change.item.path) for change in found.changes] == [
        (date(2026, 12, 1), "ends", "secnumcloud.outscale[0]"),
        (date(2026, 12, 21), "ends", "estates.azure-legacy.authorisation"),
    ]
    assert between(date(2026, 12, 21), DAY) == found
    document = valid(diff_json(found))
    assert document["summary"] == {"begins": 0, "ends": 2, "goes stale": 0}
    written = console()
    render_diff(found, written)
    assert "2026-12-01   ends" in text_of(written)


def test_the_day_before_an_end_shows_none_and_the_same_day_shows_none() -> None:
    for later in (date(2026, 11, 30), DAY):
        found = between(DAY, later)
        assert found.changes == ()
        written = console()
        render_diff(found, written)
        assert "no fact changes between these days" in text_of(written)


def test_on_a_far_day_what_ends_begins_and_grows_old_is_told_apart() -> None:
    """What fails on 15 February 2028? What has ended by then is not told a second time as too old."""
    found = between(DAY, date(2028, 2, 15))
    by_path: dict[str, list[str]] = {}
    for change in found.changes:
        by_path.setdefault(f"{change.item.register} {change.item.path}", []).append(change.what)
    assert by_path["qualifications secnumcloud.outscale[0]"] == ["ends"]
    assert by_path["qualifications secnumcloud.scaleway[0]"] == ["goes stale"]
    assert by_path["derogations estates.azure-legacy.authorisation"] == ["ends"]
    later = between(DAY, date(2029, 12, 31))
    assert ["begins" for change in later.changes if change.item.path == "frameworks.EHDS" and change.what == "begins"]
    assert [change.day for change in later.changes] == sorted(change.day for change in later.changes)


def test_a_fact_goes_stale_on_the_day_after_its_lifetime() -> None:
    item = next(item for item in items() if item.path == "clouds.scaleway.fr-par")
    assert item.checked
    end = last_day(item.checked, "regions")
    assert item.path not in [change.item.path for change in between(DAY, end).changes]
    assert (end + timedelta(days=1), "goes stale") in [
        (change.day, change.what) for change in between(end, end + timedelta(days=1)).changes if change.item == item
    ]


def test_the_example_of_the_page_runs() -> None:
    page = (REPOSITORY / "docs" / "facts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(example, "docs/facts.md", "exec"), {})


def test_the_page_names_every_register() -> None:
    page = (REPOSITORY / "docs" / "facts.md").read_text(encoding="utf-8")
    for register in MODELS:
        assert f"`{register}.yaml`" in page or f"`{register}/`" in page, register
