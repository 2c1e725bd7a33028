"""The status of the move in a real headless browser: looks, accessibility, no network, paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from bastide.cutover.move.load import load_move
from bastide.cutover.status import page
from policies.model import Lang
from tests.bastide.cutover.status.journals import under_way
from tests.conftest import REPOSITORY
from tests.e2e.browser.browser import needed_browser, probe

pytestmark = pytest.mark.xdist_group("browser")

WIDTHS: Final = (360, 390, 1024, 1280, 1920)


@pytest.fixture(scope="module")
def status_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Lang], Path]:
    """`status_in(Lang.FR)`: the page of a move that is under way."""

    @cache
    def made(lang: Lang) -> Path:
        needed_browser()
        file = tmp_path_factory.mktemp("status") / f"{lang}.html"
        file.write_text(page.render(under_way(load_move(REPOSITORY / "stacks")), lang), encoding="utf-8")
        return file

    return made


@pytest.mark.parametrize("lang", Lang)
def test_at_all_widths_nothing_is_said_fetched_or_hangs_over(lang: Lang, status_in: Callable[[Lang], Path]) -> None:
    found: list[dict[str, Any]] = probe("widths", status_in(lang), widths=WIDTHS)
    assert [(view["width"], view["colorScheme"]) for view in found] == [
        (width, scheme) for width in WIDTHS for scheme in ("light", "dark")
    ]
    for view in found:
        assert view["said"] == [], view
        assert view["fetched"] == [], view
        assert view["sideways"] <= 0, view
        assert view["over"] == [], view
        assert view["rows"] > 60
        assert view["links"] == []
        assert view["twice"] == []


@pytest.mark.parametrize("lang", Lang)
def test_the_matrix_is_on_the_first_screen(lang: Lang, status_in: Callable[[Lang], Path]) -> None:
    (view, _) = probe("widths", status_in(lang), widths=(1280,))
    assert view["first"] <= 1080


@pytest.mark.parametrize("lang", Lang)
def test_no_violation_of_accessibility(lang: Lang, status_in: Callable[[Lang], Path]) -> None:
    views = [{"colorScheme": "light"}, {"colorScheme": "dark"}, {"width": 390}]
    for found in probe("accessibility", status_in(lang), views=views):
        assert [item for item in found["violations"] if item["impact"] in ("serious", "critical")] == []
        assert {"color-contrast", "document-title", "html-has-lang", "link-name"} <= set(found["passed"])


def test_on_paper_nothing_runs_over_the_edge(status_in: Callable[[Lang], Path], tmp_path: Path) -> None:
    found = probe("print", status_in(Lang.FR), output=str(tmp_path / "status.pdf"))
    assert found["wide"] == []
    assert found["tall"] == []
    assert (tmp_path / "status.pdf").stat().st_size > 10_000
