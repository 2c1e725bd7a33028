"""`bastide check`: the rules over plans of estates, or over a plan from a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bastide.failure import ToolkitFailed
from bastide.planning import Order, Report, as_planned, plan_each
from bastide.preview import orders_of, with_progress
from facts.errors import BadInput, Place
from plan.json_file import shown
from plan.model import LayerPlan
from policies.checking import Ask, Checked, check

if TYPE_CHECKING:
    from policies.scan.model import ScanOptions, ScanReport


def check_stacks(names: Sequence[str], folder: Path, ask: Ask) -> tuple[Checked, ...]:
    """What the rules say of the named estates and stacks (none named: all estates).

    A single stack is judged with its whole estate in sight; only its own findings are reported.

    Raises:
        BadInput: there is no such stack, or a file is wrong.
        ToolkitFailed: the toolkit itself failed.
    """
    require_sound(folder)
    orders = orders_of(names, folder)
    wanted = {order.estate: order.layers for order in orders}
    whole = [Order(order.estate) for order in orders]

    def work(report: Report | None) -> tuple[Checked, ...]:
        return plan_each(whole, folder, partial(_check_estate, folder=folder, ask=ask, layers=wanted), report)

    return with_progress(whole, work)


def _check_estate(
    order: Order, plans: tuple[LayerPlan, ...], *, folder: Path, ask: Ask, layers: dict[str, tuple[str, ...]]
) -> Checked:
    # in the process that has planned the estate: what it imports is there already
    from policies.files import sources  # noqa: PLC0415
    from policies.wanted import wanted_by  # noqa: PLC0415

    # of the intent alone: the choices were read and checked for the plans
    wanted = wanted_by(order.estate, folder)
    return check(plans, ask, wanted, sources(folder.parent, order.estate), layers=layers[order.estate])


def check_and_scan(
    names: Sequence[str], folder: Path, ask: Ask, options: ScanOptions
) -> tuple[tuple[Checked, ...], ScanReport]:
    """The same, and what checkov says of the same plans beside our findings.

    Raises:
        BadInput: there is no such stack, or a file is wrong.
        ToolkitFailed: the toolkit itself failed, or checkov did, or is not there.
    """
    from policies.rules import rules  # noqa: PLC0415
    from policies.scan.errors import ScanFailed  # noqa: PLC0415
    from policies.scan.scan import scan  # noqa: PLC0415

    require_sound(folder)
    orders = orders_of(names, folder)
    layers = {order.estate: order.layers for order in orders}
    whole = [Order(order.estate) for order in orders]
    planned = with_progress(whole, lambda report: plan_each(whole, folder, as_planned, report))
    checked = tuple(
        _check_estate(order, plans, folder=folder, ask=ask, layers=layers)
        for order, plans in zip(whole, planned, strict=True)
    )
    looked_at = [
        plan
        for order, plans in zip(whole, planned, strict=True)
        for plan in plans
        if not layers[order.estate] or plan.layer in layers[order.estate]
    ]
    try:
        return checked, scan(looked_at, [item for one in checked for item in one.findings], rules(), options)
    except ScanFailed as error:
        raise ToolkitFailed(error.found, error.action) from error


def check_file(file: Path, ask: Ask) -> tuple[Checked, ...]:
    """What the rules say of a plan from a file: a state, a preview, an inventory, a Terraform plan.

    Raises:
        BadInput: the file is wrong, or of no known shape.
    """
    from plan.shape import read_plans  # noqa: PLC0415

    require_sound()
    by_stack: dict[str, list[LayerPlan]] = {}
    for plan in read_plans(file):
        _require_whole(plan, file)
        by_stack.setdefault(plan.stack, []).append(plan)
    _require_a_resource(by_stack.values(), file)
    for plans in by_stack.values():
        _require_each_layer_once(plans, file)
    return tuple(check(plans, ask) for plans in by_stack.values())


def _require_whole(plan: LayerPlan, file: Path) -> None:
    """A preview that failed halfway has only what came before: the worst of it may be missing."""
    if any(message.severity == "error" for message in plan.messages):
        # not what it was: the text of a program can hold anything
        raise BadInput(
            "this plan ended with an error and is not whole",
            place=Place(file, None, None, ""),
            expected="a plan that ended well",
            action="look at its messages, mend what they say, and make it again",
        )


def _require_a_resource(estates: Iterable[Sequence[LayerPlan]], file: Path) -> None:
    """Roles, references and generated words are at no cloud: with them alone nearly every rule has nothing to ask."""
    if not any(item.is_cloud for plans in estates for plan in plans for item in plan.resources):
        raise BadInput(
            "the file holds no resource of a cloud",
            place=Place(file, None, None, ""),
            expected="at least one: with none, nothing would be looked at",
            action="export it again from the stack, subscription or root module that is meant",
        )


def _require_each_layer_once(plans: Sequence[LayerPlan], file: Path) -> None:
    # the profile of a layer is found by its name: of two, one would be judged as the other is
    twice = next((name for name, count in Counter(plan.layer for plan in plans).items() if count > 1), None)
    if twice is not None:
        raise BadInput(
            f"found the layer `{shown(twice)}` of `{shown(plans[0].stack)}` twice",
            place=Place(file, None, None, "stacks"),
            expected="each layer of an estate once",
            action="make it again with `bastide preview --format json`",
        )


def require_sound(folder: Path | None = None) -> None:
    """Look at everything that the rules rest on, before anything is planned.

    A rule that stumbles over a wrong file would be a failure of that rule, not of the file.

    Raises:
        BadInput: a file of the facts or of the policies is wrong, or an exemption is from no estate of `folder`.
    """
    from facts.inventory import items  # noqa: PLC0415
    from policies import exemptions, parameters, profiles, reversibility, shortfalls  # noqa: PLC0415
    from stacks.catalogue import cutovers, estates  # noqa: PLC0415

    items()
    profiles.profiles()
    parameters.parameters()
    # any question reads the file
    reversibility.way_out("", "")
    known = (*estates(folder), *cutovers(folder)) if folder is not None else ()
    for exemption in exemptions.register():
        _require_estate(exemption.stack, known, Place(exemptions.FILE, None, None, f"exemptions: {exemption.id}"))
    for name in shortfalls.shortfalls():
        _require_estate(name, known, Place(shortfalls.FILE, None, None, f"estates.{name}"))


def _require_estate(name: str, known: Sequence[str], place: Place) -> None:
    # what is of no estate would never be looked at: neither applied nor stale
    if known and name not in known:
        raise BadInput(
            f"there is no estate `{name}`",
            place=place,
            expected=f"one of {', '.join(known)}",
            action="correct the name; remove what is of an estate that is gone",
        )
