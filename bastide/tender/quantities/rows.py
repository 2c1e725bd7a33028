"""The rows of a bidder's table: which line each prices, and for how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from bastide.tender.quantities.heads import Heads, heads_of
from bastide.tender.quantities.lines import BY_ID
from bastide.tender.quantities.neutral import starts_formula
from bastide.tender.quantities.price_number import checked, price_number
from bastide.tender.quantities.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Expected,
    Odd,
    Priced,
    Table,
    Value,
    check_currency,
    is_blank,
    known_candidate,
    shown,
    text_of,
)
from bastide.tender.quantities.units import LABELS, unit_of
from facts.errors import BadInput, Place

LONGEST_CELL: Final = 2_000


def read_table(table: Table, expected: Expected, faults: list[BadInput]) -> Iterator[Priced]:
    """The prices of a table; cells without a price give none. Faults are added to the list, and their cells left out.

    Raises:
        BadInput: the table as a whole cannot be read: no heads, too large.
    """
    _refuse_large(table)
    heads = heads_of(table, expected)
    for row, cells in table.rows:
        if row <= heads.row or all(is_blank(cell) for cell in cells):
            continue
        try:
            yield from _row(table, heads, row, cells, expected, faults)
        except BadInput as fault:
            faults.append(fault)


def _refuse_large(table: Table) -> None:
    widest = max((len(cells) for _, cells in table.rows), default=0)
    if len(table.rows) > MOST_ROWS or widest > MOST_COLUMNS:
        raise BadInput(
            f"found a table of {len(table.rows):,} rows and {widest:,} columns",
            place=Place(table.file, None, None, table.sheet),
            expected=f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns",
            action="fill in the file that `bastide tender` has written",
        )


def _row(
    table: Table,
    heads: Heads,
    row: int,
    cells: Sequence[Value | Odd],
    expected: Expected,
    faults: list[BadInput],
) -> Iterator[Priced]:
    def cell(column: int) -> Value | Odd:
        return cells[column - 1] if column <= len(cells) else None

    _refuse_formulas(table, row, cells, heads)
    named = cell(heads.line)
    if is_blank(named) and all(is_blank(cell(column)) for column in heads.prices):
        # a heading or a total between the lines
        return
    line = _line(named, table.place(row, heads.line))
    _check_unit(line, cell(heads.unit), table.place(row, heads.unit))
    for column, candidate in heads.prices.items():
        value = cell(column)
        if is_blank(value):
            continue
        place = table.place(row, column)
        try:
            whose = candidate
            if heads.candidate is not None:
                whose = known_candidate(text_of(cell(heads.candidate)), expected, table.place(row, heads.candidate))
            if heads.currency is not None:
                check_currency(text_of(cell(heads.currency)), expected, table.place(row, heads.currency))
            yield Priced(whose, line, _price(value, place), place)
        except BadInput as fault:
            faults.append(fault)


def _refuse_formulas(table: Table, row: int, cells: Sequence[Value | Odd], heads: Heads) -> None:
    for column, cell in enumerate(cells, start=1):
        price = column in heads.prices
        if (price or column in (heads.line, heads.unit)) and (row, column) in table.formulas:
            raise _formula("a formula", table.place(row, column))
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            raise BadInput(
                f"found a cell of {len(cell):,} characters",
                place=table.place(row, column),
                expected=f"at most {LONGEST_CELL:,}",
                action="shorten it",
            )
        # what begins with a minus in a column of prices is a negative price, and said to be one
        if isinstance(cell, str) and starts_formula(cell) and not (price and cell.strip()[:1] == "-"):
            raise _formula(f"`{shown(cell)}`, which a spreadsheet runs as a formula", table.place(row, column))


def _formula(found: str, place: Place) -> BadInput:
    return BadInput(
        f"found {found}",
        place=place,
        expected="a plain number or text",
        action="write the number itself; a text must not begin with `=`, `+`, `-`, `@`, a tab or a line break",
    )


def _line(named: Value | Odd, place: Place) -> str:
    line = text_of(named)
    if line in BY_ID:
        return line
    raise BadInput(
        f"found the line `{shown(named)}`",
        place=place,
        expected=f"one of the {len(BY_ID)} lines of the bill, from {next(iter(BY_ID))} to {list(BY_ID)[-1]}",
        action="take the ids of the file that `bastide tender` has written; remove lines that it does not have",
    )


def _check_unit(line: str, written: Value | Odd, place: Place) -> None:
    unit = BY_ID[line].unit
    if unit_of(text_of(written)) is not unit:
        raise BadInput(
            f"found the unit `{shown(written)}` for {line}",
            place=place,
            expected=f"`{unit.value}` (in French `{LABELS[unit].fr}`)",
            action="name the price for that unit: prices for other units cannot be compared",
        )


def _price(value: Value | Odd, place: Place) -> Decimal:
    if isinstance(value, Decimal):
        return checked(value, value, place)
    if isinstance(value, str):
        return price_number(value, place)
    raise BadInput(
        f"found {value.shown if isinstance(value, Odd) else 'nothing'}",
        place=place,
        expected="a number such as 1234,56",
        action="format the cell as a number and write the price again",
    )
