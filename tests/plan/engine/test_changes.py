"""What a branch changes in estates that are applied: creations only, or exactly the replacements that the facts say.

A branch costs a program host, the layers below and its own. So changes that meet in no layer share one, and each test
looks at the layer of its own change only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from components.contract.intent import Intent
from plan.engine.estate import BELOW, removals
from plan.estate import plan_loaded
from plan.model import LayerPlan, Operation, PlannedResource
from plan.offline.tables import package
from stacks.catalogue import estates
from stacks.estate import load_estate
from tests.components.test_additions import ADDITIONS, Addition, area, snapshot
from tests.contract.intents import intent_data
from tests.plan.engine.conftest import Lives
from tests.plan.engine.edits import IMAGES, all_of, intent
from tests.plan.engine.lives import Edit, Life, changes
from tests.plan.engine.test_lifecycle import TARGETS, each, every_target

ADDED = {"a space": {"space-added"}, "a zone of the bastion": {"hub"}, "a bucket": {"prod"}}
"""Addition -> layers that certainly get something. Where projects and rights are made, bootstrap does too."""
WITHOUT_PROJECTS = {"cloudtemple", "numspot"}
"""Areas are ordered there, and nothing makes their deployers."""


@pytest.fixture
def life(lives: Lives, estate: str) -> Life:
    return lives.of(estate)


@dataclass(frozen=True)
class Branch:
    """Changes of the intent, each in a layer of its own.

    Attributes:
        by_layer: layer -> its change.
        below: as of `previews`; () where no change is of what the layers below export.
    """

    by_layer: Mapping[str, Addition]
    below: tuple[str, ...] = BELOW

    def edit(self, estate: str) -> Edit:
        return all_of(*(intent(estate, change) for change in self.by_layer.values()))


class Branches:
    """What the shared branches change, each planned when it is first asked for."""

    def __init__(self, lives: Lives, folders: pytest.TempPathFactory) -> None:
        self._lives, self._folders = lives, folders
        self._found: dict[tuple[str, str], dict[str, LayerPlan]] = {}

    def plan_of(self, estate: str, change: Addition) -> LayerPlan:
        """The layer of one change, and nothing of the others that share its branch."""
        ((name, layer),) = [
            (name, layer)
            for name, branch in BRANCHES.items()
            for layer, one in branch.by_layer.items()
            if one is change
        ]
        if (estate, name) not in self._found:
            self._found[estate, name] = self._planned(estate, BRANCHES[name])
        return self._found[estate, name][layer]

    def _planned(self, estate: str, branch: Branch) -> dict[str, LayerPlan]:
        folder, layers = self._folders.mktemp("branch"), list(branch.by_layer)
        plans = self._lives.of(estate).preview_of(folder, branch.edit(estate), layers, below=branch.below)
        return {plan.layer: plan for plan in plans}


@pytest.fixture(scope="module")
def branches(lives: Lives, tmp_path_factory: pytest.TempPathFactory) -> Branches:
    return Branches(lives, tmp_path_factory)


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


@cache
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
    (segment,) = [one for one in area(data, "cardio")["segments"] if one["name"] == "work"]
    segment["slot"] = 5
    return ""


def no_volume(data: dict[str, Any]) -> str:
    """A volume with data goes out of the intent."""
    area(data, "prod")["volumes"] = []
    return ""


def no_bucket(data: dict[str, Any]) -> str:
    """A bucket with data goes out of the intent."""
    area(data, "cardio")["buckets"] = []
    return ""


def other_zone(data: dict[str, Any]) -> str:
    """A volume with data moves to another zone, which no cloud can do in place."""
    (volume,) = area(data, "prod")["volumes"]
    volume["zone"] = 2
    return ""


BRANCHES = {
    "one": Branch({"space-cardio": moved_segment, "prod": no_volume}),
    "another": Branch({"space-cardio": no_bucket, "prod": other_zone}, below=()),
}

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
def test_a_changed_range_replaces_what_the_facts_say(branches: Branches, estate: str) -> None:
    plans = (branches.plan_of(estate, moved_segment),)

    assert RANGES[estate] in replaced_ones(plans)
    follow_the_facts(plans)


@every_target
def test_a_changed_image_replaces_the_machines(life: Life, estate: str, tmp_path: Path) -> None:
    """The hub alone: an image is none of what it reads of the layer below."""
    plans = life.preview_of(tmp_path, IMAGES[estate], ["hub"], below=())

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


@every_target
@pytest.mark.parametrize(("gone", "name"), [(no_volume, "prod-index"), (no_bucket, "cardio-data")])
def test_what_holds_data_is_not_deleted(branches: Branches, estate: str, gone: Addition, name: str) -> None:
    plan = branches.plan_of(estate, gone)

    if gone is no_volume and estate in WITHOUT_VOLUMES:
        assert not changes((plan,))
        return
    refusals = [message for message in plan.messages if message.severity == "error"]
    assert plan.refused
    assert any("protected" in message.text and name in message.urn for message in refusals), refusals


@every_target
def test_what_holds_data_is_not_replaced(branches: Branches, estate: str) -> None:
    plan = branches.plan_of(estate, other_zone)

    if estate in WITHOUT_VOLUMES | WITHOUT_ZONES:
        assert not changes((plan,))
        return
    assert plan.refused
    refusals = [message for message in plan.messages if message.severity == "error"]
    assert any("protect" in message.text and "prod-index" in message.urn for message in refusals), refusals


def test_every_estate_that_can_change_is_looked_at() -> None:
    assert set(IMAGES) == set(TARGETS) == {name for name in estates() if not name.endswith("-legacy")}


@each("scaleway")
def test_a_space_that_goes_leaves_nothing_but_its_data(life: Life, estate: str, tmp_path: Path) -> None:
    life.restore()
    (plan,) = removals(life.session, life.target, ["space-methods"])

    assert plan.refused, "what holds data is protected"
    assert {item.operation for item in plan.resources} == {Operation.DELETE}
