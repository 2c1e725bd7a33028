"""What the repository's estates hold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from plan.model import LayerPlan
from stacks.catalogue import estates, loopbacks, resolve
from tests.components.test_counts import RULES
from tests.estates import FLOOR

Plans = Mapping[str, tuple[LayerPlan, ...]]


def test_the_estates_are_the_legacy_and_the_candidates() -> None:
    assert estates() == ("azure-legacy", "cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway")


def test_estates_for_tests_are_meant_only_where_they_are_named() -> None:
    assert loopbacks() == ("ovhcloud-loopback",)
    assert resolve("ovhcloud-loopback") == ("ovhcloud-loopback", None)
    assert resolve("ovhcloud-loopback-hub") == ("ovhcloud-loopback", "hub")


@pytest.mark.parametrize("estate", FLOOR)
def test_an_estate_is_large_enough_to_be_a_real_platform(estate: str, plans: Plans) -> None:
    cloud = [resource for plan in plans[estate] for resource in plan.resources if resource.is_cloud]
    # rules of one group count once
    grouped = {(r.parent, r.type) if r.type.endswith(RULES) else r.urn for r in cloud}
    resources, kinds = FLOOR[estate]
    assert len(grouped) >= resources
    assert len({resource.type for resource in cloud}) >= kinds


@pytest.mark.parametrize("estate", FLOOR)
def test_every_layer_is_a_stack_of_its_own_and_production_shares_none(estate: str, plans: Plans) -> None:
    layers = [plan.layer for plan in plans[estate]]
    assert layers[:4] == ["bootstrap", "hub", "prod", "nonprod"]
    assert len([layer for layer in layers if layer.startswith("space-")]) >= 4
    for plan in plans[estate]:
        assert {resource.urn.split("::")[0] for resource in plan.resources} == {f"urn:pulumi:{estate}-{plan.layer}"}


@pytest.mark.parametrize("estate", FLOOR)
def test_every_resource_has_an_explicit_provider_and_belongs_to_a_role(estate: str, plans: Plans) -> None:
    for plan in plans[estate]:
        for resource in plan.resources:
            if resource.is_cloud or resource.type.startswith("random:"):
                assert resource.options.provider, resource.urn
                assert plan.role_path(resource), resource.urn


def test_a_stack_is_found_by_its_name() -> None:
    assert resolve("scaleway") == ("scaleway", None)
    assert resolve("scaleway-hub") == ("scaleway", "hub")
    assert resolve("azure-legacy-space-cardio") == ("azure-legacy", "space-cardio")
