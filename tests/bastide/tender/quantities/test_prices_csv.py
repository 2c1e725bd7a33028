"""Prices in CSV files: what bidders fill in, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from bastide.tender.quantities.prices import MOST_BYTES, Prices, read_prices
from facts.errors import BadInput, BadInputs

CANDIDATES = ("outscale", "scaleway")
HEADS = "Candidat;Ligne;Unité;Prix unitaire HT;Devise"
GOOD = "scaleway;Q-CPU-01;vCPU·mois;12,50;EUR"


def _file(folder: Path, *rows: str, heads: str = HEADS) -> Path:
    file = folder / "prices.csv"
    file.write_text("\r\n".join((heads, *rows)) + "\r\n", encoding="utf-8-sig", newline="")
    return file


def _read(folder: Path, *rows: str, heads: str = HEADS, candidates: Sequence[str] = CANDIDATES) -> Prices:
    return read_prices(_file(folder, *rows, heads=heads), candidates)


def test_prices_are_exact_and_by_candidate(tmp_path: Path) -> None:
    found = _read(tmp_path, GOOD, "outscale;Q-CPU-01;vCPU·month;0.1;EUR", "scaleway;Q-MIG-02;To;0;EUR")
    assert found.of("scaleway", "Q-CPU-01") == Decimal("12.5")
    assert found.of("outscale", "Q-CPU-01") == Decimal("0.1")
    assert found.of("scaleway", "Q-MIG-02") == 0


def test_a_line_that_is_missing_or_empty_is_missing_and_never_0(tmp_path: Path) -> None:
    found = _read(tmp_path, GOOD, "scaleway;Q-CPU-02;vCPU·mois;;EUR", "scaleway;Q-MEM-01;Gio·mois;  ;EUR", ";;;;")
    assert found.prices == {"scaleway": {"Q-CPU-01": Decimal("12.5")}}
    assert found.of("scaleway", "Q-CPU-02") is None
    assert found.of("outscale", "Q-CPU-01") is None


def test_heads_may_be_of_either_language_and_in_any_order(tmp_path: Path) -> None:
    heads = "Note;Currency;unit price without tax;Unit;LINE;Candidate"
    found = _read(tmp_path, "free;EUR;3;vCPU·month;Q-CPU-01;scaleway", heads=heads)
    assert found.of("scaleway", "Q-CPU-01") == 3


@pytest.mark.parametrize(
    ("row", "found", "expected"),
    [
        ("scaleway;Q-CPU-01;hour;1;EUR", "the unit `hour` for Q-CPU-01", "`vCPU·month` (in French `vCPU·mois`)"),
        ("scaleway;Q-CPU-01;GiB·month;1;EUR", "the unit `GiB·month`", "vCPU·month"),
        ("scaleway;Q-CPU-01;;1;EUR", "the unit `` for Q-CPU-01", "vCPU·month"),
        ("scaleway;Q-CPU-01;vCPU·mois;1;USD", "the currency `USD`", "`EUR`"),
        ("scaleway;Q-CPU-01;vCPU·mois;1;", "the currency ``", "`EUR`"),
        ("scaleway;Q-CPU-99;vCPU·mois;1;EUR", "the line `Q-CPU-99`", "Q-CPU-01"),
        ("scaleway;;vCPU·mois;1;EUR", "the line ``", "Q-CPU-01"),
        ("azure;Q-CPU-01;vCPU·mois;1;EUR", "the candidate `azure`", "outscale, scaleway"),
        ("scaleway;Q-CPU-01;vCPU·mois;-1;EUR", "negative", "0 or more"),
        ("scaleway;Q-CPU-01;vCPU·mois;free;EUR", "`free`, which is no number", "1234,56"),
        ("scaleway;Q-CPU-01;vCPU·mois;1.234,56;EUR", "read differently", "one decimal comma"),
        ("scaleway;Q-CPU-01;vCPU·mois;1,234.56;EUR", "read differently", "one decimal comma"),
        ("scaleway;Q-CPU-01;vCPU·mois;=1+1;EUR", "runs as a formula", "plain number"),
        ("scaleway;Q-CPU-01;vCPU·mois;+1;EUR", "runs as a formula", "plain number"),
        ("scaleway;Q-CPU-01;vCPU·mois;@SUM(A1);EUR", "runs as a formula", "plain number"),
        ('scaleway;Q-CPU-01;vCPU·mois;"\t1";EUR', "runs as a formula", "plain number"),
        ('scaleway;Q-CPU-01;vCPU·mois;"\r1";EUR', "runs as a formula", "plain number"),
        ("scaleway;=cmd|' /C calc'!A0;vCPU·mois;1;EUR", "runs as a formula", "plain"),
        ("-scaleway;Q-CPU-01;vCPU·mois;1;EUR", "runs as a formula", "plain"),
        (" =scaleway;Q-CPU-01;vCPU·mois;1;EUR", "runs as a formula", "plain"),
    ],
)
def test_a_wrong_cell_is_named_with_line_and_column(tmp_path: Path, row: str, found: str, expected: str) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, GOOD.replace("scaleway", "outscale"), row)
    assert found in refused.value.found
    assert expected in refused.value.expected
    assert refused.value.action
    place = refused.value.place
    assert place is not None
    assert (place.line, place.file) == (3, tmp_path / "prices.csv")
    assert place.column in range(1, 6)


def test_a_formula_in_a_cell_that_is_not_read_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="runs as a formula"):
        _read(tmp_path, f"{GOOD};=HYPERLINK(A1)", heads=f"{HEADS};Observation")


def test_a_line_that_is_priced_twice_is_refused_with_the_first_place(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, GOOD, "outscale;Q-CPU-01;vCPU·mois;1;EUR", GOOD)
    assert "a second price of scaleway for Q-CPU-01" in refused.value.found
    assert ":2:4" in refused.value.expected
    assert refused.value.place is not None
    assert refused.value.place.line == 4


def test_all_faults_come_together(tmp_path: Path) -> None:
    with pytest.raises(BadInputs) as refused:
        _read(tmp_path, "scaleway;Q-CPU-01;h;1;EUR", "scaleway;Q-X;h;1;EUR", "scaleway;Q-MEM-01;Gio·mois;x;EUR")
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("Candidat,Ligne,Unité,Prix unitaire HT,Devise", "no row of heads"),
        ("a;b;c", "no row of heads"),
        ("Candidat;Ligne;Unité;Devise", "no column `Prix unitaire HT`"),
        ("Candidat;Ligne;Prix unitaire HT;Devise", "no column `Unité`"),
        ("Ligne;Unité;Prix unitaire HT;Devise", "no column `Candidat`"),
        ("Candidat;Ligne;Unité;Prix unitaire HT", "no column `Devise`"),
        ("Candidat;Ligne;Ligne;Unité;Prix unitaire HT;Devise", "`Ligne` a second time"),
    ],
)
def test_heads_that_are_missing_or_double_are_refused(tmp_path: Path, heads: str, found: str) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, GOOD, heads=heads)
    assert found in refused.value.found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (HEADS.encode("cp1252"), "not UTF-8"),
        (b"\xff\xfeL\0", "not UTF-8"),
        (HEADS.encode() + b"\n\0", "null character"),
        (f'{HEADS}\n"open'.encode(), "not CSV"),
        (b"", "no row of heads"),
        (b"x" * (MOST_BYTES + 1), "more than 5,000,000 bytes"),
        ((HEADS + "\n" + "scaleway;Q-CPU-01\n" * 6000).encode(), "a table of 6,001 rows"),
        ((HEADS + ";" * 300 + "\n").encode(), "a table of 1 rows and 305 columns"),
        (f"{HEADS}\nscaleway;{'Q' * 3000};vCPU·mois;1;EUR".encode(), "a cell of 3,000 characters"),
    ],
)
def test_a_file_that_is_no_table_of_prices_is_refused(tmp_path: Path, data: bytes, found: str) -> None:
    file = tmp_path / "prices.csv"
    file.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        read_prices(file, CANDIDATES)
    assert found in refused.value.found
    assert refused.value.action


@pytest.mark.parametrize("name", ["prices.ods", "prices.xls", "prices", "prices.json"])
def test_other_formats_are_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"in \.csv, \.xlsx, \.yaml"):
        read_prices(tmp_path / name, CANDIDATES)


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx", "none.yaml"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_prices(tmp_path / name, CANDIDATES)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prices.csv").mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        read_prices(tmp_path / "prices.csv", CANDIDATES)


def test_what_steers_a_terminal_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        _read(tmp_path, "scaleway;Q\x1b[31m;vCPU·mois;1;EUR", "scaleway;Q-CPU-01;vCPU·mois;1\x1b[31m;EUR")
    assert "\x1b" not in str(refused.value)


def test_another_currency_is_taken_once_it_is_declared(tmp_path: Path) -> None:
    file = _file(tmp_path, GOOD.replace("EUR", "CHF"))
    assert read_prices(file, CANDIDATES, "CHF").of("scaleway", "Q-CPU-01") == Decimal("12.5")
    with pytest.raises(BadInput, match="`EUR`"):
        read_prices(file, CANDIDATES)
