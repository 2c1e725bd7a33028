"""Bidders' unit prices from a CSV, XLSX or YAML file: read strictly, and whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from bastide.tender.quantities.price_csv import csv_table
from bastide.tender.quantities.price_xlsx import xlsx_table
from bastide.tender.quantities.price_yaml import yaml_prices
from bastide.tender.quantities.rows import read_table
from bastide.tender.quantities.table import Expected, Priced
from facts.errors import BadInput, BadInputs, Place

MOST_BYTES: Final = 5_000_000


@dataclass(frozen=True)
class Prices:
    """Unit prices without tax: candidate -> line -> price. What is not in it is missing, never 0."""

    currency: str
    prices: Mapping[str, Mapping[str, Decimal]]

    def of(self, candidate: str, line: str) -> Decimal | None:
        """One unit price, None where nobody has named it."""
        return self.prices.get(candidate, {}).get(line)


def read_prices(file: Path, candidates: Iterable[str], currency: str = "EUR") -> Prices:
    """The prices of a file, whose name says what it is: `.csv`, `.xlsx`, `.yaml` or `.yml`.

    Args:
        candidates: the estates of the report; no other may be named.
        currency: the one currency; nothing is converted.

    Raises:
        BadInput: the file cannot be read, or something in it is wrong: all faults that were found, with their places.
    """
    faults: list[BadInput] = []
    found: dict[str, dict[str, Decimal]] = {}
    places: dict[tuple[str, str], Place] = {}
    for priced in _read(file, Expected(tuple(candidates), currency), faults):
        key = (priced.candidate, priced.line)
        if key in places:
            faults.append(_twice(priced, places[key]))
            continue
        places[key] = priced.place
        found.setdefault(priced.candidate, {})[priced.line] = priced.price
    if faults:
        raise faults[0] if len(faults) == 1 else BadInputs(faults)
    return Prices(currency, found)


def _read(file: Path, expected: Expected, faults: list[BadInput]) -> Iterator[Priced]:
    suffix = file.suffix.lower()
    if suffix not in (".csv", ".xlsx", ".yaml", ".yml"):
        raise BadInput(
            f"found the file `{file.name}`",
            place=Place(file, None, None, ""),
            expected="a name that ends in .csv, .xlsx, .yaml or .yml",
            action="save the prices as one of these; other spreadsheet formats are not read",
        )
    data = _bytes(file)
    if suffix == ".csv":
        return read_table(csv_table(data, file), expected, faults)
    if suffix == ".xlsx":
        return read_table(xlsx_table(data, file), expected, faults)
    return yaml_prices(data, file, expected, faults)


def _bytes(file: Path) -> bytes:
    place = Place(file, None, None, "")
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(
            f"the file of prices cannot be read: {error.strerror or 'no reason is given'}",
            place=place,
            expected="a file of prices",
            action="check its name and rights",
        ) from None
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"the file has more than {MOST_BYTES:,} bytes",
            place=place,
            expected=f"at most {MOST_BYTES:,}",
            action="fill in the file that `bastide tender` has written, and nothing else",
        )
    return data


def _twice(priced: Priced, first: Place) -> BadInput:
    return BadInput(
        f"found a second price of {priced.candidate} for {priced.line}",
        place=priced.place,
        expected=f"one price (the first stands at {first})",
        action="remove one of the two",
    )
