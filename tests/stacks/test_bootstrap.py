"""The bootstrap layer: each area's project, its deployer, and the deployer's right to link the area to the hub."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from components.contract.words import Right
from plan.model import LayerPlan, PlannedResource
from stacks.estate import load_estate
from tests.estates import ESTATES

Plans = Mapping[str, tuple[LayerPlan, ...]]


@pytest.fixture(params=ESTATES)
def estate(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def roles(estate: str, plans: Plans) -> dict[tuple[str, str], PlannedResource]:
    """(kind, name) -> role of the layer."""
    (layer,) = [plan for plan in plans[estate] if plan.layer == "bootstrap"]
    return {(item.role_kind, item.name): item for item in layer.resources if item.is_role}


def is_gap(role: PlannedResource) -> bool:
    own = {"ServiceAccount": "service-account", "Project": "project"}[role.role_kind]
    return any(gap["capability"] == own for gap in role.inputs["gaps"])


def test_every_area_but_the_hub_may_make_its_end_in_the_hub(
    estate: str, roles: dict[tuple[str, str], PlannedResource]
) -> None:
    intent = load_estate(estate).intent
    links = {name.removesuffix("-link") for kind, name in roles if kind == "Grant" and name.endswith("-link")}
    assert links == {area.name for area in intent.areas if area is not intent.hub}
    for area in links:
        link, deploy = roles["Grant", f"{area}-link"], roles["Grant", f"{area}-deployer"]
        assert link.inputs["spec"]["right"] == Right.LINK
        identity, project = roles["ServiceAccount", f"{area}-deployer"], roles["Project", intent.hub.name]
        # nothing links to a role that is a gap
        expected = {"identity": identity, "project": project}
        assert link.inputs["links"] == {name: role.urn for name, role in expected.items() if not is_gap(role)}
        assert link.inputs["spec"]["until"] == deploy.inputs["spec"]["until"]


def test_a_space_comes_and_goes_with_what_it_may_do_in_the_hub(
    estate: str, roles: dict[tuple[str, str], PlannedResource]
) -> None:
    for area in load_estate(estate).intent.areas:
        below = {name for (_, name), role in roles.items() if role.parent == roles["Project", area.name].urn}
        own = {f"{area.name}-deployer", f"{area.name}-link"}
        assert below == (own if ("Grant", f"{area.name}-link") in roles else {f"{area.name}-deployer"})


def test_every_project_joins_the_hubs_and_no_other(estate: str, roles: dict[tuple[str, str], PlannedResource]) -> None:
    intent = load_estate(estate).intent
    hub = roles["Project", intent.hub.name]
    for area in intent.areas:
        expected = {} if area is intent.hub or is_gap(hub) else {"hub": hub.urn}
        assert roles["Project", area.name].inputs["links"] == expected
