"""The report in use: filters, deep links, the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.e2e.browser.browser import probe

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def use(report: Path) -> dict[str, Any]:
    found: dict[str, Any] = probe(
        "filters", report, text="bucket", level="absent", candidate="scaleway", row="capabilities-scaleway-bucket"
    )
    return found


def address(view: dict[str, Any]) -> dict[str, list[str]]:
    return parse_qs(view["hash"].removeprefix("#"))


def test_a_word_keeps_the_rows_that_hold_it(use: dict[str, Any]) -> None:
    shown = use["text"]
    assert 0 < len(shown["rows"]) < len(use["all"]["rows"])
    matching = [
        row
        for row, text in zip(use["all"]["rows"], use["all"]["texts"], strict=True)
        if "bucket" in (row + text).lower()
    ]
    assert set(matching) <= set(shown["rows"])
    assert shown["folded"] == 0, "folds with rows that match are opened"
    assert address(shown) == {"q": ["bucket"]}
    assert "bucket" in shown["notice"]


def test_where_nothing_matches_it_is_said(use: dict[str, Any]) -> None:
    assert use["nothing"]["rows"] == []
    assert use["nothing"]["empty"] > 0
    assert use["nothing"]["count"].startswith("0 ")


def test_cleared_all_is_as_before(use: dict[str, Any]) -> None:
    assert use["cleared"] == use["all"]
    assert use["all"]["hash"] == ""


def test_candidate_and_level_together_look_at_that_candidates_column(use: dict[str, Any]) -> None:
    view = use["view"]
    assert view["columns"] == ["scaleway"]
    assert set(view["cards"]) == {"scaleway"}
    assert view["levels"]
    assert all(levels == ["absent"] for levels in view["levels"])
    assert address(view) == {"candidate": ["scaleway"], "level": ["absent"]}


def test_the_address_restores_the_view(use: dict[str, Any]) -> None:
    for name in ("restored", "reloaded"):
        assert use[name]["rows"] == use["view"]["rows"], name
        assert use[name]["columns"] == ["scaleway"]
    assert address(use["linked"]) == {**address(use["view"]), "at": ["limits"]}


def test_a_deep_link_opens_the_fold_that_its_row_is_in(use: dict[str, Any]) -> None:
    assert use["deep"] == {"open": True, "inSight": True, "marked": True}


def test_a_table_has_a_filter_of_its_own(use: dict[str, Any]) -> None:
    picked = use["picked"]
    assert all("absent" in levels for levels in picked["levels"])
    assert address(picked) == {"capabilities-matrix.level": ["absent"]}
    elsewhere = [row for row in use["all"]["rows"] if row.startswith("capabilities-scaleway-")]
    assert set(elsewhere) <= set(picked["rows"]), "other tables are left alone"


def test_it_says_nothing_to_the_console(use: dict[str, Any]) -> None:
    assert use["said"] == []


@pytest.fixture(scope="module")
def keys(report: Path) -> dict[str, Any]:
    found: dict[str, Any] = probe("keys", report, text="bucket")
    return found


def test_the_keyboard_is_enough(keys: dict[str, Any]) -> None:
    found = keys
    assert (found["skip"]["href"], found["skip"]["inSight"]) == ("#content", True)
    assert found["content"]["id"] == "content"
    assert found["slash"]["id"] == "filter-text"
    assert found["typed"] == "bucket/", "a slash in the field is a slash"
    assert found["narrowed"] < found["widened"]
    assert found["escaped"] == ""
    assert found["second"]["tag"] == "A"
    assert found["hash"] == found["second"]["href"]
    assert found["said"] == []


def test_no_stop_of_the_keyboard_is_a_trap_or_out_of_sight(keys: dict[str, Any]) -> None:
    stops = keys["stops"]
    assert [stop for stop in stops if not stop["ring"]] == []
    assert [stop for stop in stops if not stop["inSight"]] == []
    passed = {stop["href"] for stop in stops}
    assert {"#content", "#contents", "#top"} <= passed, "from the first link to the one in the foot"
