"""What the bill says of one candidate: lines, where they come from, and what bidders' prices make of them."""

from __future__ import annotations

from enum import StrEnum

from bastide.tender.part import Basis, Part, Source
from bastide.tender.quantities.amounts import Amount
from bastide.tender.quantities.lines import Group
from bastide.tender.quantities.units import Unit


class State(StrEnum):
    """How an amount comes into the bill. For what it rests on, see `Basis`."""

    BUILT = "built"  # a resource of the plan
    ASKED = "asked"  # the intent asks for it, the plan has no resource: a gap that the bidder must fill or price
    DECLARED = "declared"  # the platform says so


class Origin(Part):
    """Resources or roles of one sort that make up a line.

    Attributes:
        role: role path of the owner.
        what: provider type of the resources; for what is only asked for, the capability that is missing.
        detail: flavour, class or group of buckets, "" where there is none.
        count: how many.
        amount: what they add to the line, None where it is not known.
    """

    role: str
    what: str
    detail: str
    count: int
    amount: Amount | None
    state: State


class Price(Part):
    """What a bidder asks for one unit, and for the line over the contract.

    Attributes:
        unit_price: None where the bidder has named none.
        total: quantity times unit price, rounded once to the cent. None where a part of it is missing; 0.00 where there
            is nothing to price.
    """

    unit_price: Amount | None
    total: Amount | None


class Line(Part):
    """One line of the bill.

    Attributes:
        quantity: of each month (of the whole move where `monthly` is false). None where any part is not known.
        at_least: what is known of it: the same as `quantity` where that is known.
        asked: how much of `at_least` is asked for without a resource in the plan.
        total: quantity over the contract. None where the quantity or the duration is not known.
        unknown: what is not known, one sentence each.
        ask: who must say it.
        note: why there is nothing, where there is nothing.
        sources: what flavours and declared values rest on.
        price: None as long as nobody has priced the bill.
    """

    id: str
    group: Group
    designation: str
    unit: Unit
    unit_label: str
    monthly: bool
    quantity: Amount | None
    at_least: Amount
    asked: Amount
    total: Amount | None
    basis: Basis
    unknown: tuple[str, ...]
    ask: tuple[str, ...]
    note: str
    sources: tuple[Source, ...]
    origins: tuple[Origin, ...]
    price: Price | None = None


class PhaseOf(Part):
    """A phase of the contract; the last is the operation after the move.

    Attributes:
        months: None where it is not known.
        legacy: the legacy is paid in it too.
        moves: what is paid once falls due in it.
        total: what it costs, None where a price, a quantity or the duration is missing.
    """

    id: str
    title: str
    months: int | None
    legacy: bool
    moves: bool
    total: Amount | None = None


class Bill(Part):
    """What all lines cost together, without tax. Each total is None where it is incomplete; beside it stands what of it
    is known.

    Attributes:
        month: one month of operation: the lines of each month.
        move: lines that are paid once: data taken in, egress, the legacy while both run.
        contract: all of it over the contract.
        contract_priced: what those lines cost whose price, quantity and duration are known.
        missing: lines without unit price though something is, or may be, consumed.
        unknown: lines without quantity.
    """

    currency: str
    month: Amount | None
    move: Amount | None
    contract: Amount | None
    contract_priced: Amount
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.contract is not None


class Uncounted(Part):
    """Resources of a sort that no line counts although its kind may cost something."""

    type: str
    kind: str
    count: int


class Quantities(Part):
    """The bill of one candidate.

    Attributes:
        months: duration of the contract, None where it is not known.
        ask_months: who must say it, "" where it is known.
        currency: of all prices.
        uncounted: what the tables of the bill do not know; a bidder must look at it.
        bill: None as long as nobody has priced it.
    """

    estate: str
    months: int | None
    ask_months: str
    currency: str
    lines: tuple[Line, ...]
    phases: tuple[PhaseOf, ...]
    uncounted: tuple[Uncounted, ...]
    bill: Bill | None = None
