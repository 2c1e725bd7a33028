"""What prices make of the bill."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bastide.tender.quantities.declared import DeclaredQuantities
from bastide.tender.quantities.lines import LINES
from bastide.tender.quantities.model import Quantities
from bastide.tender.quantities.prices import Prices
from bastide.tender.quantities.totals import priced
from tests.bastide.tender.quantities.said import UNSAID, bill_of, line_of, raw
from tests.bastide.tender.quantities.test_count import BY_HAND, small

pytestmark = pytest.mark.xdist_group("tender")

CENT = Decimal("0.01")


def _priced(bill: Quantities, prices: dict[str, str]) -> Quantities:
    found = {line: Decimal(price) for line, price in prices.items()}
    return priced([bill], Prices("EUR", {bill.estate: found}))[0]


def _all(price: str = "1") -> dict[str, str]:
    return {line.id: price for line in LINES}


def test_totals_agree_with_a_hand_count() -> None:
    # 12 cores at 10.005 for 48 months, 120 TB taken in at 3, all else free
    bill = _priced(bill_of(small()), {**_all("0"), "Q-CPU-01": "10.005", "Q-MIG-01": "3"})
    assert bill.bill is not None
    assert line_of(bill, "Q-CPU-01").price is not None
    assert (bill.bill.month, bill.bill.move, bill.bill.contract) == ("120.06", "360.00", "6122.88")
    # 3 of 48 months and the move, 1 of 48, 44 of 48
    assert [phase.total for phase in bill.phases] == ["720.18", "120.06", "5282.64"]
    assert (bill.bill.missing, bill.bill.unknown) == ((), ())
    assert bill.bill.complete


def test_the_legacy_is_paid_in_the_phases_in_which_it_runs() -> None:
    bill = _priced(bill_of(small()), {**_all("0"), "Q-MIG-03": "1000"})
    assert bill.bill is not None
    assert bill.bill.contract == "4000.00"
    assert [phase.total for phase in bill.phases] == ["3000.00", "1000.00", "0.00"]


@pytest.mark.parametrize(("price", "total"), [("0.00001", "0.01"), ("0.000017", "0.01"), ("0.000008", "0.00")])
def test_lines_are_rounded_once(price: str, total: str) -> None:
    # 12 x 48 = 576 of them: 0.00576, 0.009792 and 0.004608 before it is rounded
    line = line_of(_priced(bill_of(small()), {"Q-CPU-01": price}), "Q-CPU-01")
    assert line.price is not None
    assert line.price.total == total


def test_half_a_cent_goes_up() -> None:
    data = raw()
    data["contract"]["months"]["value"] = 4
    bill = bill_of(small(), DeclaredQuantities.model_validate(data))
    # 1 key for 4 months at 0.00125, and at 0.00375
    for price, total in (("0.00125", "0.01"), ("0.00375", "0.02"), ("0.00124", "0.00")):
        line = line_of(_priced(bill, {"Q-KMS-01": price}), "Q-KMS-01")
        assert line.price is not None
        assert line.price.total == total


def test_missing_prices_are_missing_and_the_total_is_incomplete() -> None:
    prices = _all("2")
    del prices["Q-CPU-01"], prices["Q-NAT-01"]
    bill = _priced(bill_of(small()), prices)
    assert bill.bill is not None
    # there is no gateway: nobody misses its price
    assert bill.bill.missing == ("Q-CPU-01",)
    assert (bill.bill.contract, bill.bill.month, bill.bill.complete) == (None, None, False)
    known = sum(
        (
            Decimal(quantity) * 2 * (48 if not id_.startswith("Q-MIG") else 1)
            for id_, quantity in BY_HAND.items()
            if id_ != "Q-CPU-01"
        ),
        Decimal(),
    )
    assert Decimal(bill.bill.contract_priced) == known.quantize(CENT, ROUND_HALF_UP)
    assert [phase.total for phase in bill.phases] == [None, None, None]


def test_a_candidate_without_any_price_misses_all_lines_that_it_consumes() -> None:
    bill = priced([bill_of(small())], Prices("EUR", {}))[0]
    assert bill.bill is not None
    assert set(bill.bill.missing) == {id_ for id_, quantity in BY_HAND.items() if quantity != "0"}
    assert (bill.bill.contract, bill.bill.contract_priced) == (None, "0.00")


def test_an_unknown_quantity_leaves_the_total_incomplete_unless_it_is_free() -> None:
    data = DeclaredQuantities.model_validate(raw(backup_gb=UNSAID))
    bill = _priced(bill_of(small(), data), _all("1"))
    assert bill.bill is not None
    assert (bill.bill.unknown, bill.bill.missing, bill.bill.contract) == (("Q-BCK-01",), (), None)
    free = _priced(bill_of(small(), data), {**_all("1"), "Q-BCK-01": "0"})
    assert free.bill is not None
    assert free.bill.complete


def test_without_a_duration_a_month_has_a_total_and_the_contract_none() -> None:
    data = raw()
    data["contract"]["months"] = UNSAID
    bill = _priced(bill_of(small(), DeclaredQuantities.model_validate(data)), _all("1"))
    assert bill.bill is not None
    assert bill.bill.month is not None
    assert (bill.bill.contract, [phase.total for phase in bill.phases]) == (None, [None, None, None])


def test_prices_of_another_candidate_change_nothing() -> None:
    bill = bill_of(small())
    others = priced([bill], Prices("EUR", {"outscale": {"Q-CPU-01": Decimal(5)}}))[0]
    assert others == priced([bill], Prices("EUR", {}))[0]


PRICES = st.fixed_dictionaries(
    {line.id: st.decimals(min_value=0, max_value=10_000, places=6, allow_nan=False) for line in LINES}
)


@cache
def _bill() -> Quantities:
    return bill_of(small())


@given(PRICES)
def test_lines_and_phases_both_add_up_to_the_contract(prices: dict[str, Decimal]) -> None:
    bill = priced([_bill()], Prices("EUR", {"scaleway": prices}))[0]
    assert bill.bill is not None
    lines = [Decimal(line.price.total) for line in bill.lines if line.price and line.price.total]
    phases = [Decimal(phase.total) for phase in bill.phases if phase.total]
    assert len(lines) == len(LINES)
    assert len(phases) == 3
    assert sum(lines) == sum(phases) == Decimal(bill.bill.contract or "NaN")
    for line, total in zip(bill.lines, lines, strict=True):
        exact = Decimal(line.total or "NaN") * prices[line.id]
        assert abs(total - exact) <= CENT / 2
