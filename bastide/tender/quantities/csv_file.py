"""The bill as CSV: one row for each line of each candidate, which a bidder fills in and gives back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from bastide.tender.quantities.lines import GROUPS
from bastide.tender.quantities.model import Line, Quantities
from bastide.tender.quantities.neutral import neutral
from bastide.tender.quantities.words import WORDS
from policies.model import Lang

_HEADS: Final = (
    "candidate",
    "line",
    "group",
    "designation",
    "unit",
    "quantity",
    "months",
    "total",
    "basis",
    "unit price",
    "currency",
    "note",
)


def csv_text(bills: Sequence[Quantities], lang: Lang) -> str:
    """The whole file, for UTF-8: semicolons, the byte order mark that French spreadsheets ask for, decimals with comma
    in French and point in English, lines that end with CR LF. An unknown quantity is an empty cell; the note says why.
    Text that a spreadsheet would run as a formula is made plain.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([WORDS(f"head {name}", lang) for name in _HEADS])
    for bill in bills:
        for line in bill.lines:
            writer.writerow([neutral(cell) for cell in _row(bill, line, lang)])
    return f"\ufeff{out.getvalue()}"


def _row(bill: Quantities, line: Line, lang: Lang) -> Iterator[str]:
    yield bill.estate
    yield line.id
    yield GROUPS[line.group].of(lang)
    yield line.designation
    yield line.unit_label
    yield number(line.quantity, lang)
    yield (str(bill.months) if bill.months is not None else "") if line.monthly else "1"
    yield number(line.total, lang)
    yield WORDS(f"basis {line.basis.value}", lang)
    yield number(line.price.unit_price if line.price else None, lang)
    yield bill.currency
    yield remark(line, lang)


def number(amount: str | None, lang: Lang) -> str:
    """The amount as a spreadsheet of that language reads it; "" for none."""
    found = amount or ""
    return found.replace(".", ",") if lang is Lang.FR else found


def remark(line: Line, lang: Lang) -> str:
    """What a bidder must know of a line: what is not known, what is only asked for, why there is nothing."""
    parts = [*line.unknown]
    if line.asked != "0":
        parts.append(WORDS("of which asked", lang, amount=number(line.asked, lang)))
    if line.note:
        parts.append(line.note)
    return "; ".join(parts) if lang is Lang.EN else " ; ".join(parts)
