"""Amounts as exact decimals, and as the texts that stand in `report.json`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Annotated, Final

from pydantic import StringConstraints

Amount = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
"""An exact decimal with a point: `18`, `1234.5`. A text, because JSON numbers are read as binary fractions."""

ZERO: Final = Decimal(0)
_CENT: Final = Decimal("0.01")
_MILLIONTH: Final = Decimal("0.000001")
_CONTEXT: Final = Context(prec=40)


def text(amount: Decimal) -> str:
    """The amount without exponent and trailing zeros."""
    plain = f"{amount:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Their exact sum."""
    found = ZERO
    for amount in amounts:
        found = _CONTEXT.add(found, amount)
    return found


def times(one: Decimal, other: Decimal | int) -> Decimal:
    """Their exact product."""
    return _CONTEXT.multiply(one, Decimal(other))


def cents(amount: Decimal) -> Decimal:
    """Money to the cent, halves away from zero as French accounts round them."""
    return amount.quantize(_CENT, ROUND_HALF_UP, _CONTEXT)


def millionths(amount: Decimal) -> Decimal:
    """A quantity to the sixth decimal: a twelfth of a year has no end."""
    return amount.quantize(_MILLIONTH, ROUND_HALF_UP, _CONTEXT)


def money(amount: Decimal) -> str:
    """Money as a text with exactly two decimals."""
    return f"{cents(amount):f}"
