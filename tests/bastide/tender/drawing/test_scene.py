"""What is drawn is in the plan, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.drawing.icons import OF_KIND, PATHS
from bastide.tender.drawing.reading import MOST_AREAS, scene
from bastide.tender.drawing.scene import Area, End, Scene
from bastide.tender.drawing.things import DRAWN, ENDPOINT, EXIT, NETWORK_HOST
from bastide.tender.drawing.words import WORDS
from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret
from policies.view import View

pytestmark = pytest.mark.xdist_group("tender")
ESTATES = ("azure-legacy", "cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway")
Make = Callable[..., Candidate]


def _scene(candidate: Candidate) -> Scene:
    return scene(candidate.view, candidate.estate, candidate.cloud)


def _changed(candidate: Candidate, change: Callable[[PlannedResource], PlannedResource | None]) -> Scene:
    plans = tuple(
        replace(plan, resources=tuple(new for old in plan.resources if (new := change(old)) is not None))
        for plan in candidate.plans
    )
    return scene(View(plans), candidate.estate, candidate.cloud)


@pytest.mark.parametrize("estate", ESTATES)
def test_segments_hosts_and_addresses_are_those_of_the_plan(candidate_of: Make, estate: str) -> None:
    candidate = candidate_of(estate)
    view, seen = candidate.view, _scene(candidate)
    assert len(list(seen.segments)) == len(view.of("role.Segment")) > 0
    assert {segment.cidr for segment in seen.segments} == {role.inputs("spec.cidr") for role in view.of("role.Segment")}
    assert len(seen.areas) == len(view.of("role.Environment", "role.ProjectSpace")) > 0
    assert sum(thing.hosts for thing in seen.things) == len(view.of("compute.vm")) > 0
    assert sum(thing.addresses for thing in seen.things) == len(view.of("net.public_ip")) > 0


@pytest.mark.parametrize("estate", ESTATES)
def test_roles_are_drawn_once_each(candidate_of: Make, estate: str) -> None:
    candidate = candidate_of(estate)
    drawn = Counter[str]()
    for thing in _scene(candidate).things:
        drawn[thing.kind] += thing.count
    wanted = Counter(
        role.kind.removeprefix("role.")
        for role in candidate.view.of("role.*")
        if role.kind.removeprefix("role.") in DRAWN - {"Network", "Segment"} and role.plan.layer != "bootstrap"
    )
    for kind in (ENDPOINT, EXIT, NETWORK_HOST):
        drawn.pop(kind, None)
    assert drawn == wanted


@pytest.mark.parametrize("estate", ESTATES)
def test_every_flow_of_the_plan_is_drawn_or_named_as_one_sided(candidate_of: Make, estate: str) -> None:
    candidate = candidate_of(estate)
    seen = _scene(candidate)
    wanted = {flow for role in candidate.view.of("role.Firewall") for flow in role.inputs("spec.rules[].flow")}
    connected = {flow for item in seen.connections for flow in item.flows}
    assert connected | {item.flow for item in seen.one_sided} == wanted
    assert len(wanted) > 30


def test_both_ends_must_allow(candidate_of: Make) -> None:
    candidate = candidate_of("scaleway")

    def closed(resource: PlannedResource) -> PlannedResource:
        if resource.type != "bastide:net:Firewall" or resource.name != "prod-data":
            return resource
        spec = resource.inputs["spec"]
        rules = [rule for rule in spec["rules"] if rule["flow"] != "PRD-003"]
        return replace(resource, inputs={**resource.inputs, "spec": {**spec, "rules": rules}})

    before, after = _scene(candidate), _changed(candidate, closed)
    assert _ports(before, "prod.cluster", "prod.data") == ("2049", "5432")
    assert _ports(after, "prod.cluster", "prod.data") == ("2049",)
    assert [(item.flow, item.segment, item.direction) for item in after.one_sided] == [
        ("PRD-003", "prod.cluster", "out")
    ]


def _ports(seen: Scene, source: str, target: str) -> tuple[str, ...]:
    found = [item.ports for item in seen.connections if (item.source, item.target) == (source, target)]
    return found[0] if found else ()


def test_ranges_that_belong_to_nothing_known_are_an_end_of_their_own(candidate_of: Make) -> None:
    def foreign(resource: PlannedResource) -> PlannedResource:
        if resource.type != "bastide:net:Firewall" or resource.name != "prod-data":
            return resource
        spec = resource.inputs["spec"]
        rules = [{**rule, "peers": ["198.18.0.0/15", "2001:db8::/32"]} for rule in spec["rules"]]
        return replace(resource, inputs={**resource.inputs, "spec": {**spec, "rules": rules}})

    seen = _changed(candidate_of("scaleway"), foreign)
    assert _ports(seen, "@other", "prod.data") == ("2049", "5432")
    assert [item.lines for item in seen.outside if item.end is End.OTHER] == [("198.18.0.0/15", "2001:db8::/32")]
    assert {item.flow for item in seen.one_sided} == {"PRD-003", "PRD-004"}


def test_what_the_cloud_opens_to_the_internet_is_drawn_though_no_role_says_it(candidate_of: Make) -> None:
    candidate = candidate_of("ovhcloud")

    def opened(resource: PlannedResource) -> PlannedResource:
        if not (resource.type.endswith(":SecGroupRule") and resource.name.startswith("prod-cluster-PRD-002")):
            return resource
        return replace(resource, inputs={**resource.inputs, "remoteIpPrefix": "0.0.0.0/0"})

    assert _ports(_scene(candidate), "@users", "prod.cluster") == ()
    assert _ports(_changed(candidate, opened), "@users", "prod.cluster") == ("8443",)


def test_only_the_portal_is_open_to_anybody(candidate_of: Make) -> None:
    for estate in ESTATES:
        seen = _scene(candidate_of(estate))
        # the legacy's gateway has a subnet of its own, whose rules admit the internet
        entries = {"prod.portal", "prod.gateway"} if estate == "azure-legacy" else {"prod.portal"}
        found = {(item.target, item.ports) for item in seen.connections if item.source == "@users"}
        assert found == {(entry, ("443",)) for entry in entries}


def test_what_is_not_built_is_marked_with_its_level(candidate_of: Make) -> None:
    seen = _scene(candidate_of("cloudtemple"))
    data = next(segment for segment in seen.segments if segment.id == "prod.data")
    assert {thing.kind: (thing.missing, thing.measure) for thing in data.things} == {
        "Database": ("manual", ("gb", 500)),
        "FileShare": ("absent", ("gb", 500)),
        "KeyStore": ("", None),
    }
    assert [item.missing for item in seen.connections if item.source == "@users"] == ["absent"]


def test_zones_are_those_that_the_plan_names(candidate_of: Make) -> None:
    assert _scene(candidate_of("scaleway")).zones == ("fr-par-1", "fr-par-2")
    assert _scene(candidate_of("numspot")).zones == ("cloudgouv-eu-west-1a",)
    # its provider names none
    assert _scene(candidate_of("cloudtemple")).zones == ()
    bastion = next(segment for segment in _scene(candidate_of("ovhcloud")).segments if segment.id == "hub.bastion")
    assert bastion.things[0].zones == ("eu-west-par-a", "eu-west-par-b")


@pytest.mark.parametrize("estate", ESTATES)
def test_networks_are_joined_to_the_hub(candidate_of: Make, estate: str) -> None:
    seen = _scene(candidate_of(estate))
    assert [area.name for area in seen.areas if not area.joined] == ["hub"]
    assert [area.stage for area in seen.areas][:3] == ["hub", "production", "non-production"]


def test_the_link_to_the_other_site_is_a_tunnel(candidate_of: Make) -> None:
    tunnels = {(item.source, item.target) for item in _scene(candidate_of("scaleway")).connections if item.tunnel}
    assert tunnels == {("@site", "hub.site-link"), ("hub.site-link", "@site")}


def test_a_plan_without_areas_gives_an_empty_scene() -> None:
    plan = LayerPlan("somebody", "", "scaleway", "builtin", "none", ())
    assert scene(View((plan,)), "somebody", "scaleway") == Scene("somebody")


def test_too_many_areas_are_named_and_not_drawn(candidate_of: Make) -> None:
    candidate = candidate_of("scaleway")
    layer = next(plan for plan in candidate.plans if plan.layer == "space-methods")
    copies = tuple(_copy(layer, f"more{number}") for number in range(MOST_AREAS))
    seen = scene(View((*candidate.plans, *copies)), "scaleway", "scaleway")
    assert len(seen.areas) == MOST_AREAS
    assert len(seen.omitted) == 7
    drawn = {segment.id for segment in seen.segments}
    assert {end for item in seen.connections for end in (item.source, item.target) if not end.startswith("@")} <= drawn


def _copy(layer: LayerPlan, name: str) -> LayerPlan:
    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("methods", name)
        if isinstance(value, dict):
            return {key: renamed(item) for key, item in value.items()}
        return [renamed(item) for item in value] if isinstance(value, list) else value

    return replace(
        layer,
        layer=renamed(layer.layer),
        resources=tuple(
            replace(
                item,
                urn=renamed(item.urn),
                name=renamed(item.name),
                parent=renamed(item.parent),
                inputs=renamed(item.inputs),
            )
            for item in layer.resources
        ),
    )


def test_secrets_and_unknown_values_are_never_shown(candidate_of: Make) -> None:
    candidate = candidate_of("scaleway")

    def hidden(resource: PlannedResource) -> PlannedResource:
        spec = resource.inputs.get("spec")
        if resource.type == "bastide:net:Segment" and resource.name == "prod-data" and isinstance(spec, dict):
            return replace(resource, inputs={**resource.inputs, "spec": {**spec, "cidr": Secret("10.99.99.0/24")}})
        if resource.type == "bastide:net:Network" and resource.name == "prod" and isinstance(spec, dict):
            return replace(resource, inputs={**resource.inputs, "spec": {**spec, "cidr": UNKNOWN}})
        if resource.type == "bastide:area:ProjectSpace" and isinstance(spec, dict):
            return replace(resource, inputs={**resource.inputs, "spec": {**spec, "title": Secret("the secret title")}})
        return resource

    seen = _changed(candidate, hidden)
    assert _area(seen.areas, "prod").cidr == "[unknown]"
    assert "99.99" not in repr(seen)
    assert "the secret title" not in repr(seen)


def _area(areas: Iterable[Area], name: str) -> Area:
    return next(area for area in areas if area.name == name)


def test_whatever_is_drawn_has_a_picture_and_words() -> None:
    kinds = {*(DRAWN - {"Network", "Segment"}), ENDPOINT, EXIT, NETWORK_HOST}
    assert kinds == set(OF_KIND)
    assert set(OF_KIND.values()) <= set(PATHS)
    for kind in kinds:
        for text in WORDS.texts[kind]:
            assert len([part for part in text.split("|") if part]) == 2
