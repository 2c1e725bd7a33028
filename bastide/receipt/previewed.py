"""What a preview of an earlier step says would be destroyed, once it is sure that it is of what is checked out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bastide.planning import Order
from bastide.receipt import destructive
from bastide.receipt.desired import Difference, applied
from bastide.receipt.destructive import Loss
from facts.errors import BadInput, Place
from plan import json_file, plan_json
from plan.model import Base, LayerPlan
from stacks.approval.receipt import Compared, StackPart
from stacks.approval.refused import NotApproved

_SHOWN: Final = 20
_AGAIN: Final = "make it again: bastide preview STACK --format json, with --against or with --providers real"


@dataclass(frozen=True)
class Previewed:
    """The plans of a preview's file that belong to the stacks of a receipt, and what they are compared with."""

    file: Path
    plans: tuple[LayerPlan, ...]
    compared: Compared

    def losses(self, parts: Sequence[StackPart]) -> tuple[Loss, ...]:
        """What would be destroyed. `parts`: what the receipt holds of the same stacks.

        Raises:
            BadInput: one of them is not in the file.
            NotApproved: the preview is of another program: something known is not as the commit has it.
        """
        known = {_name(plan): plan for plan in self.plans}
        missing = next((part.stack for part in parts if part.stack not in known), None)
        if missing is not None:
            raise _no_preview_of(missing, self.file)
        found = [item for part in parts for item in applied(part, known[part.stack])]
        if found:
            rest = len(found) - _SHOWN
            raise NotApproved(
                [*map(_said, found[:_SHOWN]), *([f"... and {rest} more"] if rest > 0 else [])],
                "make the preview of the commit that is checked out, and the receipt from that",
            )
        return destructive.losses(self.plans)


def read(file: Path, orders: Sequence[Order]) -> Previewed:
    """The part of a preview's file that is about the stacks of `orders`; also layers that a change takes away.

    Raises:
        BadInput: it is no such file; one of the stacks is not in it; what is in it is compared with nothing, or not all
            of it with the same.
    """
    content = json_file.read(file)
    if not plan_json.is_plan(content.data):
        raise content.bad((), "found a document of another tool", expected="`bastide/plan/1`", action=_AGAIN)
    plans = plan_json.plans(content)
    for order in orders:
        if not any(_is_of(plan, order) for plan in plans):
            raise _no_preview_of("-".join((order.estate, *order.layers[:1])), file)
    chosen = tuple(plan for order in orders for plan in plans if _is_of(plan, order))
    return Previewed(file, chosen, _compared(chosen, file))


def _is_of(plan: LayerPlan, order: Order) -> bool:
    return plan.stack == order.estate and (not order.layers or plan.layer in order.layers)


def _no_preview_of(stack: str, file: Path) -> BadInput:
    return BadInput(
        f"there is no preview of {stack} in this file",
        place=Place(file, None, None, ""),
        expected="all stacks of the receipt",
        action=_AGAIN,
    )


def _compared(plans: Sequence[LayerPlan], file: Path) -> Compared:
    place = Place(file, None, None, "")
    alone = next((plan for plan in plans if plan.base is None and plan.providers != "real"), None)
    if alone is not None:
        raise BadInput(
            f"the preview of {_name(alone)} is compared with nothing: it does not say what would be destroyed",
            place=place,
            expected="a preview against a revision, a state or the clouds",
            action=_AGAIN,
        )
    bases: set[Base | None] = {plan.base for plan in plans}
    if len(bases) > 1:
        raise BadInput(
            "the previews in this file are compared with different things",
            place=place,
            expected="one base for all stacks of the receipt",
            action=_AGAIN,
        )
    (base,) = bases
    if base is not None and base.commit:
        return Compared(kind="revision", name=base.name, id=base.commit)
    # what stood is known to the preview alone: its own bytes say which one was looked at
    return Compared(kind="state", name="", id=hashlib.sha256(file.read_bytes()).hexdigest())


def _said(item: Difference) -> str:
    return f"{item.urn}: {item.path or 'the resource'} is another one in the preview than in this commit"


def _name(plan: LayerPlan) -> str:
    return f"{plan.stack}-{plan.layer}"
