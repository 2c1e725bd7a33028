"""The digest of plans: equal plans have equal digests everywhere, and anybody can compute it again."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from plan.digest import digest
from plan.model import Gap, LayerPlan, Operation, PlannedResource
from plan.serialise import to_json
from plan.values import UNKNOWN, Secret

REPOSITORY = Path(__file__).parents[2]


def plan(inputs: Mapping[str, Any] | None = None, layer: str = "hub", **changes: Any) -> LayerPlan:
    resource = PlannedResource("urn:pulumi:e-hub::bastide::a:b:C::n", "a:b:C", "n", True, inputs=inputs or {})
    return LayerPlan("e", layer, "scaleway", "builtin", "none", (resource,), **changes)


def test_it_is_the_sha_256_of_what_preview_writes_without_spaces() -> None:
    plans = (plan({"name": "é", "size": 1.5}), plan({"b": [1, None], "a": True}, layer="prod"))
    canonical = json.dumps(json.loads(to_json(plans)), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert digest(plans) == hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def test_the_order_of_keys_and_resources_does_not_matter() -> None:
    assert digest([plan({"a": 1, "b": 2})]) == digest([plan({"b": 2, "a": 1})])
    one, two = (PlannedResource(f"urn:pulumi:e::p::a:b:C::{name}", "a:b:C", name, True) for name in "ab")
    plans = [LayerPlan("e", "hub", "scaleway", "builtin", "none", order) for order in ((one, two), (two, one))]
    assert digest([plans[0]]) == digest([plans[1]])


@pytest.mark.parametrize(
    "other",
    [
        plan({"a": 2}),
        plan({"a": UNKNOWN}),
        plan({"a": Secret(1)}),
        plan({"a": 1}, layer="prod"),
        plan({"a": 1}, gaps=(Gap("Environment", "hub", "key", "absent", "", "", ""),)),
        LayerPlan("e", "hub", "scaleway", "builtin", "none", ()),
        LayerPlan(
            "e", "hub", "scaleway", "builtin", "none",
            (PlannedResource("urn:pulumi:e-hub::bastide::a:b:C::n", "a:b:C", "n", True, inputs={"a": 1},
                             operation=Operation.DELETE),),
        ),
    ],
)  # fmt: skip
def test_what_is_planned_otherwise_has_another_digest(other: LayerPlan) -> None:
    assert digest([other]) != digest([plan({"a": 1})])


def test_plans_that_differ_in_a_secret_alone_have_one_digest() -> None:
    assert digest([plan({"a": Secret("one")})]) == digest([plan({"a": Secret("two")})])


def test_a_name_that_is_no_unicode_ends_nothing() -> None:
    assert len(digest([plan({"name": "\ud800"})])) == 64


_PROGRAM = """
import sys
from plan.digest import digest
from plan.estate import plan_estate
print(digest(plan_estate("ovhcloud", ("hub",))))
"""


def test_the_same_estate_has_the_same_digest_in_another_place_at_another_time(tmp_path: Path) -> None:
    """Two processes that agree on nothing but the repository: folder, home, clock's zone, order of hashes."""
    found = set()
    for number, zone in enumerate(("UTC", "Pacific/Auckland")):
        home = tmp_path / str(number)
        home.mkdir()
        environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONHASHSEED": str(number + 1),
            "TZ": zone,
            "HOME": str(home),
            "TMPDIR": str(home),
        }
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM], cwd=home, env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1 and len(found.pop().strip()) == 64
