"""One capability test for all clouds: what is declared is built, what is not declared is a gap, no list can drift."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from components.contract.capability import CATALOGUE
from components.contract.words import Cloud
from components.kits import kit
from facts import load
from plan.model import LayerPlan, PlannedResource
from tests.estates import CANDIDATES, LEGACY
from tests.estates import CLOUDS as ESTATES

Plans = Mapping[str, tuple[LayerPlan, ...]]
CONTAINERS = {"environment", "project-space", "airlock"}
# A role's kind in the tree, where it is not the capability id without hyphens.
KINDS = {capability: "".join(word.capitalize() for word in capability.split("-")) for capability in CATALOGUE}
# Features that the intent of one side does not ask for.
_NOWHERE = {"audit-sink.long-search", "firewall.expiry"}
_BY_NO_TARGET = {*_NOWHERE, "bastion.managed", "bucket.replica", "cluster.analytics-size"}
NOT_ASKED = {name: _BY_NO_TARGET for name in CANDIDATES} | {LEGACY: {*_NOWHERE, "bastion.recorded"}}


@pytest.mark.parametrize("cloud", Cloud)
def test_a_clouds_table_has_exactly_the_capabilities_of_the_catalogue(cloud: Cloud) -> None:
    assert set(load.capabilities(cloud.value)) == set(CATALOGUE)


@pytest.mark.parametrize("cloud", Cloud)
def test_a_cloud_has_a_builder_for_exactly_what_it_builds(cloud: Cloud) -> None:
    roles = {name for name in CATALOGUE if "." not in name} - CONTAINERS
    built = {name for name in roles if load.capabilities(cloud.value)[name].level.built}
    assert set(kit(cloud).builders) == built


@pytest.mark.parametrize("estate", ESTATES)
@pytest.mark.parametrize("capability", [name for name in CATALOGUE if "." not in name])
def test_a_role_yields_resources_where_it_is_built_and_a_gap_where_it_is_not(
    estate: str, capability: str, plans: Plans
) -> None:
    built = load.capabilities(ESTATES[estate].value)[capability].level.built
    roles, resources, gaps = found(plans[estate], KINDS[capability], capability)
    assert roles, f"no estate asks for {capability}"
    if built:
        assert resources or _is_carried(plans[estate], KINDS[capability])
        assert not gaps
    else:
        assert not resources
        assert gaps == roles


def _is_carried(plans: tuple[LayerPlan, ...], kind: str) -> bool:
    """Whether every role of the kind is part of another one that is built (a key of its store, a wall of a router)."""
    return all(
        _is_held(plan, role)
        for plan in plans
        for role in plan.resources
        if role.role_kind == kind and plan.layer != "bootstrap"
    )


def _is_held(plan: LayerPlan, role: PlannedResource) -> bool:
    by_urn = {item.urn: item for item in plan.resources}
    links = [link.values() if isinstance(link, Mapping) else [link] for link in role.inputs["links"].values()]
    holders = [by_urn[urn] for urns in links for urn in urns if urn in by_urn]
    return any(_is_built(plan, holder) or _is_held(plan, holder) for holder in holders)


def _is_built(plan: LayerPlan, role: PlannedResource) -> bool:
    return any(item.is_cloud and item.parent == role.urn for item in plan.resources)


@pytest.mark.parametrize("estate", ESTATES)
@pytest.mark.parametrize("feature", [name for name in CATALOGUE if "." in name])
def test_a_feature_is_a_gap_exactly_where_it_is_not_built(estate: str, feature: str, plans: Plans) -> None:
    row = load.capabilities(ESTATES[estate].value)[feature]
    gaps = [gap for plan in plans[estate] for gap in plan.gaps if gap.capability == feature]
    if feature in NOT_ASKED[estate]:
        assert not gaps
        return
    assert bool(gaps) is not row.level.built
    for gap in gaps:
        assert (gap.level, gap.reason, gap.source, gap.date) == (
            row.level.value,
            row.note,
            row.source,
            row.checked.isoformat(),
        )


def found(plans: tuple[LayerPlan, ...], kind: str, capability: str) -> tuple[int, int, int]:
    """Roles of a kind, cloud resources in their subtrees (but for other roles' below a gap), gaps of the capability."""
    roles = resources = gaps = 0
    is_gap = any(gap.capability == capability for plan in plans for gap in plan.gaps)
    for plan in plans:
        for resource in plan.resources:
            if resource.role_kind == kind:
                roles += 1
            path = plan.role_path(resource).split("/")
            resources += resource.is_cloud and (path[-1] == kind if is_gap else kind in path)
        gaps += sum(gap.capability == capability for gap in plan.gaps)
    return roles, resources, gaps
