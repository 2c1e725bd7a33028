"""Unit prices as a YAML file, for those who keep them under version control."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bastide.tender.quantities.lines import BY_ID
from bastide.tender.quantities.neutral import starts_formula
from bastide.tender.quantities.price_number import checked, price_number
from bastide.tender.quantities.table import Expected, Priced, shown
from bastide.tender.quantities.units import LABELS, unit_of
from facts.document import Document, parse
from facts.errors import BadInput, Place
from facts.validate import validate


def _no_yes(value: Any) -> Any:
    """`true` is a number to Python and not to a bidder."""
    if isinstance(value, bool):
        raise ValueError("found a yes or no | a number such as 1234.56 | write the price")
    return value


class UnitPrice(BaseModel):
    """One unit price. A number, or a text that is read as a cell of a table is."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unit: str
    price: Annotated[int | float | str, BeforeValidator(_no_yes)]


class PriceFile(BaseModel):
    """Prices: candidate -> line -> price for its unit, without tax."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/prices/1"] = Field(alias="schema")
    currency: str
    prices: dict[str, dict[str, UnitPrice]]


def yaml_prices(data: bytes, file: Path, expected: Expected, faults: list[BadInput]) -> Iterator[Priced]:
    """The prices of a YAML file. Faults of single prices are added to the list, and their prices left out.

    Raises:
        BadInput: the file as a whole is wrong.
    """
    document = parse(_text(data, file), file)
    found = validate(document, PriceFile)
    if found.currency != expected.currency:
        raise BadInput(
            f"found the currency `{shown(found.currency)}`",
            place=document.place(("currency",)),
            expected=f"`{expected.currency}`, as stacks/quantities.yaml declares",
            action=f"name the prices in {expected.currency}; nothing is converted here",
        )
    for candidate, lines in found.prices.items():
        if candidate not in expected.candidates:
            faults.append(_unknown(document, candidate, expected))
            continue
        for line, price in lines.items():
            try:
                yield _priced(document, candidate, line, price)
            except BadInput as fault:
                faults.append(fault)


def _text(data: bytes, file: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start} is not UTF-8",
            place=Place(file, None, None, ""),
            expected="prices as UTF-8 text",
            action="save it as UTF-8",
        ) from None


def _unknown(document: Document, candidate: str, expected: Expected) -> BadInput:
    return BadInput(
        f"found the candidate `{shown(candidate)}`",
        place=document.place(("prices", candidate), key=True),
        expected=f"one of {', '.join(expected.candidates)}",
        action="correct the name, or remove what belongs to another report",
    )


def _priced(document: Document, candidate: str, line: str, price: UnitPrice) -> Priced:
    path = ("prices", candidate, line)
    spec = BY_ID.get(line)
    if spec is None:
        raise BadInput(
            f"found the line `{shown(line)}`",
            place=document.place(path, key=True),
            expected=f"one of the {len(BY_ID)} lines of the bill, from {next(iter(BY_ID))} to {list(BY_ID)[-1]}",
            action="take the ids of the file that `bastide tender` has written",
        )
    if unit_of(price.unit) is not spec.unit:
        raise BadInput(
            f"found the unit `{shown(price.unit)}` for {line}",
            place=document.place((*path, "unit")),
            expected=f"`{spec.unit.value}` (in French `{LABELS[spec.unit].fr}`)",
            action="name the price for that unit: prices for other units cannot be compared",
        )
    place = document.place((*path, "price"))
    return Priced(candidate, line, _number(price.price, place), place)


def _number(written: int | float | str, place: Place) -> Decimal:
    if not isinstance(written, str):
        return checked(Decimal(repr(written)), written, place)
    if starts_formula(written) and not written.strip().startswith("-"):
        raise BadInput(
            f"found `{shown(written)}`, which a spreadsheet runs as a formula",
            place=place,
            expected="a number such as 1234,56",
            action="write the number itself",
        )
    return price_number(written, place)
