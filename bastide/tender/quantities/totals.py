"""What prices make of the bill: exact decimals, rounded once for each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from bastide.tender.quantities.amounts import ZERO, cents, money, text, times, total
from bastide.tender.quantities.model import Bill, Line, PhaseOf, Price, Quantities
from bastide.tender.quantities.prices import Prices

LEGACY: Final = "Q-MIG-03"
"""The line that is paid in each phase in which the legacy runs."""


def priced(bills: Sequence[Quantities], prices: Prices) -> tuple[Quantities, ...]:
    """The bills with the prices of their candidates. A candidate without any price is a bill of missing prices.

    A line costs its quantity over the contract times the unit price, rounded to the cent. The contract costs the sum of
    its lines. Phases share the contract: each its months of the monthly lines; what is paid once falls due in the phase
    in which the data are moved; the legacy in the phases in which it runs. The last phase that has months takes the
    cents that are left.
    """
    return tuple(_priced(bill, prices) for bill in bills)


def _priced(bill: Quantities, prices: Prices) -> Quantities:
    lines = tuple(_line(line, prices.of(bill.estate, line.id)) for line in bill.lines)
    sums = Bill(
        currency=prices.currency,
        month=_sum(_month(line) for line in lines if line.monthly),
        move=_sum(_total(line) for line in lines if not line.monthly),
        contract=_sum(_total(line) for line in lines),
        contract_priced=money(total(found for line in lines if (found := _total(line)) is not None)),
        missing=tuple(line.id for line in lines if _misses_price(line)),
        unknown=tuple(line.id for line in lines if _total(line) is None and line.quantity is None),
    )
    phases = _phases(bill.phases, lines, sums.contract)
    return bill.model_copy(update={"lines": lines, "bill": sums, "phases": phases})


def _line(line: Line, unit_price: Decimal | None) -> Line:
    if line.total == "0":
        found: Decimal | None = ZERO
    elif unit_price is None:
        found = None
    elif unit_price == 0:
        # what comes free comes free, however much of it is used
        found = ZERO
    else:
        found = None if line.total is None else times(Decimal(line.total), unit_price)
    price = Price(
        unit_price=None if unit_price is None else text(unit_price), total=None if found is None else money(found)
    )
    return line.model_copy(update={"price": price})


def _unit_price(line: Line) -> Decimal | None:
    return Decimal(line.price.unit_price) if line.price and line.price.unit_price is not None else None


def _total(line: Line) -> Decimal | None:
    return Decimal(line.price.total) if line.price and line.price.total is not None else None


def _misses_price(line: Line) -> bool:
    return _unit_price(line) is None and line.total != "0"


def _month(line: Line) -> Decimal | None:
    """What one line costs in one month, to the cent."""
    unit_price = _unit_price(line)
    if line.quantity == "0" or unit_price == 0:
        return ZERO
    if unit_price is None or line.quantity is None:
        return None
    return cents(times(Decimal(line.quantity), unit_price))


def _sum(amounts: Iterable[Decimal | None]) -> str | None:
    found = list(amounts)
    return None if None in found else money(total(amount for amount in found if amount is not None))


def _phases(phases: Sequence[PhaseOf], lines: Sequence[Line], contract: str | None) -> tuple[PhaseOf, ...]:
    if contract is None or any(phase.months is None for phase in phases):
        return tuple(phases)
    shares = [cents(share(phase, phases, lines)) for phase in phases]
    last = last_with_months(phases)
    shares[last] += Decimal(contract) - total(shares)
    return tuple(phase.model_copy(update={"total": money(due)}) for phase, due in zip(phases, shares, strict=True))


def last_with_months(phases: Sequence[PhaseOf]) -> int:
    """The phase that takes the cents that are left."""
    return max((index for index, phase in enumerate(phases) if phase.months), default=len(phases) - 1)


def share(phase: PhaseOf, phases: Sequence[PhaseOf], lines: Sequence[Line]) -> Decimal:
    """What falls due in a phase, not rounded. All months must be known; a line without total adds nothing."""
    months = phase.months or 0
    monthly = total(_total(line) or ZERO for line in lines if line.monthly)
    once = total(_total(line) or ZERO for line in lines if not line.monthly and line.id != LEGACY)
    legacy = total(_total(line) or ZERO for line in lines if line.id == LEGACY)
    due = times(monthly, months) / max(1, _months(phases))
    if phase.moves:
        due += once
    if phase.legacy:
        due += times(legacy, months) / max(1, _months(one for one in phases if one.legacy))
    return due


def _months(phases: Iterable[PhaseOf]) -> int:
    return sum(phase.months or 0 for phase in phases)
