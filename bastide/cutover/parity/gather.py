"""`bastide parity`: the plans of the legacy and of targets in, what is missing or weaker out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bastide.planning import Order, Report, plan_each
from bastide.preview import orders_of, with_progress
from facts.errors import BadInput
from plan.model import LayerPlan

if TYPE_CHECKING:
    from bastide.cutover.parity.model import Parity, RoleId
    from bastide.cutover.parity.seen import Seen

MAPPING: Final = "mapping.yaml"


def parities(legacy: str, targets: Sequence[str], folder: Path, on: date) -> tuple[Parity, ...]:
    """The legacy against each target, in the order named.

    Raises:
        BadInput: there is no such estate, one is named for both sides, or a file (the mapping too) is wrong.
        ToolkitFailed: the toolkit itself failed.
    """
    # imported here: reading estates imports Pulumi, which --help must not pay for
    from bastide.cutover.parity.entitled.holders import receivers  # noqa: PLC0415
    from bastide.cutover.parity.seen import held  # noqa: PLC0415
    from stacks.intents import intent_of  # noqa: PLC0415
    from stacks.mapping import load_mapping  # noqa: PLC0415

    orders = _orders(legacy, targets, folder)
    intents = {order.estate: intent_of(folder / f"{order.estate}.yaml") for order in orders}
    mappings = {
        target: load_mapping(intents[legacy], intents[target], folder / MAPPING) for target in dict.fromkeys(targets)
    }
    receiving = {estate: receivers(intent) for estate, intent in intents.items()}

    def work(report: Report | None) -> tuple[Seen, ...]:
        return plan_each(orders, folder, partial(_seen, on=on, receiving=receiving), report)

    found = dict(zip((order.estate for order in orders), with_progress(orders, work), strict=True))
    return tuple(
        held(legacy, found[legacy], target, found[target], mapping, on) for target, mapping in mappings.items()
    )


def _orders(legacy: str, targets: Sequence[str], folder: Path) -> list[Order]:
    found = orders_of((legacy, *targets), folder)
    for order in found:
        if order.layers:
            raise BadInput(
                f"`{order.estate}-{order.layers[0]}` is a single stack",
                expected="whole estates: a role may move from one layer to another",
                action="name the estate",
            )
    if legacy in targets:
        raise BadInput(
            f"`{legacy}` is named for both sides",
            expected="the legacy, and estates to move to",
            action="correct --legacy or --target",
        )
    return found


def _seen(
    order: Order, plans: tuple[LayerPlan, ...], *, on: date, receiving: Mapping[str, Mapping[str, RoleId]]
) -> Seen:
    # in the process that has planned the estate: what it imports is there already
    from bastide.cutover.parity.seen import seen  # noqa: PLC0415
    from policies.view import View  # noqa: PLC0415

    return seen(plans, View(plans), on, receiving[order.estate])
