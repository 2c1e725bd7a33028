"""The tender report in a real headless browser: looks, accessibility, no network, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tests.e2e.browser.browser import probe

pytestmark = pytest.mark.xdist_group("browser")

WIDTHS: Final = (360, 1024, 1280, 1920)
MEGABYTE: Final = 1_000_000


def test_it_is_one_small_file(report: Path) -> None:
    assert report.stat().st_size < 3 * MEGABYTE


@pytest.fixture(scope="module")
def views_in(report_in: Callable[[str], Path]) -> Callable[[str], list[dict[str, Any]]]:
    """How the page of a language stands at each width, in light and dark."""

    @cache
    def seen(lang: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = probe("widths", report_in(lang), widths=WIDTHS)
        return found

    return seen


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_at_all_widths_nothing_is_said_fetched_or_hangs_over(
    lang: str, views_in: Callable[[str], list[dict[str, Any]]]
) -> None:
    found = views_in(lang)
    assert [(view["width"], view["colorScheme"]) for view in found] == [
        (width, scheme) for width in WIDTHS for scheme in ("light", "dark")
    ]
    for view in found:
        assert view["said"] == [], view
        assert view["fetched"] == [], view
        assert view["sideways"] <= 0, view
        assert view["over"] == [], view
        assert view["rows"] > 100


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_link_has_its_place_and_no_place_is_there_twice(
    lang: str, views_in: Callable[[str], list[dict[str, Any]]]
) -> None:
    view = views_in(lang)[0]
    assert view["links"] == []
    assert view["twice"] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_first_screen_holds_the_answers_on_all_candidates(
    lang: str, views_in: Callable[[str], list[dict[str, Any]]]
) -> None:
    (view,) = [item for item in views_in(lang) if (item["width"], item["colorScheme"]) == (1280, "light")]
    assert view["first"] <= 850, (
        "missing, breaking, dying, by hand: all to be read without scrolling (800, a line spare)"
    )


@pytest.mark.parametrize("view", [{"colorScheme": "light"}, {"colorScheme": "dark"}, {"width": 360}])
def test_no_serious_violation_of_accessibility(view: dict[str, object], report: Path) -> None:
    (found,) = probe("accessibility", report, views=[view])
    serious = [item for item in found["violations"] if item["impact"] in ("serious", "critical")]
    assert serious == []
    assert {"color-contrast", "document-title", "html-has-lang", "link-name"} <= set(found["passed"])


def test_without_javascript_all_rows_are_there_and_folds_open(report: Path) -> None:
    found = probe("no_script", report)
    assert found["before"]["filters"] == "none"
    assert found["before"]["hidden"] == 0
    assert found["before"]["rows"] > 100
    assert found["clicked"]
    assert all(found["clicked"])
    assert found["after"] == {**found["before"], "folds": 0}
    assert found["flat"] == 0
    assert found["said"] == []
