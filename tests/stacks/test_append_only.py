"""Any valid intent builds at each cloud; what is added changes and removes nothing that was there."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.contract import check
from components.contract.intent import Intent
from plan.estate import plan_loaded
from plan.model import LayerPlan
from stacks.estate import Estate, load_estate
from tests.contract.intents import EXAMPLE, intent_data, intents, spaces
from tests.estates import ESTATES

SLOW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


read = cache(load_estate)
"""The repository's estates, each read once for all examples."""


def estate_with(estate: str, intent: Intent) -> Estate:
    """The repository's estate with another intent (the legacy adopts nothing then)."""
    return replace(read(estate), intent=intent, imports={})


def snapshot(plans: tuple[LayerPlan, ...]) -> dict[str, Any]:
    """Everything of every resource that an engine would compare."""
    return {
        resource.urn: (resource.type, resource.inputs, resource.options)
        for plan in plans
        for resource in plan.resources
        if not resource.is_stack
    }


@pytest.mark.parametrize("estate", ESTATES)
@given(intent=intents())
@SLOW
def test_any_valid_intent_builds_at_each_cloud(estate: str, intent: Intent) -> None:
    plans = plan_loaded(estate_with(estate, intent))
    assert all(plan.resources for plan in plans)
    assert len(plans) == 2 + len(intent.environments) + len(intent.spaces)


def add_zone(data: dict[str, Any], draw: Any) -> None:
    data["platform"]["zones"] = 3


def add_bastion_zone(data: dict[str, Any], draw: Any) -> None:
    data["platform"]["zones"] = 3
    data["hub"]["bastion"]["zones"] = [3, *data["hub"]["bastion"]["zones"]]


def add_segment(data: dict[str, Any], draw: Any) -> None:
    area = draw(st.sampled_from([data["hub"], *data["environments"], *data["spaces"]]))
    used = {segment["slot"] for segment in area["segments"]}
    slot = draw(st.sampled_from(sorted(set(range(16)) - used)))
    new = {"name": "added", "purpose": draw(st.sampled_from(["data", "shared"])), "slot": slot}
    area["segments"].insert(draw(st.integers(0, len(area["segments"]))), new)


def add_space(data: dict[str, Any], draw: Any) -> None:
    used = {space["slot"] for space in data["spaces"]}
    slot = draw(st.sampled_from(sorted(set(range(40)) - used)))
    new = draw(spaces("newspace", slot, data["platform"]["zones"]))
    data["spaces"].insert(draw(st.integers(0, len(data["spaces"]))), new)


def add_bucket(data: dict[str, Any], draw: Any) -> None:
    area = draw(st.sampled_from([*data["environments"], *data["spaces"]]))
    new = {"name": "added", "key": "data", "purpose": "added by a test", "locked_days": 30}
    area.setdefault("buckets", []).insert(draw(st.integers(0, len(area.get("buckets", [])))), new)


def add_seat(data: dict[str, Any], draw: Any) -> None:
    data["spaces"][0]["workstations"][0]["seats"] += 1


ADDITIONS: dict[str, Callable[[dict[str, Any], Any], None]] = {
    "zone": add_zone,
    "bastion zone": add_bastion_zone,
    "segment": add_segment,
    "space": add_space,
    "bucket": add_bucket,
    "seat": add_seat,
}


@pytest.mark.parametrize("addition", ADDITIONS)
@pytest.mark.parametrize("estate", ESTATES)
@given(data=st.data())
@settings(SLOW, max_examples=3)
def test_what_is_added_changes_and_removes_nothing(estate: str, addition: str, data: st.DataObject) -> None:
    grown = copy.deepcopy(intent_data(intent_with_two_zones()))
    ADDITIONS[addition](grown, data.draw)
    after = Intent.model_validate(grown)
    assert check.faults(after) == []
    old, new = untouched(estate), snapshot(plan_loaded(estate_with(estate, after)))
    assert old.keys() <= new.keys()
    # the gateway of the bastion's role lists its zones in its own spec; its resources are what must not move
    changed = {urn for urn in old if old[urn] != new[urn] and not is_role(old[urn][0]) and not is_wall(estate, urn)}
    assert not changed


@cache
def untouched(estate: str) -> dict[str, Any]:
    """What there is before anything is added, planned once for all additions."""
    return snapshot(plan_loaded(estate_with(estate, intent_with_two_zones())))


def is_wall(estate: str, urn: str) -> bool:
    """A router of our own stands in every segment of its area: it is made anew with a new one, and holds no data."""
    return estate == "cloudtemple" and "Network$" in urn and "VirtualMachine::" in urn


def is_role(type_: str) -> bool:
    return type_.startswith("bastide:")


def intent_with_two_zones() -> Intent:
    data = copy.deepcopy(EXAMPLE)
    data["platform"]["zones"] = 2
    return Intent.model_validate(data)
