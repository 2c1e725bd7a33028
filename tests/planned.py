"""The repository's estates and moves, each planned once for all tests of a process: what they read nobody changes."""

from __future__ import annotations

from functools import cache

from plan.estate import plan_loaded
from plan.model import LayerPlan
from stacks.program import load_estate


@cache
def plans_of(name: str) -> tuple[LayerPlan, ...]:
    """All layers, as the built-in engine plans them."""
    return plan_loaded(load_estate(name))
