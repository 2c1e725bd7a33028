"""Prices in XLSX files: the workbook that was written, filled in and given back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bastide.tender.quantities.price_xlsx import MOST_UNPACKED
from bastide.tender.quantities.prices import Prices, read_prices
from facts.errors import BadInput

CANDIDATES = ("outscale", "scaleway")
SHEET = "Quantités"
HEADS = ("Ligne", "Unité", "outscale : Prix unitaire HT (EUR)", "scaleway : Prix unitaire HT (EUR)")
Fill = Callable[[Any], None]


def _book(file: Path, fill: Fill, sheets: tuple[str, ...] = (SHEET,), heads: tuple[str, ...] = HEADS) -> Path:
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    for name in sheets:
        sheet = book.add_worksheet(name)
        sheet.write_row(3, 0, heads)
        fill(sheet)
    book.close()
    return file


def _read(folder: Path, fill: Fill, **more: Any) -> Prices:
    return read_prices(_book(folder / "prices.xlsx", fill, **more), CANDIDATES)


def _row(*cells: Any) -> Fill:
    return lambda sheet: sheet.write_row(4, 0, cells)


def test_numbers_are_those_that_were_typed(tmp_path: Path) -> None:
    found = _read(tmp_path, _row("Q-CPU-01", "vCPU·mois", 0.1, 12345.678901))
    assert found.of("outscale", "Q-CPU-01") == Decimal("0.1")
    assert found.of("scaleway", "Q-CPU-01") == Decimal("12345.678901")


def test_texts_are_read_as_numbers_and_empty_cells_are_missing(tmp_path: Path) -> None:
    found = _read(tmp_path, _row("Q-CPU-01", "vCPU·month", "12,5", None))
    assert found.prices == {"outscale": {"Q-CPU-01": Decimal("12.5")}}


@pytest.mark.parametrize(
    ("cells", "found", "at"),
    [
        (("Q-CPU-01", "vCPU·mois", "1.234,56"), "read differently", "C5"),
        (("Q-CPU-01", "vCPU·mois", -1), "negative", "C5"),
        (("Q-CPU-01", "vCPU·mois", None, True), "found yes", "D5"),
        (("Q-CPU-01", "hour", None, 1), "the unit `hour`", "B5"),
        (("Q-CPU-77", "vCPU·mois", None, 1), "the line `Q-CPU-77`", "A5"),
        (("Q-CPU-01", "vCPU·mois", "=1+1"), "formula", "C5"),
        (("Q-CPU-01", "vCPU·mois", 1, 1, "@SUM(A1)"), "formula", "E5"),
        (("Q-CPU-01", "vCPU·mois", 1e300), "price", "C5"),
    ],
)
def test_a_wrong_cell_is_named_as_the_spreadsheet_names_it(
    tmp_path: Path, cells: tuple[Any, ...], found: str, at: str
) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, _row(*cells))
    assert found in refused.value.found
    assert f"{SHEET}!{at}" in str(refused.value)


def test_dates_are_no_prices(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(4, 0, ("Q-CPU-01", "vCPU·mois"))
        sheet.write_number(4, 2, 45000, sheet.day)

    file = tmp_path / "prices.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet(SHEET)
    sheet.day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(3, 0, HEADS)
    fill(sheet)
    book.close()
    with pytest.raises(BadInput, match="date"):
        read_prices(file, CANDIDATES)


def test_a_computed_price_is_refused_whatever_value_is_stored(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(4, 0, ("Q-CPU-01", "vCPU·mois"))
        sheet.write_formula(4, 2, "=6*7", None, 42)

    with pytest.raises(BadInput) as refused:
        _read(tmp_path, fill)
    assert refused.value.found == "found a formula"
    assert "C5" in str(refused.value)


def test_formulas_beside_the_prices_are_no_harm(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(4, 0, ("Q-CPU-01", "vCPU·mois", 3))
        sheet.write_formula(4, 5, "=C5*2", None, 6)

    assert _read(tmp_path, fill).of("outscale", "Q-CPU-01") == 3


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ((*HEADS[:3], "outscale : Prix unitaire HT (EUR)"), "a second column of prices"),
        ((*HEADS[:3], "azure : Prix unitaire HT (EUR)"), "the candidate `azure`"),
        ((*HEADS[:3], "scaleway : Prix unitaire HT (USD)"), "the currency `USD`"),
        (HEADS[:2], "no column `Prix unitaire HT`"),
        (("a", "b"), "no row of heads"),
    ],
)
def test_heads_are_checked(tmp_path: Path, heads: tuple[str, ...], found: str) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, _row("Q-CPU-01", "vCPU·mois", 1), heads=heads)
    assert found in refused.value.found


def test_the_sheet_of_lines_is_found_by_name(tmp_path: Path) -> None:
    fill = _row("Q-CPU-01", "vCPU·mois", 1)
    for sheets in (("x", SHEET, "y"), ("Quantities", "x"), ("whatever",)):
        assert _read(tmp_path, fill, sheets=sheets).of("outscale", "Q-CPU-01") == 1
    with pytest.raises(BadInput, match="none of lines"):
        _read(tmp_path, fill, sheets=("x", "y"))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            # of no time: what a test is called by must be the same in every process
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with(file: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    return _zip(parts)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "not an XLSX file"),
        (b"PK\x03\x04 and nothing", "not an XLSX file"),
        (b"Ligne;Prix", "not an XLSX file"),
        (_zip({"a.txt": b"x"}), "not a readable XLSX file"),
        (_zip({"xl/media/image.png": b"\0" * (MOST_UNPACKED + 1)}), "unpacks to 30,000,001 bytes"),
        (_zip({f"{number}": b"" for number in range(600)}), "600 parts"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, data: bytes, found: str) -> None:
    file = tmp_path / "prices.xlsx"
    file.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        read_prices(file, CANDIDATES)
    assert found in refused.value.found
    assert refused.value.action


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    file = _book(tmp_path / "prices.xlsx", _row("Q-CPU-01", "vCPU·mois", 1))
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>'
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    file.write_bytes(_with(file, "xl/workbook.xml", lambda data: data.replace(head, head + bomb)))
    with pytest.raises(BadInput, match="not a readable XLSX file"):
        read_prices(file, CANDIDATES)


def test_a_sheet_that_says_more_cells_than_it_may_is_refused(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(4, 0, ("Q-CPU-01", "vCPU·mois", 1))
        sheet.write_string(900_000, 0, "far away")

    with pytest.raises(BadInput, match="a table of 5,001 rows"):
        _read(tmp_path, fill)
