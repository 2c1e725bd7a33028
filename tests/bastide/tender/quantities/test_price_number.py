"""Numbers as bidders write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bastide.tender.quantities.price_number import MOST, checked, price_number
from facts.errors import BadInput, Place

PLACE = Place(Path("prices.csv"), 7, 10, "")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,023", "0.023"),
        ("0.023", "0.023"),
        ("1234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1,2340", "1.234"),
        ("1234,567", "1234.567"),
        (" 7 ", "7"),
        ("0,000001", "0.000001"),
    ],
)
def test_one_number_in_one_way(written: str, meant: str) -> None:
    assert price_number(written, PLACE) == Decimal(meant)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1.234,56", "read differently"),
        ("1,234.56", "read differently"),
        ("1.234.567", "read differently"),
        ("1,234", "1234 and as 1.234"),
        ("12.345", "12345 and as 12.345"),
        ("-5", "negative"),
        ("\u22125", "negative"),
        ("-0,01", "negative"),
        ("", "no number"),
        (",5", "no number"),
        ("5,", "no number"),
        ("1 23", "no number"),
        ("12 34,5", "no number"),
        ("1e3", "no number"),
        ("1_000", "no number"),
        ("0x10", "no number"),
        ("NaN", "no number"),
        ("inf", "no number"),
        ("12 €", "no number"),
        ("١٢", "no number"),
        ("about 5", "no number"),
        ("ab,234", "no number"),
        ("1,23a", "no number"),
        ("1000000000", "price"),
        ("0,0000001", "0,0000001"),
    ],
)
def test_what_two_readers_could_read_differently_is_refused_with_place_and_advice(written: str, found: str) -> None:
    with pytest.raises(BadInput) as refused:
        price_number(written, PLACE)
    assert found in refused.value.found
    assert str(refused.value.place).startswith("prices.csv:7:10")
    assert refused.value.expected
    assert refused.value.action


def test_ambiguous_numbers_are_answered_with_both_ways_to_write_them() -> None:
    with pytest.raises(BadInput, match="write 1234 for the one, 1,2340 for the other"):
        price_number("1,234", PLACE)


NUMBERS = st.decimals(min_value=0, max_value=MOST - 1, places=4, allow_nan=False, allow_infinity=False)


@given(NUMBERS, st.sampled_from(",."), st.booleans())
def test_every_price_of_four_decimals_is_read_back(number: Decimal, mark: str, spaces: bool) -> None:
    whole, _, decimals = f"{number:.4f}".partition(".")
    if spaces:
        whole = f"{int(whole):,}".replace(",", " ")
    assert price_number(f"{whole}{mark}{decimals}", PLACE) == number


@given(st.text(alphabet="0123456789,. -", max_size=14))
def test_a_text_is_read_as_the_only_number_that_it_can_mean_or_refused(written: str) -> None:
    try:
        found = price_number(written, PLACE)
    except BadInput:
        return
    plain = written.replace(" ", "").replace(",", ".")
    assert plain.count(".") <= 1
    assert found == Decimal(plain)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-1", "1E+9", "1E-7"])
def test_numbers_of_spreadsheets_are_checked_too(number: str) -> None:
    with pytest.raises(BadInput):
        checked(Decimal(number), number, PLACE)
