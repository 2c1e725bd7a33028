"""What a plan changes of what is OpenStack's, so that two plans can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plan.model import LayerPlan
from tests.e2e.openstack.record import OURS
from tests.plan.engine.lives import changes


@dataclass(frozen=True)
class Change:
    """Of one resource.

    Attributes:
        changed: the properties that change.
        replacing: of them, those for which the provider makes it anew. None where the engine does so by itself, since
            what it depends on is made anew.
    """

    kind: str
    operation: str
    changed: tuple[str, ...]
    replacing: tuple[str, ...]


def alike(one: Change, other: Change) -> bool:
    """Whether two plans say the same of it. Where the engine itself is the reason, the provider is not asked."""
    reasons = one.replacing == other.replacing or not (one.replacing and other.replacing)
    return (one.kind, one.operation, one.changed) == (other.kind, other.operation, other.changed) and reasons


def planned(plans: Sequence[LayerPlan]) -> Mapping[str, Change]:
    """`layer/type/name` -> what becomes of it."""
    return {
        name: Change(item.type, item.operation.value, *_properties(item.diff))
        for name, item in changes(plans).items()
        if item.type.startswith(OURS)
    }


def _properties(diff: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if diff is None:
        return (), ()
    tops: dict[str, bool] = {}
    for change in diff.changes:
        top = change.path.partition(".")[0].partition("[")[0]
        if top.startswith("__"):
            # the bridge's own notes of which values it filled in
            continue
        tops[top] = tops.get(top, False) or change.forces_replace
    return tuple(sorted(tops)), tuple(sorted(name for name, replaces in tops.items() if replaces))
