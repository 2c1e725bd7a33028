"""A bidder's XLSX file as a table: values as python-calamine reads them, and which cells are computed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

from bastide.tender.quantities.table import MOST_ROWS, Odd, Table, Value
from bastide.tender.quantities.words import WORDS
from facts.errors import BadInput, Place
from policies.model import Lang

MOST_UNPACKED: Final = 30_000_000
_MOST_MEMBERS: Final = 500
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"


def xlsx_table(data: bytes, file: Path) -> Table:
    """The cells of the sheet of lines.

    Raises:
        BadInput: not an XLSX file, under a password, too large unpacked, or without the sheet.
    """
    _refuse_bombs(data, file)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            name = _sheet(book.sheet_names, file)
            sheet = book.get_sheet_by_name(name)
            cells = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
        formulas = frozenset(_formulas(data, name))
    except PasswordError:
        raise _bad("the file is under a password", file, "an open file", "save it without a password") from None
    except (CalamineError, ZipError, XmlError, zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError) as error:
        raise _bad(f"this is not a readable XLSX file ({type(error).__name__})", file, *_SAVE_AGAIN) from None
    rows = tuple((number, [_value(cell) for cell in row]) for number, row in enumerate(cells, start=1))
    return Table(file, rows, formulas, name)


_SAVE_AGAIN: Final = ("an XLSX workbook", "save it again as XLSX, or fill in the CSV file")


def _bad(found: str, file: Path, expected: str, action: str) -> BadInput:
    return BadInput(found, place=Place(file, None, None, ""), expected=expected, action=action)


def _refuse_bombs(data: bytes, file: Path) -> None:
    """A small file can unpack without bound: its own directory says how large its parts are, and readers hold to it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError):
        raise _bad("this is not an XLSX file", file, *_SAVE_AGAIN) from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > _MOST_MEMBERS:
        raise _bad(
            f"the file unpacks to {unpacked:,} bytes in {len(members):,} parts",
            file,
            f"at most {MOST_UNPACKED:,} bytes in {_MOST_MEMBERS} parts",
            "fill in the file that `bastide tender` has written, without pictures",
        )


def _sheet(names: list[str], file: Path) -> str:
    for lang in Lang:
        name = WORDS("sheet lines", lang)
        if name in names:
            return name
    if len(names) == 1:
        return names[0]
    wanted = " or ".join(f"`{WORDS('sheet lines', lang)}`" for lang in Lang)
    raise _bad(
        f"found {len(names)} sheets and none of lines",
        file,
        f"the sheet {wanted}",
        "fill in the file that `bastide tender` has written",
    )


def _value(cell: Any) -> Value | Odd:
    if isinstance(cell, bool):
        return Odd("yes" if cell else "no")
    if isinstance(cell, int | float):
        # the shortest text of a binary fraction is what was typed
        return Decimal(repr(cell))
    if isinstance(cell, str):
        return cell or None
    return Odd(f"the {type(cell).__name__} {cell}")


def _formulas(data: bytes, sheet: str) -> Iterator[tuple[int, int]]:
    """Row and column of each computed cell of a sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        ids = {one.get("name"): _relation(one) for one in _elements(archive.read(_WORKBOOK), "sheet")}
        targets = {one["Id"]: one["Target"] for one in _elements(archive.read(_RELATIONS), "Relationship")}
        target = targets[ids[sheet]]
        path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        cell = ""
        for one in _elements(archive.read(path), "c", "f"):
            if one["\0"] == "c":
                cell = one.get("r", "")
                continue
            match = _CELL.fullmatch(cell)
            if match is None:
                raise ValueError("a formula in no cell")
            yield int(match[2]), _column(match[1])


def _relation(sheet: Mapping[str, str]) -> str:
    return next(value for key, value in sheet.items() if key.rpartition(":")[2] == "id")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _elements(data: bytes, *names: str) -> list[dict[str, str]]:
    """The attributes of all elements of these names, in order; the name itself stands under a null character."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            found.append({**attributes, "\0": local})

    def refuse(*_: Any) -> None:
        raise ValueError("a document type, which no spreadsheet writes")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)
    return found
