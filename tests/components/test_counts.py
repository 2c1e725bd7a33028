"""What each estate is made of, sealed: an unlisted type or another number fails."""

from __future__ import annotations

import pytest

from tests.components.counts import COMMAND, counted, differences, sealed
from tests.components.view import View
from tests.conftest import Plans
from tests.estates import FLOOR, FOLDERS

RULES = ("SecGroupRule", "SecurityGroupRule", "SecurityGroupRules")


@pytest.mark.parametrize("name", FOLDERS)
def test_each_layer_has_exactly_the_sealed_resources(name: str, plans: Plans) -> None:
    found, expected = counted(plans[name]), sealed(name)
    lines = "\n  ".join(differences(found, expected))
    assert found == expected, f"look at every difference, then renew with: {COMMAND}\n  {lines}"


@pytest.mark.parametrize("name", FOLDERS)
def test_an_estate_is_the_size_of_a_real_platform(name: str, plans: Plans) -> None:
    kinds = [item.type for item in View(name, plans[name]).cloud if not item.type.endswith(RULES)]
    resources, types = FLOOR[name]
    assert len(kinds) >= resources
    assert len(set(kinds)) >= types


def test_an_unlisted_type_another_number_and_an_unknown_layer_are_differences() -> None:
    assert differences({"hub": {"a": 1, "b": 2}, "new": {"c": 1}}, {"hub": {"a": 1, "b": 1}, "old": {"d": 3}}) == [
        "hub: b: sealed 1, found 2",
        "new: c: sealed 0, found 1",
        "old: d: sealed 3, found 0",
    ]
