"""How inputs are damaged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plan.model import PlannedResource
from plan.values import UNKNOWN, Secret
from policies.record import Record
from policies.view import View
from tests.policies import damage
from tests.policies.damages.watched import WATCHED
from tests.policies.kinds import estates


@pytest.mark.parametrize(
    ("inputs", "path", "value", "expected"),
    [
        ({}, "a", 1, {"a": 1}),
        ({"a": 1, "b": 2}, "a", damage.GONE, {"b": 2}),
        ({"a": {"b": 1, "c": 2}}, "a.b", 3, {"a": {"b": 3, "c": 2}}),
        ({}, "a.b", 3, {"a": {"b": 3}}),
        ({"a": [{"b": 1}, {"b": 2}]}, "a[].b", 3, {"a": [{"b": 3}, {"b": 2}]}),
        ({"a": [{"b": 1}, {"b": 2}]}, "a[]", damage.GONE, {"a": [{"b": 2}]}),
        ({"a": ["x", "y"]}, "a", "z", {"a": ["z"]}),
        ({"a": ["x", "y"]}, "a", ["z"], {"a": ["z"]}),
        ({"a": UNKNOWN}, "a.b", 1, {"a": {"b": 1}}),
    ],
)
def test_put(inputs: dict[str, Any], path: str, value: Any, expected: dict[str, Any]) -> None:
    before = repr(inputs)
    assert damage.put(inputs, path, value) == expected
    assert repr(inputs) == before


def test_what_stood_in_a_secret_stays_in_one_around_a_change() -> None:
    found = damage.put({"a": Secret({"b": 1})}, "a.b", 2)
    assert found == {"a": Secret({"b": 2})}


def bucket(**inputs: Any) -> Record:
    """A bucket in a plan of its own."""
    made = PlannedResource("urn:b", "cloudtemple:index/objectStorageBucket:ObjectStorageBucket", "b", True, "", inputs)
    plan = estates.view("cloudtemple").plans[0]
    found = View([replace(plan, resources=(made,), gaps=())]).record("urn:b")
    assert found is not None
    return found


def public(record: Record) -> set[str]:
    return {item.what for item in damage.damages(record, "public", WATCHED["store.object"]["public"])}


def test_a_damage_turns_a_good_answer_into_a_bad_one() -> None:
    good = bucket(accessType="custom", whitelists=["192.0.2.0/28"])
    assert {"accessType removed", "whitelists[] '0.0.0.0/0'"} <= public(good)


def test_what_is_bad_already_is_not_damaged() -> None:
    assert not public(bucket(accessType="public"))


def test_a_reference_is_cut_and_led_elsewhere() -> None:
    card = estates.record("ovhcloud", "networking/port:Port", "cardio-desk-1")
    (cut,) = damage.cut_off(card, "groups", ("NET-002",))
    assert not View(damage.damaged(card.view.plans, card, cut)).record(card.urn).sets("groups")  # type: ignore[union-attr]
    (led,) = damage.led_elsewhere(card, "groups", ("NET-002",))
    (group,) = View(damage.damaged(card.view.plans, card, led)).record(card.urn).refs("groups")  # type: ignore[union-attr]
    assert group.kind == "net.sg"
    assert group.area.stage == "space"
    assert group.area.name != card.area.name
