"""The files that bidders get: CSV and XLSX, and what comes back of them."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bastide.tender.quantities.csv_file import csv_text
from bastide.tender.quantities.lines import GROUPS, LINES
from bastide.tender.quantities.model import Quantities
from bastide.tender.quantities.neutral import neutral
from bastide.tender.quantities.prices import Prices, read_prices
from bastide.tender.quantities.totals import priced
from bastide.tender.quantities.units import LABELS
from bastide.tender.quantities.words import WORDS
from bastide.tender.quantities.xlsx_file import xlsx_bytes
from policies.model import Lang
from tests.bastide.tender.quantities.said import MONTHS, bill_of, line_of
from tests.bastide.tender.quantities.test_count import BY_HAND, SERVER, small
from tests.bastide.tender.sections.by_hand import made, resource

pytestmark = pytest.mark.xdist_group("tender")


@cache
def _bills() -> tuple[Quantities, ...]:
    """Two candidates: a small one, and one with a single host of an unknown flavour."""
    other = made(resource(SERVER, "one", type="PRO9-XL", rootVolume={"sizeInGb": 12.5}))
    return bill_of(small()), bill_of(other).model_copy(update={"estate": "outscale"})


def _prices(price: str = "2.5") -> Prices:
    lines = {line.id: Decimal(price) for line in LINES}
    return Prices("EUR", {"scaleway": lines, "outscale": {"Q-DSK-01": Decimal("0.1")}})


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize("lang", Lang)
def test_the_csv_file_opens_in_french_spreadsheets(lang: Lang) -> None:
    text = csv_text(_bills(), lang)
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n") == 1 + 2 * len(LINES)
    rows = _rows(text)
    assert [(row[WORDS("head candidate", lang)], row[WORDS("head line", lang)]) for row in rows] == [
        (bill.estate, line.id) for bill in _bills() for line in bill.lines
    ]
    volumes = next(row for row in rows if row[WORDS("head line", lang)] == "Q-DSK-02")
    assert volumes[WORDS("head quantity", lang)] == ("700,5" if lang is Lang.FR else "700.5")
    assert volumes[WORDS("head total", lang)] == "33624"
    assert {row[WORDS("head unit price", lang)] for row in rows} == {""}


def test_an_unknown_quantity_is_an_empty_cell_with_the_reason() -> None:
    rows = {(row["Candidate"], row["Line"]): row for row in _rows(csv_text(_bills(), Lang.EN))}
    row = rows["outscale", "Q-CPU-02"]
    assert (row["Quantity (month or once)"], row["Total quantity"]) == ("", "")
    assert "PRO9-XL" in row["Note"]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_filled_in_comes_back(tmp_path: Path, lang: Lang, suffix: str) -> None:
    filled = priced(_bills(), _prices())
    file = tmp_path / f"prices.{suffix}"
    if suffix == "csv":
        file.write_text(csv_text(filled, lang), encoding="utf-8", newline="")
    else:
        file.write_bytes(xlsx_bytes(filled, lang))
    assert read_prices(file, ("scaleway", "outscale")) == _prices()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_not_filled_in_is_missing(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"prices.{suffix}"
    if suffix == "csv":
        file.write_text(csv_text(_bills(), Lang.FR), encoding="utf-8", newline="")
    else:
        file.write_bytes(xlsx_bytes(_bills(), Lang.FR))
    assert read_prices(file, ("scaleway", "outscale")).prices == {}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])  # noqa: RUF001
def test_texts_that_a_spreadsheet_would_run_are_made_plain(start: str) -> None:
    hostile = f"{start}cmd|' /C calc'!A0"
    assert neutral(hostile) == f"'{hostile}"
    bill = bill_of(made(resource(SERVER, "one", type=hostile)))
    line = line_of(bill, "Q-CPU-02").model_copy(update={"note": hostile, "unknown": (), "designation": hostile})
    bills = [bill.model_copy(update={"lines": (line, *bill.lines[1:])})]
    row = next(csv.reader(io.StringIO(csv_text(bills, Lang.EN).splitlines()[1]), delimiter=";"))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", " =", "＝"))]  # noqa: RUF001
    texts = _sheet(xlsx_bytes(bills, Lang.EN), "Quantities")
    assert not [cell for cells in texts for cell in cells if isinstance(cell, str) and cell.startswith(start)]


def test_ordinary_texts_stay_as_they_are() -> None:
    assert neutral("Q-CPU-01: 5 - 3") == "Q-CPU-01: 5 - 3"
    assert neutral("") == ""


def _sheet(data: bytes, name: str) -> list[list[Any]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("lang", Lang)
def test_the_workbook_has_the_same_lines_for_all_candidates_beside_each_other(lang: Lang) -> None:
    data = xlsx_bytes(_bills(), lang)
    cells = _sheet(data, WORDS("sheet lines", lang))
    lines = cells[4:]
    assert [row[0] for row in lines] == [line.id for line in LINES]
    assert [row[1] for row in lines] == [GROUPS[line.group].of(lang) for line in LINES]
    assert [row[3] for row in lines] == [LABELS[line.unit].of(lang) for line in LINES]
    assert [row[4] for row in lines] == [MONTHS if line.monthly else 1 for line in LINES]
    assert {row[0]: row[5] for row in lines} == {id_: float(quantity) for id_, quantity in BY_HAND.items()}
    # an unknown quantity is empty, never 0
    assert next(row for row in lines if row[0] == "Q-CPU-02")[10] == ""
    units = _sheet(data, WORDS("sheet units", lang))
    assert [row[0] for row in units[1:]] == [label.of(lang) for label in LABELS.values()]


def test_equal_bills_give_equal_bytes() -> None:
    assert xlsx_bytes(_bills(), Lang.FR) == xlsx_bytes(_bills(), Lang.FR)
    assert xlsx_bytes(_bills(), Lang.FR) != xlsx_bytes(_bills(), Lang.EN)
    core = _part(xlsx_bytes(_bills(), Lang.FR), "docProps/core.xml")
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-01-01T00:00:00Z"}


def test_only_prices_can_be_written_and_sheets_are_protected() -> None:
    data = xlsx_bytes(_bills(), Lang.FR)
    for number in (1, 2, 3):
        assert '<sheetProtection sheet="1"' in _part(data, f"xl/worksheets/sheet{number}.xml")
    styles = _part(data, "xl/styles.xml")
    formats = re.findall(r"<xf [^/>]*(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    open_ = {index for index, form in enumerate(formats) if 'locked="0"' in form}
    sheet = _part(data, "xl/worksheets/sheet1.xml")
    cells = re.findall(r'<c r="([A-Z]+)(\d+)" s="(\d+)"', sheet)
    unlocked = {(column, int(row)) for column, row, style in cells if int(style) in open_}
    # one a line and candidate: the columns of unit prices
    assert unlocked == {(column, row) for column in ("H", "M") for row in range(5, 5 + len(LINES))}


def test_stored_totals_are_those_of_the_toolkit() -> None:
    filled = priced(_bills(), _prices())
    cells = _sheet(xlsx_bytes(filled, Lang.EN), "Quantities")[4:]
    for row, line in zip(cells, filled[0].lines, strict=True):
        assert line.price is not None
        assert row[8] == float(line.price.total or "nan")
    summary = _sheet(xlsx_bytes(filled, Lang.EN), "Summary")
    contract = next(row for row in summary if row[0] == "the whole contract")
    assert filled[0].bill is not None
    assert contract[1:] == [float(filled[0].bill.contract or "nan"), "incomplete"]
    phases = {row[0]: row[1] for row in summary[-3:]}
    assert phases == {
        f"{phase.title} ({phase.months} months)": float(phase.total or "nan") for phase in filled[0].phases
    }


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_what_the_toolkit_computes(tmp_path: Path) -> None:
    filled = priced(_bills(), _prices("2.345678"))
    file = tmp_path / "bill.xlsx"
    # the stored values are taken out: what stands there afterwards has been computed
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(filled, Lang.EN))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "sheet" in name else part)
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(file)], check=True, capture_output=True, timeout=120)
    data = (tmp_path / "out" / "bill.xlsx").read_bytes()
    rows = [row for row in _sheet(data, "Quantities") if str(row[0]).startswith("Q-")]
    assert len(rows) == len(LINES)
    for row, line in zip(rows, filled[0].lines, strict=True):
        assert line.price is not None
        assert row[8] == pytest.approx(float(line.price.total or "nan"), abs=0.001)
    summary = {row[0]: row[1:] for row in _sheet(data, "Summary")}
    assert filled[0].bill is not None
    whole, other = summary["the whole contract"][:2]
    assert whole == pytest.approx(float(filled[0].bill.contract or "nan"), abs=0.001)
    assert other == "incomplete"
    for phase in filled[0].phases:
        computed = summary[f"{phase.title} ({phase.months} months)"][0]
        assert computed == pytest.approx(float(phase.total or "nan"), abs=0.02)
