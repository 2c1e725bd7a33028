"""What parity measures: every id that the gates know, and names where something differs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bastide.cutover.parity.measured import measured
from bastide.cutover.parity.seen import Seen
from tests.bastide.cutover.parity import seeds
from tests.conftest import Plans

pytestmark = pytest.mark.xdist_group("parity")

TIME = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def whole(plans: Plans) -> Seen:
    return seeds.look(plans["scaleway"])


def test_an_estate_against_itself_measures_no_difference(whole: Seen) -> None:
    found = {item.measure: item for item in measured(seeds.against(whole, whole), TIME)}
    assert found["parity.roles"].value > 150
    assert found["entitlements.count"].value > 50
    assert found["reachability.flows"].value > 40
    assert found["names.count"].value == 1
    for measure in (
        "parity.missing",
        "parity.weaker",
        "parity.undecided",
        "entitlements.differences",
        "reachability.differences",
        "names.missing",
    ):
        assert (found[measure].value, found[measure].objects) == (0, ())
    assert {item.time for item in found.values()} == {TIME}
    assert all("legacy to target" in item.source for item in found.values())


def test_what_differs_is_counted_and_named(plans: Plans, whole: Seen) -> None:
    estate = plans["scaleway"]
    (portal,) = seeds.of_type(estate, ":Portal")
    (bastion,) = seeds.of_type(estate, ":Bastion")
    (rules,) = (item for item in seeds.of_type(estate, ":SecurityGroupRules") if item.name == "prod-data-1")
    spoilt = seeds.with_spec(estate, portal.urn, host="other.example")
    spoilt = seeds.with_spec(spoilt, bastion.urn, people=[*bastion.inputs["spec"]["people"], {"id": "stranger-1"}])
    spoilt = seeds.edited(spoilt, rules.urn, lambda old: {**old, "inboundRules": []})
    found = {item.measure: item for item in measured(seeds.against(whole, seeds.look(spoilt)), TIME)}
    assert found["entitlements.differences"].objects == ("Person stranger-1: enter in hub",)
    assert found["reachability.differences"].objects == ("prod-cluster to prod-data by tcp",)
    assert found["names.missing"].objects == ("portal.hdh.example",)
    assert all(found[name].value == 1 for name in ("entitlements.differences", "names.missing"))


def test_at_most_a_hundred_objects_are_named(whole: Seen) -> None:
    found = {item.measure: item for item in measured(seeds.against(whole, seeds.look(())), TIME)}
    assert found["parity.missing"].value > 100
    assert len(found["parity.missing"].objects) == 100
    assert found["reachability.differences"].value == found["reachability.flows"].value > 0
