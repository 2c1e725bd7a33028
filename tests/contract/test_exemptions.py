"""Exemptions in code: said where a role is built, found and checked by the policies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, TypedDict, cast

import pulumi
import pytest

from components.contract.role import Links, Role, Spec
from components.contract.site import Place, Site
from facts.errors import BadInput
from plan.builtin import run
from plan.model import LayerPlan, PlannedResource
from policies import exemptions
from policies.exemptions import in_code
from policies.view import View


class Said(TypedDict):
    """All that is said of an exemption, except where."""

    rule: str
    reason: str
    author: str
    approver: str
    ticket: str
    since: date
    until: date


SAID: Said = {
    "rule": "NET-001",
    "reason": "the range of the new site is announced for March",
    "author": "network team",
    "approver": "security officer",
    "ticket": "SEC-12",
    "since": date(2026, 11, 1),
    "until": date(2027, 3, 31),
}


@dataclass(frozen=True)
class ThingSpec(Spec):
    ESSENTIAL = ("thing",)


class Thing(Role[Any, Any, Any]):
    """A role of this test."""

    TOKEN = "bastide:net:Firewall"


class Part(pulumi.ComponentResource):
    """What a builder makes, as far as an exemption cares."""


def planned(build: Callable[[Place[Any], pulumi.Resource], None]) -> LayerPlan:
    """The plan of one role whose builder makes one resource and then does `build`."""

    def builder(place: Place[Any], spec: Spec, links: Links) -> None:
        build(place, Part("x:y:Part", f"{place.name}-part", None, pulumi.ResourceOptions(parent=place.role)))

    capability = SimpleNamespace(level=SimpleNamespace(built=True))
    kit = SimpleNamespace(builders={"thing": builder})
    site = cast(Site, SimpleNamespace(kit=kit, offered={"thing": capability}))
    site.place = lambda *args: Site.place(site, *args)  # type: ignore[method-assign]

    result = run(lambda: Thing("hub-firewall", ThingSpec(), Links(), site) and None, project="bastide", stack="t-hub")
    assert not [message for message in result.messages if message.severity == "error"], result.messages
    return LayerPlan("test", "hub", "scaleway", "builtin", "none", tuple(result.resources))


def role_of(plan: LayerPlan) -> PlannedResource:
    return next(resource for resource in plan.resources if resource.is_role)


def test_a_role_without_any_registers_nothing() -> None:
    plan = planned(lambda place, part: None)
    assert role_of(plan).outputs == {}
    assert in_code(View([plan])) == ()


def test_what_a_builder_says_is_what_the_policies_find() -> None:
    plan = planned(lambda place, part: place.exempt(resource=part, **SAID))
    (found,) = in_code(View([plan]))
    part = next(resource for resource in plan.resources if resource.type == "x:y:Part")
    assert found.target == part.urn
    assert (found.id, found.stack) == ("NET-001:x:y:Part:hub-firewall-part", "test")
    assert {key: getattr(found, key) for key in SAID} == SAID


def test_the_output_is_plain_data_with_days_as_texts() -> None:
    outputs = role_of(planned(lambda place, part: place.exempt(resource=part, **SAID))).outputs
    assert list(outputs) == [exemptions.ROLE_OUTPUT]
    (entry,) = outputs[exemptions.ROLE_OUTPUT]
    assert (entry["from"], entry["until"]) == ("2026-11-01", "2027-03-31")
    assert all(isinstance(value, str) for value in entry.values())


def test_two_rules_at_one_resource_are_two_exemptions() -> None:
    def build(place: Place[Any], part: pulumi.Resource) -> None:
        other: Said = {**SAID, "rule": "NET-002"}
        place.exempt(resource=part, **SAID)
        place.exempt(resource=part, **other)

    assert [item.rule for item in in_code(View([planned(build)]))] == ["NET-001", "NET-002"]


def test_the_role_itself_can_be_what_is_exempted() -> None:
    plan = planned(lambda place, part: place.exempt(resource=place.role, **SAID))
    (found,) = in_code(View([plan]))
    assert found.target == role_of(plan).urn


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"approver": "Network Team"}, "author and approver"),
        ({"rule": "NET-999"}, "no rule `NET-999`"),
        ({"reason": "because"}, "at least 20"),
        ({"until": date(2027, 11, 2)}, "12 months"),
        ({"until": date(2026, 10, 31)}, "before the beginning"),
    ],
)
def test_the_policies_refuse_what_is_not_sound_and_name_the_role(change: dict[str, Any], word: str) -> None:
    changed: dict[str, Any] = {**SAID, **change}
    plan = planned(lambda place, part: place.exempt(resource=part, **changed))
    with pytest.raises(BadInput) as refused:
        in_code(View([plan]))
    assert word in str(refused.value)
    assert role_of(plan).urn in str(refused.value)


def test_the_same_one_twice_is_refused() -> None:
    def build(place: Place[Any], part: pulumi.Resource) -> None:
        for _ in range(2):
            place.exempt(resource=part, **SAID)

    with pytest.raises(BadInput, match="twice"):
        in_code(View([planned(build)]))


@pytest.mark.parametrize("said", ["all", {"rule": "NET-001"}, ["NET-001"], [None], [{"rule": "NET-001"}]])
def test_an_output_of_that_name_that_is_something_else_is_refused(said: Any) -> None:
    plan = planned(lambda place, part: None)
    resources = tuple(replace(item, outputs={"exemptions": said}) if item.is_role else item for item in plan.resources)
    with pytest.raises(BadInput):
        in_code(View([replace(plan, resources=resources)]))


def test_an_output_of_a_clouds_own_resource_exempts_nothing() -> None:
    plan = planned(lambda place, part: None)
    token = "scaleway:instance/server:Server"
    entry = {"id": "EX-1", **SAID, "target": "urn:x"}
    host = PlannedResource("urn:pulumi:t::t::x::h", token, "h", True, outputs={"exemptions": [entry]})
    assert in_code(View([replace(plan, resources=(*plan.resources, host))])) == ()
