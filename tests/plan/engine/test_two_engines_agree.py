"""The built-in engine and the Pulumi engine see the same resources in every stack of every estate."""

from __future__ import annotations

import dataclasses

import pytest

from plan.agreement import disagreements
from plan.model import LayerPlan, Options, PlannedResource
from stacks.catalogue import estates
from tests.plan.engine.conftest import Lives
from tests.planned import plans_of


@pytest.mark.parametrize(
    "estate", [pytest.param(name, marks=pytest.mark.xdist_group(f"life-{name}")) for name in estates()]
)
def test_the_two_engines_agree_on_every_stack(lives: Lives, estate: str) -> None:
    ours = {plan.layer: plan for plan in plans_of(estate)}
    theirs = {plan.layer: plan for plan in lives.of(estate).first}
    assert ours.keys() == theirs.keys()

    found = [line for layer, plan in ours.items() for line in disagreements(plan, theirs[layer])]

    assert not found, "\n".join(map(str, found[:50]))


RESOURCE = PlannedResource(
    urn="urn:pulumi:s::p::scaleway:a:B::n",
    type="scaleway:a:B",
    name="n",
    custom=True,
    inputs={"a": {"b": 1}},
    options=Options(provider="p", protect=True),
    dependencies=("x",),
    property_dependencies={"a": ("x",)},
)


def plan(*resources: PlannedResource) -> LayerPlan:
    return LayerPlan("e", "l", "c", "builtin", "none", resources)


def test_equal_plans_agree() -> None:
    assert disagreements(plan(RESOURCE), plan(RESOURCE)) == ()


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("parent", {"parent": "urn"}),
        ("type", {"type": "t"}),
        ("custom", {"custom": False}),
        ("dependencies", {"dependencies": ()}),
        ("property_dependencies", {"property_dependencies": {}}),
        ("provider", {"options": Options(provider="q", protect=True)}),
        ("protect", {"options": Options(provider="p")}),
        ("retain_on_delete", {"options": Options(provider="p", protect=True, retain_on_delete=True)}),
        ("ignore_changes", {"options": Options(provider="p", protect=True, ignore_changes=("a",))}),
        ("inputs.a.b", {"inputs": {"a": {"b": 2}}}),
        ("inputs.c", {"inputs": {"a": {"b": 1}, "c": None}}),
    ],
)
def test_every_field_can_disagree(field: str, other: dict[str, object]) -> None:
    changed = dataclasses.replace(RESOURCE, **other)  # type: ignore[arg-type]

    assert [found.field for found in disagreements(plan(RESOURCE), plan(changed))] == [field]


def test_a_resource_that_one_engine_lacks_is_named() -> None:
    (found,) = disagreements(plan(RESOURCE), plan())

    assert (found.urn, found.field, found.second) == (RESOURCE.urn, "urn", "missing")
