"""The sheet of lines: all candidates beside each other, with the cells that bidders fill in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from bastide.tender.quantities.csv_file import remark
from bastide.tender.quantities.lines import GROUPS, LINES
from bastide.tender.quantities.model import Line
from bastide.tender.quantities.neutral import neutral
from bastide.tender.quantities.units import LABELS
from bastide.tender.quantities.xlsx_book import (
    FIXED,
    HEAD_ROW,
    LINE,
    MONTHS,
    NOTE,
    PRICED,
    TOTAL,
    WHOLE,
    Book,
    amount_of_line,
    column_of,
)

_WIDTHS: Final = (11, 26, 52, 20, 8)
_EACH_WIDTHS: Final = (15, 15, 15, 17, 46)


def write_lines(state: Book) -> None:
    """Add the sheet."""
    sheet = state.book.add_worksheet(state.lines_name)
    currency = state.bills[0].currency if state.bills else "EUR"
    sheet.write_string(0, 0, state.word("title"), state.formats["title"])
    sheet.write_string(1, 0, state.word("how", currency=currency))
    for column, head in enumerate(_heads(state)):
        sheet.write_string(HEAD_ROW, column, head, state.formats["head"])
    for index, spec in enumerate(LINES):
        row = state.first + index
        months = state.bills[0].months if state.bills else None
        for column, cell in enumerate((spec.id, GROUPS[spec.group].of(state.lang), spec.designation.of(state.lang))):
            sheet.write_string(row, column, neutral(cell), state.formats["text"])
        sheet.write_string(row, 3, LABELS[spec.unit].of(state.lang), state.formats["text"])
        if not spec.monthly or months is not None:
            sheet.write_number(row, MONTHS, months if spec.monthly else 1, state.formats["whole"])
        for candidate, bill in enumerate(state.bills):
            _write_line(state, sheet, row, candidate, bill.lines[index])
    _lay_out(state, sheet)


def _heads(state: Book) -> Iterator[str]:
    for name in FIXED:
        yield state.word(f"head {name}")
    for bill in state.bills:
        yield f"{bill.estate} : {state.word('head quantity')}"
        yield f"{bill.estate} : {state.word('head total')}"
        yield f"{bill.estate} : {state.word('head unit price')} ({bill.currency})"
        yield f"{bill.estate} : {state.word('head line total')} ({bill.currency})"
        yield f"{bill.estate} : {state.word('head note')}"


def _write_line(state: Book, sheet: Any, row: int, candidate: int, line: Line) -> None:
    formats, column = state.formats, column_of(candidate)
    quantity, months, whole, price = (
        xl_rowcol_to_cell(row, at) for at in (column, MONTHS, column + WHOLE, column + PRICED)
    )
    form = formats["broken" if "." in line.at_least else "whole"]
    if line.quantity is not None:
        sheet.write_number(row, column, float(line.quantity), form)
    # nothing stays nothing, however long: it needs no duration
    formula = f'=IF(AND(ISNUMBER({quantity}),{quantity}=0),0,IF(COUNT({quantity},{months})=2,{quantity}*{months},""))'
    sheet.write_formula(row, column + WHOLE, formula, form, _stored_number(line.total))
    unit_price = line.price.unit_price if line.price else None
    if unit_price is None:
        sheet.write_blank(row, column + PRICED, None, formats["price"])
    else:
        sheet.write_number(row, column + PRICED, float(unit_price), formats["price"])
    # what comes free comes free, however much of it is used; and nothing costs nothing at any price
    formula = (
        f"=IF(AND(ISNUMBER({whole}),{whole}=0),0,IF(AND(ISNUMBER({price}),{price}=0),0,"
        f'IF(COUNT({whole},{price})=2,ROUND({whole}*{price},2),"")))'
    )
    sheet.write_formula(row, column + TOTAL, formula, formats["money"], _stored_number(_text_of(amount_of_line(line))))
    sheet.write_string(row, column + NOTE, neutral(remark(line, state.lang)), formats["note"])


def _stored_number(amount: str | None) -> float | str:
    """What a program shows that does not compute."""
    return "" if amount is None else float(amount)


def _text_of(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _lay_out(state: Book, sheet: Any) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for candidate in range(len(state.bills)):
        for offset, width in enumerate(_EACH_WIDTHS):
            sheet.set_column(column_of(candidate) + offset, column_of(candidate) + offset, width)
    sheet.set_row(HEAD_ROW, 4 * LINE)
    for index, spec in enumerate(LINES):
        texts = [(spec.designation.of(state.lang), _WIDTHS[2])]
        texts += [(remark(bill.lines[index], state.lang), _EACH_WIDTHS[NOTE]) for bill in state.bills]
        # no spreadsheet is asked to find the heights of wrapped rows by itself: not all of them do
        sheet.set_row(state.first + index, LINE * max(ceil(1.1 * len(text) / width) or 1 for text, width in texts))
    sheet.freeze_panes(state.first, 3)
    _lay_out_print(state, sheet)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _lay_out_print(state: Book, sheet: Any) -> None:
    """On paper a candidate a page, with the lines repeated."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_print_scale(60)
    sheet.repeat_rows(HEAD_ROW)
    sheet.repeat_columns(0, MONTHS)
    sheet.set_v_pagebreaks([column_of(candidate) for candidate in range(1, len(state.bills))])
