"""The heads of a bidder's table: which column holds lines, units and prices, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bastide.tender.quantities.table import Expected, Odd, Table, Value, check_currency, known_candidate, shown
from bastide.tender.quantities.words import WORDS
from facts.errors import BadInput, Place
from policies.model import Lang

_HEADS: Final = ("candidate", "line", "unit", "unit price", "currency")
_WIDE: Final = re.compile(r"(?P<candidate>[a-z][a-z0-9-]*) ?: (?P<head>.+) \((?P<currency>[A-Za-z]{3})\)")
_NAMES: Final = {
    WORDS(f"head {name}", lang).casefold(): name
    for name in (*_HEADS, "group", "designation", "quantity", "months", "total", "basis", "note")
    for lang in Lang
}
_WIDE_PRICES: Final = frozenset(WORDS("head unit price", lang).casefold() for lang in Lang)


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the heads stand, and the columns that matter.

    Attributes:
        prices: column of prices -> candidate, "" where a column names it for each row.
        candidate: the column that names it.
    """

    row: int
    line: int
    unit: int
    prices: Mapping[int, str]
    candidate: int | None = None
    currency: int | None = None


def heads_of(table: Table, expected: Expected) -> Heads:
    """The heads: the first row that names the lines.

    Raises:
        BadInput: there are none, one stands twice, one is missing, or one names what is not expected.
    """
    for row, cells in table.rows:
        names = {column: _head(cell) for column, cell in enumerate(cells, start=1)}
        if "line" in names.values():
            return _found_heads(table, row, names, cells, expected)
    raise BadInput(
        "found no row of heads",
        place=Place(table.file, 1, 1, table.sheet),
        expected="a row with the heads " + ", ".join(f"`{WORDS(f'head {name}', Lang.FR)}`" for name in _HEADS),
        action="fill in the file that `bastide tender` has written; a CSV file is separated by semicolons",
    )


def _head(cell: Value | Odd) -> str:
    return _NAMES.get(cell.strip().casefold(), "") if isinstance(cell, str) else ""


def _found_heads(
    table: Table, row: int, names: Mapping[int, str], cells: Sequence[Value | Odd], expected: Expected
) -> Heads:
    at = {name: column for column, name in sorted(names.items(), reverse=True) if name}
    twice = next((column for column, name in names.items() if name and at[name] != column), None)
    if twice is not None:
        raise BadInput(
            f"found the head `{shown(cells[twice - 1])}` a second time",
            place=table.place(row, twice),
            expected="each head once",
            action="remove one of the two columns",
        )
    prices = {at["unit price"]: ""} if "unit price" in at else dict(_wide(table, row, cells, expected))
    needed = ("line", "unit", *(("candidate", "currency") if "unit price" in at else ()))
    missing = [name for name in needed if name not in at]
    if missing or not prices:
        absent = WORDS(f"head {missing[0] if missing else 'unit price'}", Lang.FR)
        raise BadInput(
            f"found no column `{absent}`",
            place=table.place(row, 1),
            expected=", ".join(f"`{WORDS(f'head {name}', Lang.FR)}`" for name in _HEADS),
            action="fill in the file that `bastide tender` has written",
        )
    return Heads(row, at["line"], at["unit"], prices, at.get("candidate"), at.get("currency"))


def _wide(table: Table, row: int, cells: Sequence[Value | Odd], expected: Expected) -> Iterator[tuple[int, str]]:
    """Columns of prices, one a candidate: `scaleway : Prix unitaire HT (EUR)`."""
    seen: set[str] = set()
    for column, cell in enumerate(cells, start=1):
        match = _WIDE.fullmatch(" ".join(cell.split())) if isinstance(cell, str) else None
        if match is None or match["head"].casefold() not in _WIDE_PRICES:
            continue
        place = table.place(row, column)
        candidate = known_candidate(match["candidate"], expected, place)
        check_currency(match["currency"], expected, place)
        if candidate in seen:
            raise BadInput(
                f"found a second column of prices for `{candidate}`",
                place=place,
                expected="one for each candidate",
                action="remove one of the two columns",
            )
        seen.add(candidate)
        yield column, candidate
