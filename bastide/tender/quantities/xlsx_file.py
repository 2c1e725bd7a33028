"""The bill as a spreadsheet: lines with all candidates beside each other, a summary with formulas, and the units."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import xlsxwriter

from bastide.tender.quantities.model import Quantities
from bastide.tender.quantities.units import LABELS, MEANINGS, Unit
from bastide.tender.quantities.words import WORDS
from bastide.tender.quantities.xlsx_book import LINE, Book, formats_of
from bastide.tender.quantities.xlsx_lines import write_lines
from bastide.tender.quantities.xlsx_summary import write_summary
from policies.model import Lang

_CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same bytes for the same bill: the file says when it was made nowhere."""
_WIDTH: Final = 100
"""Of the column of meanings, in characters."""


def xlsx_bytes(bills: Sequence[Quantities], lang: Lang) -> bytes:
    """The whole file, equal for equal bills.

    Sheet of lines: a row a line, and for each candidate quantity, quantity over the contract, unit price (the only
    cells that can be written), total and remark. Sheet of the summary: totals by group, of all, by phase, and how many
    lines are open. Sheet of units. Totals are formulas, whose values are also stored for programs that do not compute;
    cells with formulas are protected, without a password: against slips, not against anybody. Amounts are numbers,
    which each spreadsheet shows in its own language. An unknown quantity is an empty cell, never 0.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": WORDS("title", lang), "created": _CREATED})
    state = Book(tuple(bills), lang, book, formats_of(book))
    write_lines(state)
    write_summary(state)
    _write_units(state)
    book.close()
    return out.getvalue()


def _write_units(state: Book) -> None:
    sheet = state.book.add_worksheet(state.word("sheet units"))
    for column, name in enumerate(("head unit", "meaning")):
        sheet.write_string(0, column, state.word(name), state.formats["head"])
    for row, unit in enumerate(Unit, start=1):
        sheet.write_string(row, 0, LABELS[unit].of(state.lang), state.formats["text"])
        meaning = MEANINGS[unit].of(state.lang)
        sheet.write_string(row, 1, meaning, state.formats["text"])
        sheet.set_row(row, LINE * (1 + len(meaning) // _WIDTH))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _WIDTH)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("")
