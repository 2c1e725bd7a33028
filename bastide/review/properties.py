"""The properties of a resource that change, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plan.model import PlannedResource


@dataclass(frozen=True, slots=True)
class Property:
    """One property that changes: `old` and `new` as they are shown, with secrets masked."""

    path: str
    old: str
    new: str
    forces_replace: bool


def properties(resource: PlannedResource, shown: Callable[[Any], str]) -> tuple[Property, ...]:
    """All of them, in the engine's order. `shown`: a value as a text, in which no secret stands."""
    if resource.diff is None:
        return ()
    reasons = set(resource.diff.replace_reasons)
    return tuple(
        Property(change.path, shown(change.old), shown(change.new), change.forces_replace or change.path in reasons)
        for change in resource.diff.changes
    )
