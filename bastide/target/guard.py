"""The target guard at the edge: file, plan, environment and state of a checkout, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bastide.planning import Order, plan_all
from bastide.preview import with_progress
from bastide.target import judge, runs
from bastide.target.aims import aimed
from bastide.target.judge import Judged, Stack
from bastide.target.model import Targets, document, targets
from facts.errors import BadInput, Place
from plan.engine import backend
from plan.model import LayerPlan
from plan.shape import read_plans
from stacks.catalogue import estates, resolve


def guard(name: str, folder: Path, environment: Mapping[str, str], on: date, preview: Path | None) -> list[Judged]:
    """Everything that was compared for one stack.

    Args:
        folder: the estates of the checkout.
        preview: what `bastide preview --providers real --format json` wrote for the stack; None: the stack is planned
            here, without the state, and what only that gives is left for later.

    Raises:
        BadInput: there is no such stack, or a file is wrong.
    """
    estate, layer = resolve(name, folder)
    if layer is None:
        raise BadInput(
            f"`{name}` is a whole estate",
            expected=f"one of its stacks, such as {name}-hub",
            action="guard its stacks one by one: each has credentials of its own",
        )
    wanted = _targets(folder)
    plan = _planned(estate, layer, folder) if preview is None else _previewed(estate, layer, preview)
    stack = Stack(estate, name, real=preview is not None)
    return [
        *runs.place(wanted, environment, on),
        *judge.state(backend.configured(folder.parent, environment), wanted.state(estate, name), stack, environment),
        *judge.providers(aimed(plan), stack, wanted, environment),
    ]


def _targets(folder: Path) -> Targets:
    """The file, each estate and stack in it looked up: a misspelled one would guard nothing."""
    found = document(folder.parent)
    wanted = targets(found)
    known = estates(folder)
    for estate in wanted.estates:
        if estate not in known:
            raise BadInput(
                f"there is no estate `{estate}`",
                place=found.place(("estates", estate), key=True),
                expected=f"one of {', '.join(known)}",
                action="correct the name",
            )
    for stack in wanted.stacks:
        try:
            whole = resolve(stack, folder)[1] is None
        except BadInput as error:
            place = found.place(("stacks", stack), key=True)
            raise BadInput(error.found, place=place, expected=error.expected, action=error.action) from None
        if whole:
            raise BadInput(
                f"`{stack}` is a whole estate",
                place=found.place(("stacks", stack), key=True),
                expected="a stack",
                action="move it to `estates`",
            )
    return wanted


def _planned(estate: str, layer: str, folder: Path) -> LayerPlan:
    order = Order(estate, (layer,))
    (plan,) = with_progress([order], lambda report: plan_all([order], folder, report))
    return plan


def _previewed(estate: str, layer: str, file: Path) -> LayerPlan:
    for plan in read_plans(file):
        if (plan.stack, plan.layer) == (estate, layer) and plan.providers == "real":
            return plan
    raise BadInput(
        f"there is no real preview of {estate}-{layer} in this file",
        place=Place(file, None, None, ""),
        expected=f"what `bastide preview {estate}-{layer} --engine pulumi --providers real --format json` writes",
        action="make it again",
    )
