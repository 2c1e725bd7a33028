"""The number that a bidder has written: exact, and refused where two readers could read two numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bastide.tender.quantities.table import shown
from facts.errors import BadInput, Place

MOST: Final = Decimal(1_000_000_000)
"""No unit price is that large: what is larger is a slip of keys."""
DECIMALS: Final = 6
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
_PLAIN: Final = re.compile(r"[0-9]+")
_COULD_BE_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED: Final = re.compile(r"[0-9]{1,3}( [0-9]{3})+")
_ACTION: Final = "write the number with digits and one decimal comma or point, for example 1234,56"


def price_number(text: str, place: Place) -> Decimal:
    """The number in a text: digits, groups of three parted by spaces, one decimal comma or point.

    `0,023` and `0.023` are the same. `1,234` could be 1234 or 1.234, and `1.234,56` and `1,234.56` show that readers
    differ: all three are refused.

    Raises:
        BadInput: no such number, ambiguous, negative, too large, or with more than six decimals.
    """
    written = text.translate(_SPACES).strip()
    if written.startswith(("-", "\u2212")):
        raise _negative(text, place)
    whole, separator, decimals = _parted(written, text, place)
    if not (_PLAIN.fullmatch(whole) or _GROUPED.fullmatch(whole)) or (separator and not _PLAIN.fullmatch(decimals)):
        raise _bad(f"found `{shown(text)}`, which is no number", place, "a number such as 1234,56", _ACTION)
    return checked(Decimal(f"{whole.replace(' ', '')}.{decimals or 0}"), text, place)


def _parted(written: str, text: str, place: Place) -> tuple[str, str, str]:
    """Whole part, separator, decimals."""
    marks = [mark for mark in written if mark in ".,"]
    if len(marks) > 1:
        raise _bad(
            f"found `{shown(text)}`, which French and English readers read differently",
            place,
            "one decimal comma or point and no other mark",
            "leave out the marks between thousands, or use spaces there",
        )
    if not marks:
        return written, "", ""
    whole, separator, decimals = written.partition(marks[0])
    if _COULD_BE_THOUSANDS.fullmatch(f"{whole},{decimals}"):
        raise _bad(
            f"found `{shown(text)}`, which can be read as {whole}{decimals} and as {whole}.{decimals}",
            place,
            "a number that can be read in one way only",
            f"write {whole}{decimals} for the one, {whole}{separator}{decimals}0 for the other",
        )
    return whole, separator, decimals


def checked(number: Decimal, written: object, place: Place) -> Decimal:
    """The number, once it is one that can be a unit price.

    Raises:
        BadInput: not finite, negative, too large, or with more than six decimals.
    """
    text = shown(str(written))
    if not number.is_finite():
        raise _bad(f"found `{text}`, which is no number", place, "a number such as 1234,56", _ACTION)
    if number < 0:
        raise _negative(text, place)
    if number >= MOST:
        raise _bad(f"found the price `{text}`", place, f"a unit price below {MOST:,}", "check the number of digits")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise _bad(f"found `{text}`", place, f"at most {DECIMALS} decimals", "round the unit price")
    return number


def _negative(text: str, place: Place) -> BadInput:
    return _bad(
        f"found the negative price `{shown(text)}`", place, "a price of 0 or more", "write a price of 0 or more"
    )


def _bad(found: str, place: Place, expected: str, action: str) -> BadInput:
    return BadInput(found, place=place, expected=expected, action=action)
