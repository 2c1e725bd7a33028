"""Planned resources as a view, for what an example cannot say."""

from __future__ import annotations

from typing import Any

from plan.model import STACK_TYPE, LayerPlan, PlannedResource
from policies.context import Context
from policies.evaluate import verdicts
from policies.model import Verdict
from policies.profiles import profile
from policies.record import Record
from policies.rules import rule
from policies.view import View
from tests.policies.established import ON


def layer_of(*resources: PlannedResource, cloud: str = "scaleway", layer: str = "hub", **more: Any) -> LayerPlan:
    """One layer of the estate `test` with these resources below its stack."""
    root = PlannedResource(f"urn:pulumi:{layer}::t::{STACK_TYPE}::t-{layer}", STACK_TYPE, f"t-{layer}", False)
    return LayerPlan("test", layer, cloud, "builtin", "none", (root, *resources), **more)


def stack_of(
    *resources: PlannedResource, cloud: str = "scaleway", profile_name: str = "target"
) -> tuple[View, Context]:
    """A view of one layer, and the context of its rules."""
    view = View([layer_of(*resources, cloud=cloud)])
    return view, Context(ON, profile("target"), view)


def record_of(view: View, name: str) -> Record:
    """The record of this name, deleted ones and settings included."""
    return next(record for record in (*view.records, *view.deleted) if record.name == name)


def said_of(rule_id: str, view: View, context: Context, *, about: str = "t-hub") -> list[Verdict]:
    """What a rule says of the record of this name, by default of the layer as a whole. Crashes are no answer."""
    found = list(verdicts(rule(rule_id), record_of(view, about), context))
    assert not [verdict for verdict in found if verdict.info and "itself failed" in verdict.info.en], found
    return found
