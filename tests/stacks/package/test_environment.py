"""`Environment` builds what our own stacks build: the same roles and resources, one level lower."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi
import pytest

from plan import builtin
from plan.environment import closed_environment
from plan.model import LayerPlan, PlannedResource
from stacks.catalogue import BOOTSTRAP, HUB
from stacks.package.environment import TOKEN, Environment
from stacks.package.spelling import camel, ours
from tests.stacks.package.arguments import CANDIDATES, arguments

Plans = Mapping[str, tuple[LayerPlan, ...]]
ROOTS = ("pulumi:pulumi:Stack", TOKEN)
LAYERS = (BOOTSTRAP, HUB, "prod", "nonprod", "space-cardio")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    with closed_environment():
        yield


def built(plans: Plans, cloud: str, layer: str) -> builtin.ProgramRun:
    """The layer through the component, as a stack of the same name, over the outputs of our own stacks below it."""
    own = {plan.layer: plan for plan in plans[cloud]}
    references = {f"organization/bastide/{cloud}-{below}": own[below].outputs for below in (BOOTSTRAP, HUB)}

    def program() -> None:
        def given(below: str, *names: str) -> dict[str, Any]:
            reference = pulumi.StackReference(f"organization/bastide/{cloud}-{below}")
            return {name: reference.outputs[name] for name in names}

        args = arguments(cloud, layer)
        if layer != BOOTSTRAP:
            args["bootstrap"] = given(BOOTSTRAP, "projects", "deployers")
        if layer not in (BOOTSTRAP, HUB):
            args["hub"] = {name: output for name, output in given(HUB, "network", "audit", "bastion").items()}
        made = Environment("platform", ours(args))
        for name, value in made.state.items():
            pulumi.export(name, value)

    return builtin.run(program, project="bastide", stack=f"{cloud}-{layer}", references=references)


def raised(value: Any) -> Any:
    """Without the component's level in every URN."""
    return json.loads(json.dumps(value, default=repr, sort_keys=True).replace(f"{TOKEN}$", ""))


def seen(resource: PlannedResource) -> dict[str, Any]:
    found: dict[str, Any] = raised(
        {
            "type": resource.type,
            "inputs": resource.inputs,
            "options": repr(resource.options),
            "dependencies": sorted(resource.dependencies),
            "property_dependencies": resource.property_dependencies,
            "parent": "the root" if resource.parent.split("::")[2] in ROOTS else resource.parent,
        }
    )
    return found


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("cloud", CANDIDATES)
def test_below_the_component_everything_is_as_in_our_own_stack(cloud: str, layer: str, plans: Plans) -> None:
    own = next(plan for plan in plans[cloud] if plan.layer == layer)
    known = (*ROOTS, "pulumi:pulumi:StackReference")
    expected = {item.urn: seen(item) for item in own.resources if item.type not in known}
    found = {raised(item.urn): seen(item) for item in built(plans, cloud, layer).resources if item.type not in known}
    assert len(expected) > 30
    assert found == expected


@pytest.mark.parametrize("cloud", CANDIDATES)
def test_the_outputs_of_the_layers_below_are_those_of_our_own_stacks(cloud: str, plans: Plans) -> None:
    for layer, names in ((BOOTSTRAP, ("projects", "deployers")), (HUB, ("network", "audit", "bastion"))):
        own = next(plan for plan in plans[cloud] if plan.layer == layer)
        run = built(plans, cloud, layer)
        for name in names:
            expected = ours(raised(own.outputs[name]))
            assert ours(raised(run.outputs.get(name))) == expected, name


def test_gaps_are_those_of_the_plan(plans: Plans) -> None:
    own = next(plan for plan in plans["ovhcloud"] if plan.layer == HUB)
    found = built(plans, "ovhcloud", HUB).outputs["gaps"]
    expected = sorted((gap.name, gap.capability, gap.level) for gap in own.gaps)
    assert sorted((gap["name"], gap["capability"], gap["level"]) for gap in found) == expected
    assert len(expected) > 3


def test_an_area_gives_its_handles_by_name(plans: Plans) -> None:
    outputs = built(plans, "scaleway", "prod").outputs
    own = next(plan for plan in plans["scaleway"] if plan.layer == "prod")
    area = next(role for role in own.resources if role.role_kind == "Environment").name
    for output, kind in (("buckets", "Bucket"), ("segments", "Segment"), ("keys", "Key"), ("databases", "Database")):
        names = sorted(role.name for role in own.resources if role.role_kind == kind)
        assert sorted(f"{area}-{name}" for name in outputs[output]) == names, output
    assert {camel("key_store"), "network", "firewalls", "identities"} <= set(outputs)
