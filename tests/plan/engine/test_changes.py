"""What a branch changes in estates that are applied: creations only, or exactly the replacements that the facts say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from components.contract.intent import Intent
from plan.engine.estate import removals
from plan.estate import plan_loaded
from plan.model import LayerPlan, Operation, PlannedResource
from plan.offline.tables import package
from stacks.catalogue import estates
from stacks.estate import load_estate
from tests.components.test_additions import ADDITIONS, Addition, snapshot
from tests.contract.intents import intent_data
from tests.plan.engine.conftest import Lives
from tests.plan.engine.edits import IMAGES, intent
from tests.plan.engine.lives import Life, changes
from tests.plan.engine.test_lifecycle import TARGETS, each, every_target

ADDED = {"a space": {"space-added"}, "a zone of the bastion": {"hub"}, "a bucket": {"prod"}}
"""Addition -> layers that certainly get something. Where projects and rights are made, bootstrap does too."""
WITHOUT_PROJECTS = {"cloudtemple", "numspot"}
"""Areas are ordered there, and nothing makes their deployers."""


@pytest.fixture
def life(lives: Lives, estate: str) -> Life:
    return lives.of(estate)


@every_target
def test_what_is_added_only_creates(life: Life, estate: str, tmp_path: Path) -> None:
    """All in one branch, as the engine plans a whole estate for each branch."""
    plans = life.preview_of(tmp_path, intent(estate, all_added))

    found = changes(plans)
    others = {name: item.diff for name, item in found.items() if item.operation is not Operation.CREATE}
    assert not others
    layers = {name.partition("/")[0] for name in found}
    assert layers >= set[str]().union(*ADDED.values())
    assert ("bootstrap" in layers) == (estate not in WITHOUT_PROJECTS)


def all_added(data: dict[str, Any]) -> str:
    for addition in ADDED:
        ADDITIONS[addition](data)
    return ""


@pytest.mark.parametrize("addition", sorted(ADDED))
@pytest.mark.parametrize("estate", TARGETS)
def test_of_what_is_added_only_a_space_concerns_bootstrap(estate: str, addition: str) -> None:
    before, after = bootstrap(estate), bootstrap(estate, ADDITIONS[addition])

    assert (after != before) == (addition == "a space" and estate not in WITHOUT_PROJECTS)
    assert before.items() <= after.items()


def bootstrap(estate: str, *additions: Addition) -> dict[str, Any]:
    """What the layer makes, by the built-in engine (test_two_engines_agree.py holds the two together)."""
    loaded = load_estate(estate)
    data = intent_data(loaded.intent)
    for add in additions:
        add(data)
    planned = snapshot(plan_loaded(replace(loaded, intent=Intent.model_validate(data)), ("bootstrap",)))
    return {urn: item for urn, item in planned.items() if not item[0].startswith("bastide:")}


def moved_segment(data: dict[str, Any]) -> str:
    """The workstations of cardio get another range."""
    (space,) = [one for one in data["spaces"] if one["name"] == "cardio"]
    (segment,) = [one for one in space["segments"] if one["name"] == "work"]
    segment["slot"] = 5
    return ""


RANGES = {
    # networks are ordered there: the machine is what has an address
    "cloudtemple": "ComputeIaasOpensourceVirtualMachine/cardio-desk-1",
    "numspot": "Subnet/cardio-work",
    "outscale": "Subnet/cardio-work-1",
    "ovhcloud": "Subnet/cardio-work",
    "scaleway": "PrivateNetwork/cardio-work",
}
"""Estate -> what the new range of cardio's workstations replaces first of all."""
MACHINES = {
    "cloudtemple": "ComputeIaasOpensourceVirtualMachine",
    "numspot": "Vm",
    "outscale": "Vm",
    "ovhcloud": "Instance",
    "scaleway": "Server",
}


@every_target
def test_a_changed_range_replaces_what_the_facts_say(life: Life, estate: str, tmp_path: Path) -> None:
    plans = life.preview_of(tmp_path, intent(estate, moved_segment), ["space-cardio"])

    assert RANGES[estate] in replaced_ones(plans)
    follow_the_facts(plans)


@every_target
def test_a_changed_image_replaces_the_machines(life: Life, estate: str, tmp_path: Path) -> None:
    plans = life.preview_of(tmp_path, IMAGES[estate], ["hub"])

    found = replaced_ones(plans)
    # one image has a template for each number of network cards there: the edit is of those with one
    names = {"hub-egress-1"} if estate == "cloudtemple" else {"hub-bastion-1", "hub-egress-1"}
    assert {f"{MACHINES[estate]}/{name}" for name in names} <= found
    follow_the_facts(plans)


def replaced_ones(plans: tuple[LayerPlan, ...]) -> set[str]:
    return {name.partition("/")[2] for name, item in changes(plans).items() if item.operation is Operation.REPLACE}


def follow_the_facts(plans: tuple[LayerPlan, ...]) -> None:
    """Every change of a property replaces exactly where the tables say so, and nothing else is replaced.

    But for what depends on something that is deleted before it is made anew: that goes with it.
    """
    gone = {item.urn for item in changes(plans).values() if item.operation is Operation.REPLACE}
    looked_at = 0
    for item in changes(plans).values():
        if item.operation not in (Operation.UPDATE, Operation.REPLACE) or item.is_provider:
            continue
        assert item.diff is not None
        says = {change.path for change in item.diff.changes if change.forces_replace}
        follows = item.operation is Operation.REPLACE and not says
        for change in () if follows else item.diff.changes:
            forced = replaces(item, change.path) or change.path in item.options.replace_on_changes
            assert forced == (change.path in says), (item.urn, change.path)
            looked_at += 1
        assert not follows or gone & set(item.dependencies), item.urn
        assert item.operation is Operation.REPLACE or not says, item.urn
    assert looked_at


def replaces(item: PlannedResource, path: str) -> bool:
    """What the tables say of a change at a path: any field on the way to it decides."""
    kind = package(item.package_name).kind(item.type)
    assert kind, item.type
    fields, found = kind.inputs, False
    for name in re.findall(r"[A-Za-z_]\w*", path):
        field = fields.get(name)
        if field is None:
            break
        found = found or field.replace
        shape = field.shape
        while shape and shape.item:
            shape = shape.item
        fields = shape.fields if shape else {}
    return found


WITHOUT_VOLUMES = {"cloudtemple"}
"""A disk needs a machine there: volumes by themselves are a gap."""
WITHOUT_ZONES = {"numspot"}
"""Everything stands in one zone there, whatever the intent asks."""


def no_volume(data: dict[str, Any]) -> str:
    """A volume with data goes out of the intent."""
    (space,) = [one for one in data["spaces"] if one["name"] == "cardio"]
    space["volumes"] = [one for one in space["volumes"] if one["name"] != "scratch"]
    return ""


def no_bucket(data: dict[str, Any]) -> str:
    """A bucket with data goes out of the intent."""
    (space,) = [one for one in data["spaces"] if one["name"] == "cardio"]
    space["buckets"] = []
    return ""


@every_target
@pytest.mark.parametrize(("gone", "name"), [(no_volume, "cardio-scratch"), (no_bucket, "cardio-data")])
def test_what_holds_data_is_not_deleted(life: Life, estate: str, gone: Addition, name: str, tmp_path: Path) -> None:
    (plan,) = life.preview_of(tmp_path, intent(estate, gone), ["space-cardio"])

    if gone is no_volume and estate in WITHOUT_VOLUMES:
        assert not changes((plan,))
        return
    refusals = [message for message in plan.messages if message.severity == "error"]
    assert plan.refused
    assert any("protected" in message.text and name in message.urn for message in refusals), refusals


def other_zone(data: dict[str, Any]) -> str:
    """A volume with data moves to another zone, which no cloud can do in place."""
    (space,) = [one for one in data["spaces"] if one["name"] == "cardio"]
    (volume,) = [one for one in space["volumes"] if one["name"] == "scratch"]
    volume["zone"] = 2
    return ""


@every_target
def test_what_holds_data_is_not_replaced(life: Life, estate: str, tmp_path: Path) -> None:
    (plan,) = life.preview_of(tmp_path, intent(estate, other_zone), ["space-cardio"])

    if estate in WITHOUT_VOLUMES | WITHOUT_ZONES:
        assert not changes((plan,))
        return
    assert plan.refused
    assert any("protect" in message.text for message in plan.messages if message.severity == "error")


def test_every_estate_that_can_change_is_looked_at() -> None:
    assert set(IMAGES) == set(TARGETS) == {name for name in estates() if not name.endswith("-legacy")}


@each("scaleway")
def test_a_space_that_goes_leaves_nothing_but_its_data(life: Life, estate: str, tmp_path: Path) -> None:
    life.restore()
    (plan,) = removals(life.session, life.target, ["space-methods"])

    assert plan.refused, "what holds data is protected"
    assert {item.operation for item in plan.resources} == {Operation.DELETE}
