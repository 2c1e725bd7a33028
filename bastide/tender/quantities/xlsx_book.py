"""The workbook that is being written: where its cells lie, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from bastide.tender.quantities.lines import LINES
from bastide.tender.quantities.model import Line, Quantities
from bastide.tender.quantities.words import WORDS
from policies.model import Lang

HEAD_ROW: Final = 3
FIXED: Final = ("line", "group", "designation", "unit", "months")
MONTHS: Final = FIXED.index("months")
WHOLE, PRICED, TOTAL, NOTE = 1, 2, 3, 4
_EACH: Final = 5
"""Columns of a candidate: quantity of a month, of the contract, unit price, total, remark."""
LINE: Final = 15
"""Height of a line of text, in points."""
_MONEY: Final = "#,##0.00"
_PRICE: Final = "#,##0.00####"


@dataclass(frozen=True)
class Book:
    """A workbook, its bills and its formats.

    Attributes:
        book: of xlsxwriter, which ships no types.
    """

    bills: Sequence[Quantities]
    lang: Lang
    book: Any
    formats: dict[str, Any]

    def word(self, name: str, **values: object) -> str:
        return WORDS(name, self.lang, **values)

    @property
    def lines_name(self) -> str:
        return self.word("sheet lines")

    @property
    def first(self) -> int:
        """Row of the first line."""
        return HEAD_ROW + 1

    @property
    def last(self) -> int:
        return self.first + len(LINES) - 1


def formats_of(book: Any) -> dict[str, Any]:
    """How cells look, by name."""
    cell = {"valign": "top", "bottom": 1, "bottom_color": "#BFBFBF"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E1F2", "border": 1}),
        "text": book.add_format({**cell, "text_wrap": True}),
        "note": book.add_format({**cell, "text_wrap": True, "indent": 1}),
        "whole": book.add_format({**cell, "num_format": "#,##0"}),
        "broken": book.add_format({**cell, "num_format": "#,##0.000"}),
        "price": book.add_format({**cell, "num_format": _PRICE, "locked": False, "bg_color": "#FFF2CC"}),
        "money": book.add_format({**cell, "num_format": _MONEY}),
        "sum": book.add_format({**cell, "num_format": _MONEY, "bold": True, "top": 1}),
    }


def column_of(candidate: int) -> int:
    """Column of a candidate's quantity; unit price, total and remark follow."""
    return len(FIXED) + candidate * _EACH


def cells_of(state: Book, column: int, first: int | None = None, last: int | None = None) -> str:
    """Cells of one column of the sheet of lines: all lines, or those from one row to another."""
    letters = xl_col_to_name(column)
    first = state.first if first is None else first
    last = state.last if last is None else last
    return f"'{state.lines_name}'!${letters}${first + 1}:${letters}${last + 1}"


def amount_of_line(line: Line) -> Decimal | None:
    """The total of a line as its formula gives it."""
    if line.price is not None:
        return None if line.price.total is None else Decimal(line.price.total)
    return Decimal(0) if line.total == "0" else None
