"""The address plan: append-only, disjoint, inside its pools."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.contract import check
from components.contract.addresses import AddressPlan, faults, transit_offset
from components.contract.intent import Intent
from tests.contract.intents import area_slots, intent_data, intents

FAR = {"name": "far", "purpose": "data", "cidr": "192.168.0.0/24"}


def plan_of(data: dict[str, Any]) -> AddressPlan:
    intent = Intent.model_validate(data)
    assert check.faults(intent) == []
    return AddressPlan(intent)


@given(intents())
def test_every_range_is_disjoint_and_inside_its_network(intent: Intent) -> None:
    plan = AddressPlan(intent)
    for first, second in itertools.combinations(plan.networks.values(), 2):
        assert not first.overlaps(second)
    for (area, _), network in plan.segments.items():
        assert network.subnet_of(plan.networks[area])
    for first, second in itertools.combinations(plan.segments.values(), 2):
        assert not first.overlaps(second)


@given(intents())
def test_backbone_numbers_and_transit_addresses_are_unique(intent: Intent) -> None:
    plan = AddressPlan(intent)
    numbers = [plan.vlan(area, segment) for area in intent.areas for segment in area.segments]
    assert len(numbers) == len(set(numbers))
    assert all(99 < number < 4095 for number in numbers)
    assert len({transit_offset(area) for area in intent.areas}) == len(intent.areas)


@given(intents(), st.data())
def test_adding_a_segment_or_a_space_moves_no_range(intent: Intent, data: st.DataObject) -> None:
    before = AddressPlan(intent)
    grown = intent_data(intent)
    space = grown["spaces"][0]
    used = {segment["slot"] for segment in space["segments"]}
    slot = data.draw(st.sampled_from(sorted(set(range(8)) - used)))
    position = data.draw(st.integers(0, len(space["segments"])))
    space["segments"].insert(position, {"name": "added", "purpose": "shared", "slot": slot})
    new = {**grown["spaces"][0], "name": "newcomer", "flows": []}
    new["slot"] = data.draw(st.sampled_from(sorted(set(range(40)) - set(area_slots(intent, "spaces")))))
    grown["spaces"].insert(data.draw(st.integers(0, len(grown["spaces"]))), new)
    after = plan_of(grown)
    assert before.networks.items() <= after.networks.items()
    assert before.segments.items() <= after.segments.items()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["spaces"][0].update(slot=300), "exhausted"),
        (lambda data: data["spaces"][0]["segments"][0].update(slot=16), "exhausted"),
        (lambda data: data["environments"][0].update(slot=17), "exhausted"),
        (lambda data: data["environments"][0].update(slot=1), "overlaps"),
        (lambda data: data["addresses"]["pools"].update(spaces="10.64.0.0/12"), "overlaps"),
        (lambda data: data["spaces"][0]["segments"].append(FAR), "outside"),
    ],
)
def test_a_plan_that_cannot_be_made_says_why(change: Any, words: str, example: dict[str, Any]) -> None:
    change(example)
    found = faults(Intent.model_validate(example))
    assert found
    assert words in found[0].found
