"""Plans of an estate: its layers one after the other, each reading what the ones before it export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from facts.errors import BadInput
from facts.load import facts_of
from plan import builtin
from plan.crossing import gaps_of_both
from plan.environment import closed_environment
from plan.fixtures import answers_from
from plan.model import LayerPlan
from plan.monitor import Invokes
from plan.offline import recorded
from stacks.catalogue import BOOTSTRAP, FOLDER, HUB, MOVE
from stacks.cutover import Cutover
from stacks.estate import Estate, file_place
from stacks.program import build, load_estate

PROJECT = "bastide"
ORGANIZATION = "organization"

Progress = Callable[[str, int], None]
"""Told the stack's name and how many of its resources are registered so far."""


def plan_estate(
    name: str, layers: tuple[str, ...] = (), *, folder: Path = FOLDER, on_progress: Progress | None = None
) -> tuple[LayerPlan, ...]:
    """Plan the named layers of an estate (none named: all), with the built-in engine.

    Layers that the named ones read from are planned too, and left out of the result.

    Raises:
        BadInput: a file is wrong; a resource belongs to another cloud than the estate's.
        ProgramFailed: the program itself failed.
    """
    return plan_loaded(load_estate(name, folder), layers, on_progress=on_progress)


def plan_loaded(
    estate: Estate, layers: tuple[str, ...] = (), *, on_progress: Progress | None = None
) -> tuple[LayerPlan, ...]:
    """The same for an estate that is already read and checked."""
    if isinstance(estate, Cutover):
        return (_plan_cutover(estate, on_progress),)
    wanted = layers or estate.layers
    needed = {*wanted, *(HUB, BOOTSTRAP)} if set(wanted) - {BOOTSTRAP} else {BOOTSTRAP}
    outputs: dict[str, Mapping[str, Any]] = {}
    invokes = look_ups(estate)
    plans = []
    with closed_environment():
        for layer in (layer for layer in estate.layers if layer in needed):
            plan = _plan_layer(estate, layer, outputs, invokes, on_progress)
            outputs[full_name(estate, layer)] = plan.outputs
            if layer in wanted:
                plans.append(plan)
    return tuple(plans)


def full_name(estate: Estate, layer: str) -> str:
    """The name by which other stacks refer to the layer's."""
    return f"{ORGANIZATION}/{PROJECT}/{estate.stack(layer)}"


def _plan_cutover(estate: Cutover, on_progress: Progress | None) -> LayerPlan:
    """The one layer of a move, which reads the bootstrap and the hub of both of its ends."""
    outputs: dict[str, Mapping[str, Any]] = {}
    for end in estate.ends:
        for plan in plan_loaded(end, (BOOTSTRAP, HUB), on_progress=on_progress):
            outputs[full_name(end, plan.layer)] = plan.outputs
    with closed_environment():
        return _plan_layer(estate, MOVE, outputs, look_ups(estate), on_progress)


def look_ups(estate: Estate) -> Invokes:
    """Answers from the estate's recorded files, which are read when the first look-up is made."""

    @cache
    def known() -> Invokes:
        return answers_from(recorded.look_ups(estate.recorded))

    def answer(token: str, args: Mapping[str, Any]) -> Any:
        return known()(token, args)

    return answer


def _plan_layer(
    estate: Estate,
    layer: str,
    references: Mapping[str, Mapping[str, Any]],
    invokes: Invokes,
    on_progress: Progress | None,
) -> LayerPlan:
    stack = estate.stack(layer)
    run = builtin.run(
        lambda: build(estate, layer),
        project=PROJECT,
        stack=stack,
        organization=ORGANIZATION,
        references=references,
        invokes=invokes,
        on_resource=(lambda count: on_progress(stack, count)) if on_progress else None,
    )
    plan = builtin.layer_plan(
        run, estate=estate.name, layer=layer, cloud=estate.cloud.value, facts=facts_of(estate.cloud.value)
    )
    if isinstance(estate, Cutover):
        plan = replace(plan, gaps=gaps_of_both(plan.resources, estate.legacy.cloud.value, plan.cloud))
    _one_cloud(estate, plan)
    return plan


def _one_cloud(estate: Estate, plan: LayerPlan) -> None:
    """Choices name one cloud; this holds the program to it."""
    for resource in plan.resources:
        if resource.is_cloud and resource.package_name not in estate.kit.packages:
            raise BadInput(
                f"{resource.urn} belongs to the provider `{resource.package_name}`",
                place=file_place(estate.name),
                expected=f"one cloud in one stack: {', '.join(sorted(estate.kit.packages))}",
                action="move the resource to an estate of its own cloud (only a cutover stack holds two)",
            )
