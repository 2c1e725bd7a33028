"""The tender report of estates: planned, judged and examined, each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bastide.check import require_sound
from bastide.failure import ToolkitFailed
from bastide.planning import Examine, Order, examine_each, plan_all_with_pulumi
from bastide.planning import Report as Progress
from bastide.preview import orders_of, with_progress
from facts.errors import BadInput
from plan.model import LayerPlan
from policies.model import Lang

if TYPE_CHECKING:
    from bastide.tender.quantities.prices import Prices
    from bastide.tender.report import CandidateReport, Report
    from stacks.estate import Estate

DATA: Final = "report.json"
FILES: Final = (DATA, "report.html", "quantities.csv", "quantities.xlsx")
"""What stands in the folder of a report beside the evidence."""
"""Every report has it: a folder without it is none."""
_LEGACY: Final = "-legacy"


@dataclass(frozen=True)
class Asked:
    """What report is asked for.

    Attributes:
        against: an exported state or a revision to compare with; "" for nothing.
    """

    on: date
    lang: Lang
    against: str = ""
    allow_dirty: bool = False


@dataclass(frozen=True)
class Examined:
    """One candidate, ready to be written: its report, and the files of its evidence (path -> text)."""

    report: CandidateReport
    evidence: Mapping[str, str] = field(default_factory=dict)


def examine(names: Sequence[str], folder: Path, asked: Asked) -> tuple[Examined, ...]:
    """The named candidates (none named: all), in their order.

    Raises:
        BadInput: there is no such candidate, or a file is wrong.
        ToolkitFailed: the toolkit itself failed.
    """
    require_sound(folder)
    orders = _candidates(names, folder)

    def work(progress: Progress | None) -> tuple[Examined, ...]:
        one = partial(_examined, folder=folder, asked=asked)
        if not asked.against:
            return examine_each(orders, folder, one, progress, _prepare)
        return _compared(orders, folder, asked, one, progress)

    return with_progress(orders, work)


def _prepare() -> None:
    # imported here: what makes the page is made ready while others plan
    from bastide.tender import files  # noqa: F401, PLC0415
    from bastide.tender.page import render  # noqa: PLC0415

    render.warm()


def _compared(
    orders: Sequence[Order], folder: Path, asked: Asked, one: Examine[Examined], progress: Progress | None
) -> tuple[Examined, ...]:
    from plan.engine.plans import Request  # noqa: PLC0415
    from stacks.estate import load_estate  # noqa: PLC0415

    request = Request(asked.against, asked.allow_dirty)
    plans = plan_all_with_pulumi(orders, folder.parent, request, progress)
    return tuple(
        one(load_estate(order.estate, folder), tuple(plan for plan in plans if plan.stack == order.estate))
        for order in orders
    )


def _candidates(names: Sequence[str], folder: Path) -> list[Order]:
    found = orders_of(names, folder)
    for order in found:
        if names and (order.layers or order.estate.endswith(_LEGACY)):
            raise BadInput(
                f"`{order.estate}` is what exists today, and no candidate"
                if order.estate.endswith(_LEGACY)
                else f"`{order.estate}-{order.layers[0]}` is a single stack",
                expected="whole estates of candidates",
                action="name the estate; `bastide check` and `bastide preview` take single stacks and the legacy",
            )
    return [order for order in found if not order.estate.endswith(_LEGACY)]


def _examined(estate: Estate, plans: tuple[LayerPlan, ...], *, folder: Path, asked: Asked) -> Examined:
    # in the process that has planned the estate: what it imports is there already
    from bastide.tender.candidate import candidate  # noqa: PLC0415
    from bastide.tender.examine import examined  # noqa: PLC0415
    from facts.edition import version  # noqa: PLC0415
    from policies.files import sources  # noqa: PLC0415

    made = candidate(estate, plans, sources(folder.parent, estate.name), asked.on, asked.lang)
    return examined(made, version())


def report_of(examined: Sequence[Examined], asked: Asked, root: Path, prices: Prices | None = None) -> Report:
    """The report of all of them, with bidders' prices where there are any. Raises ToolkitFailed where git hangs."""
    from bastide.tender.report import Report  # noqa: PLC0415
    from facts.edition import version  # noqa: PLC0415
    from plan.engine import revision  # noqa: PLC0415
    from plan.errors import EngineFailed  # noqa: PLC0415

    try:
        commit, changed = revision.current(root)
    except EngineFailed as error:
        raise ToolkitFailed(error.found, error.action) from error
    reports = [item.report for item in examined]
    return Report(
        date=asked.on.isoformat(),
        facts=version(),
        commit=commit,
        changed=changed,
        lang=asked.lang,
        candidates=tuple(reports if prices is None else _priced(reports, prices)),
    )


def read_prices(file: Path, names: Sequence[str], folder: Path) -> Prices:
    """Bidders' prices for the named candidates (none named: all), read before anything is planned.

    Raises:
        BadInput: there is no such candidate, or the file is wrong.
    """
    from bastide.tender.quantities import prices  # noqa: PLC0415
    from bastide.tender.quantities.declared import declared  # noqa: PLC0415

    candidates = [order.estate for order in _candidates(names, folder)]
    return prices.read_prices(file, candidates, declared().contract.currency)


def _priced(reports: Sequence[CandidateReport], prices: Prices) -> Iterator[CandidateReport]:
    from bastide.tender.quantities.totals import priced  # noqa: PLC0415

    bills = priced([report.quantities for report in reports], prices)
    for report, bill in zip(reports, bills, strict=True):
        yield report.model_copy(update={"quantities": bill})
