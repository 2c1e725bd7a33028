"""Whether what would really happen is what was approved. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from bastide.receipt import desired, destructive
from bastide.receipt.desired import Difference
from plan.model import LayerPlan, Message
from stacks.approval.receipt import Receipt, StackPart

_SHOWN: Final = 20
_LONGEST: Final = 60


def differing(found: Sequence[Difference]) -> list[str]:
    """Differences as sentences, so many as somebody reads."""
    lines = [_sentence(item) for item in found[:_SHOWN]]
    return [*lines, *([f"... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else [])]


def _sentence(item: Difference) -> str:
    if not item.path:
        return f"{item.urn}: {'was not approved' if item.approved is None else 'was approved, and is not planned'}"
    return f"{item.urn}: {item.path}: approved {_shown(item.approved)}, found {_shown(item.found)}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def reasons(receipt: Receipt, part: StackPart, plan: LayerPlan) -> list[str]:
    """Why the plan against what stands is not the approved one, losses of data first; empty where it is.

    The rules are not asked again: they judged the same desired state, of which this plan may differ in nothing that was
    known. The engine's plan would tell them less, since it hides what is secret.
    """
    losses = destructive.not_allowed(destructive.losses([plan]), receipt.allowed)
    return [
        *(f"{item}: not allowed by the receipt" for item in losses),
        *differing(desired.applied(part, plan)),
        *refusals(plan),
    ]


def refusals(plan: LayerPlan) -> list[str]:
    """What the engine itself, or a policy, refuses."""
    return [
        *(f"{item.urn.rpartition('::')[2] or 'the engine'}: {item.text}" for item in plan.messages if _stops(item)),
        *(f"{item.rule}: {item.message}" for item in plan.policies if item.level == "mandatory"),
    ]


def _stops(message: Message) -> bool:
    return message.severity == "error"
