"""A bidder's table, from whatever file it came: cells with their places, and the prices that are found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from facts.errors import BadInput, Place

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 120
_SHOWN: Final = 60

Value = str | Decimal | None
"""A text, a number, or nothing. What is neither (a date, a yes or no) comes as `Odd`."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is no text and no number; `shown` says what it is."""

    shown: str


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table; rows and columns are counted from 1 as the file counts them.

    Attributes:
        rows: number of the row -> its cells, from the first column on.
        formulas: cells that are computed.
        sheet: name of the sheet, "" where the file is one table.
    """

    file: Path
    rows: Sequence[tuple[int, Sequence[Value | Odd]]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    sheet: str = ""

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(self.file, row, column, f"{self.sheet}!{letters(column)}{row}" if self.sheet else "")


@dataclass(frozen=True, slots=True)
class Priced:
    """One unit price as it stands in a file."""

    candidate: str
    line: str
    price: Decimal
    place: Place


def letters(column: int) -> str:
    """`1` -> `A`, `27` -> `AA`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file may name: candidates, and the one currency."""

    candidates: tuple[str, ...]
    currency: str


def known_candidate(named: str, expected: Expected, place: Place) -> str:
    """The candidate of that name. Raises BadInput where the report has none."""
    if named in expected.candidates:
        return named
    raise BadInput(
        f"found the candidate `{shown(named)}`",
        place=place,
        expected=f"one of {', '.join(expected.candidates)}",
        action="correct the name, or remove what belongs to another report",
    )


def check_currency(written: str, expected: Expected, place: Place) -> None:
    """Raises BadInput for any currency but the one."""
    if written != expected.currency:
        raise BadInput(
            f"found the currency `{shown(written)}`",
            place=place,
            expected=f"`{expected.currency}`, as stacks/quantities.yaml declares",
            action=f"name the price in {expected.currency}; nothing is converted here",
        )


def is_blank(cell: Value | Odd) -> bool:
    """Whether nothing stands in a cell, or only spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \u00a0"))


def text_of(cell: Value | Odd) -> str:
    """A cell as text, "" for an empty one."""
    return cell.strip() if isinstance(cell, str) else "" if cell is None else shown(cell)


def shown(cell: Value | Odd) -> str:
    """A cell as an error names it: short, and without what steers a terminal."""
    text = cell.shown if isinstance(cell, Odd) else "" if cell is None else str(cell)
    text = "".join(mark if mark.isprintable() else "?" for mark in text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
