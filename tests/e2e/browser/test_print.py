"""The report on paper: rows whole, heads on each page, folds open."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser.browser import needed_program, probe

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def printed(report: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """What the page said of itself when it was printed, and the print."""
    output = tmp_path_factory.mktemp("print") / "report.pdf"
    return probe("print", report, output=str(output)), output


def test_rows_are_whole_and_every_page_has_the_heads_of_its_tables(printed: tuple[dict[str, Any], Path]) -> None:
    reader = needed_program("pdftotext", "poppler-utils")
    found, output = printed
    pages = _pages(reader, output)
    assert len(pages) > 3
    cut, headless, seen = [], [], set()
    on: dict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(pages):
        starts, ends = (set(re.findall(rf"\b{mark}(\d+){mark}\b", text)) for mark in ("bb", "ee"))
        heads = set(re.findall(r"\bhh(\d+)hh\b", text))
        cut += [(number, row) for row in starts ^ ends]
        headless += [(number, row) for row in starts if str(found["rows"][row]) not in heads]
        seen |= starts
        for row in starts:
            on[row].add(number)
    assert seen == set(found["rows"]), "rows of folded tables are printed too"
    tall = {str(row) for row in found["tall"]}
    assert {row for _, row in cut} <= tall, "only what is taller than a page is cut"
    assert len(tall) < len(seen) / 100
    assert headless == []
    assert {row for row, numbers in on.items() if len(numbers) > 1} <= tall


def test_it_is_a4_and_what_was_folded_is_folded_again(printed: tuple[dict[str, Any], Path]) -> None:
    reader = needed_program("pdfinfo", "poppler-utils")
    found, output = printed
    assert found["wide"] == [], "nothing runs over the right edge of the paper"
    assert "(A4)" in subprocess.run([reader, output], capture_output=True, text=True, check=True).stdout
    assert found["folds"] > 0
    assert found["restored"] == found["folds"]


def _pages(reader: str, file: Path) -> list[str]:
    done = subprocess.run([reader, "-raw", file, "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]
