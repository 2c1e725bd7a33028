"""A bidder's CSV file as a table: semicolons, UTF-8, with or without the mark that spreadsheets put in front."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from bastide.tender.quantities.table import Table
from facts.errors import BadInput, Place


def csv_table(data: bytes, file: Path) -> Table:
    """The cells of a CSV file, as texts.

    Raises:
        BadInput: not UTF-8, or quotes that do not close.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start} is not UTF-8",
            place=Place(file, data.count(b"\n", 0, error.start) + 1, 1, ""),
            expected="a CSV file in UTF-8",
            action="save it again as `CSV UTF-8`, or send the XLSX file",
        ) from None
    if "\0" in text:
        raise BadInput(
            "found a null character",
            place=Place(file, text.count("\n", 0, text.index("\0")) + 1, 1, ""),
            expected="a CSV file in UTF-8",
            action="save it again as `CSV UTF-8`, or send the XLSX file",
        )
    return Table(file, tuple(_rows(text, file)))


def _rows(text: str, file: Path) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    found = []
    first = 1
    try:
        for cells in reader:
            found.append((first, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"this is not CSV: {error}",
            place=Place(file, first, 1, ""),
            expected="cells separated by semicolons, quotes doubled inside quotes",
            action="save the file again from the spreadsheet",
        ) from None
    return found
