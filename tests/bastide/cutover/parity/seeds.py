"""Faults planted in the plans of whole estates: what parity must find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bastide.cutover.parity.model import Parity, RoleId
from bastide.cutover.parity.seen import Seen, held, seen
from plan.model import LayerPlan, PlannedResource
from policies.view import View
from stacks.mapping import Added, Dropped, Mapped, RoleMapping

ON = date(2026, 11, 28)
Plans = tuple[LayerPlan, ...]
BY = {"reason": "decided by the test", "owner": "migration-lead", "date": ON}


def mapping(
    *roles: RoleId, dropped: tuple[RoleId, ...] = (), added: tuple[RoleId, ...] = (), **decided: Any
) -> RoleMapping:
    """Each role becomes the one of the same name. `decided`: the blocks `entitlements`, `flows`, `names`."""
    return RoleMapping(
        schema="bastide/mapping/1",
        mappings=tuple(
            Mapped(role=kind, legacy=name, target=name, reviewed=ON, by="migration-lead") for kind, name in roles
        ),
        dropped=tuple(
            Dropped(role=kind, legacy=name, reason="ends with the legacy", owner="migration-lead", date=ON)
            for kind, name in dropped
        ),
        added=tuple(
            Added(role=kind, target=name, reason="new at the target", owner="migration-lead", date=ON)
            for kind, name in added
        ),
        **decided,
    )


def look(plans: Plans) -> Seen:
    """What an estate shows; who receives grants is taken from its links alone."""
    return seen(plans, View(plans), ON, {})


def against(legacy: Seen, target: Seen, **decided: Any) -> Parity:
    """An estate against another state of itself: every role becomes the one of the same name."""
    return held("legacy", legacy, "target", target, mapping(*legacy.strengths, **decided), ON)


def edited(plans: Plans, urn: str, edit: Callable[[dict[str, Any]], Mapping[str, Any]]) -> Plans:
    """The plans with other inputs of one resource."""
    return tuple(
        replace(plan, resources=tuple(_edited(item, edit) if item.urn == urn else item for item in plan.resources))
        if any(item.urn == urn for item in plan.resources)
        else plan
        for plan in plans
    )


def _edited(item: PlannedResource, edit: Callable[[dict[str, Any]], Mapping[str, Any]]) -> PlannedResource:
    return replace(item, inputs=edit(dict(item.inputs)))


def without(plans: Plans, urn: str) -> Plans:
    """The plans without one resource."""
    return tuple(replace(plan, resources=tuple(item for item in plan.resources if item.urn != urn)) for plan in plans)


def with_more(plans: Plans, like: str, name: str, **inputs: Any) -> Plans:
    """The plans with one more resource beside the one with the URN `like`, its inputs replaced by these."""

    def more(plan: LayerPlan) -> Iterator[PlannedResource]:
        for item in plan.resources:
            yield item
            if item.urn == like:
                urn = f"{like.rpartition('::')[0]}::{name}"
                yield replace(item, urn=urn, name=name, inputs={**item.inputs, **inputs})

    return tuple(replace(plan, resources=tuple(more(plan))) for plan in plans)


def of_type(plans: Plans, ending: str) -> list[PlannedResource]:
    """The resources of a class, by the end of its type."""
    return [item for plan in plans for item in plan.resources if item.type.endswith(ending)]


def with_spec(plans: Plans, urn: str, **fields: Any) -> Plans:
    """The plans with other words in the spec of one role."""
    return edited(plans, urn, lambda inputs: {**inputs, "spec": {**inputs["spec"], **fields}})
