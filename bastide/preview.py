"""`bastide preview`: which stacks, their plans, and the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from bastide.planning import Order, Report, plan_all, plan_all_with_pulumi
from facts.errors import BadInput
from plan.model import LayerPlan

if TYPE_CHECKING:
    from plan.engine.plans import Request

T = TypeVar("T")


def plan_stacks(names: Sequence[str], folder: Path, request: Request | None = None) -> tuple[LayerPlan, ...]:
    """The plans of the named estates and stacks, in the order named; none named: all estates.

    `request`: what to ask the Pulumi engine; None for the built-in one.

    Raises:
        BadInput: there is no such stack, or a file is wrong.
        ToolkitFailed: the toolkit itself failed.
    """
    orders = orders_of(names, folder)

    def plan(report: Report | None) -> tuple[LayerPlan, ...]:
        if request is None:
            return plan_all(orders, folder, report)
        return plan_all_with_pulumi(orders, folder.parent, request, report)

    return with_progress(orders, plan)


def with_progress(orders: Sequence[Order], work: Callable[[Report | None], T]) -> T:
    """What `work` gives; on a terminal its progress is shown, a line an estate."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return work(None)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[stack]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        return work(_reporter(progress, orders))


def _reporter(progress: Progress, orders: Sequence[Order]) -> Report:
    tasks: dict[str, TaskID] = {order.estate: progress.add_task(order.estate, total=None, stack="") for order in orders}

    def report(estate: str, stack: str, count: int) -> None:
        progress.update(tasks[estate], stack=f"{stack}: {count} resources")

    return report


def orders_of(names: Sequence[str], folder: Path) -> list[Order]:
    """Which layers of which estates the names mean. Raises BadInput where there is no such stack."""
    # imported here: reading estates imports Pulumi, which --help must not pay for
    from stacks.catalogue import estates, resolve  # noqa: PLC0415

    layers: dict[str, list[str]] = {}
    whole: set[str] = set()
    for name in names or estates(folder):
        estate, layer = resolve(name, folder)
        layers.setdefault(estate, [])
        if layer is None:
            whole.add(estate)
        elif layer not in layers[estate]:
            layers[estate].append(layer)
    if not layers:
        raise BadInput(
            "there is no estate in stacks/",
            expected="files with the line `schema: bastide/estate/1`",
            action="write one, for example stacks/scaleway.yaml",
        )
    return [Order(estate, () if estate in whole else tuple(chosen)) for estate, chosen in layers.items()]


def written(plans: tuple[LayerPlan, ...], format: str, *, detail: bool) -> str:
    """The plans as a document in one of the formats."""
    from bastide.review import html, markdown, text  # noqa: PLC0415
    from bastide.review.compare import Comparison  # noqa: PLC0415
    from plan.serialise import to_json  # noqa: PLC0415

    if format == "json":
        return to_json(plans)
    comparison = Comparison(plans)
    if format == "markdown":
        return markdown.render(comparison)
    return html.render(comparison) if format == "html" else text.as_text(comparison, detail=detail)
