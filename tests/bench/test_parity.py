"""How fast parity is: two estates with 5,000 resources each, their plans in memory.

The limit of time holds on a quiet machine, so only a timed run is held to it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from bastide.cutover.parity.entitled.holders import receivers
from bastide.cutover.parity.model import Parity, RoleId
from bastide.cutover.parity.seen import held, seen
from plan.model import LayerPlan, PlannedResource
from plan.values import Secret
from policies.view import View
from stacks.catalogue import FOLDER
from stacks.intents import intent_of
from stacks.mapping import FILE, Mapped, RoleMapping, load_mapping
from tests.conftest import Plans

pytestmark = pytest.mark.bench

ON: Final = date(2026, 11, 28)
SECONDS: Final = 3.0
RESOURCES: Final = 5_000
SPACE: Final = "cardio"
SIDES: Final = {"azure-legacy": ("10.20.", 20, 4), "scaleway": ("10.72.", 72, 16)}
"""Estate -> how addresses of its first space begin, and where the next ones lie: /22 and /20 after each other."""
SPACES: Final = {"azure-legacy": 32, "scaleway": 47}
"""Estate -> how many more spaces make 5,000 resources."""


def large(estate: str, plans: tuple[LayerPlan, ...], spaces: int) -> tuple[LayerPlan, ...]:
    """The estate with so many more spaces like its first one, each with names and addresses of its own."""
    layer = next(plan for plan in plans if plan.layer == f"space-{SPACE}")
    return (*plans, *(_copy(layer, estate, number) for number in range(1, spaces + 1)))


def _copy(layer: LayerPlan, estate: str, number: int) -> LayerPlan:
    start, second, step = SIDES[estate]
    third = (number + 8) * step
    words = {SPACE: f"{SPACE}x{number}x", start + "0.": f"10.{second + third // 256}.{third % 256}."}
    words[start + "1."] = f"10.{second + third // 256}.{third % 256 + 1}."

    def other(value: Any) -> Any:
        if isinstance(value, str):
            for old, new in words.items():
                value = value.replace(old, new)
            return value
        if isinstance(value, Secret):
            return value
        if isinstance(value, dict):
            return {other(key): other(item) for key, item in value.items()}
        if isinstance(value, list | tuple | frozenset):
            return type(value)(other(item) for item in value)
        return value

    def resource(item: PlannedResource) -> PlannedResource:
        return replace(
            item,
            urn=other(item.urn),
            name=other(item.name),
            parent=other(item.parent),
            inputs=other(dict(item.inputs)),
            property_dependencies=other(dict(item.property_dependencies)),
        )

    gaps = tuple(replace(gap, name=other(gap.name)) for gap in layer.gaps)
    resources = tuple(resource(item) for item in layer.resources)
    return replace(layer, layer=other(layer.layer), resources=resources, gaps=gaps)


def names(plans: tuple[LayerPlan, ...]) -> set[RoleId]:
    return {(item.role_kind, item.name) for plan in plans for item in plan.resources if item.is_role}


def test_parity_of_two_estates_of_5000_resources(benchmark: Any, plans: Plans) -> None:
    made = {estate: large(estate, plans[estate], SPACES[estate]) for estate in SIDES}
    sizes = {estate: sum(len(plan.resources) for plan in found) for estate, found in made.items()}
    assert min(sizes.values()) >= RESOURCES, sizes
    intents = {estate: intent_of(FOLDER / f"{estate}.yaml") for estate in SIDES}
    legacy, target = SIDES
    known = load_mapping(intents[legacy], intents[target], FILE)
    mapping = _with_copies(known, names(made[legacy]) & names(made[target]))

    def compared() -> Parity:
        here, there = (
            seen(made[estate], View(made[estate]), ON, receivers(intents[estate])) for estate in (legacy, target)
        )
        return held(legacy, here, target, there, mapping, ON)

    found = benchmark.pedantic(compared, rounds=3, warmup_rounds=1)
    assert not found.complete and len(found.roles) > 1_400 and len(found.reachability) > 200
    benchmark.extra_info.update({**sizes, "limit": SECONDS})
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < SECONDS, f"load {os.getloadavg()[0]:.1f}"


def _with_copies(known: RoleMapping, roles: set[RoleId]) -> RoleMapping:
    copies = (
        Mapped(role=kind, legacy=name, target=name, reviewed=ON, by="migration-lead")
        for kind, name in sorted(roles)
        if f"{SPACE}x" in name
    )
    return known.model_copy(update={"mappings": (*known.mappings, *copies)})
