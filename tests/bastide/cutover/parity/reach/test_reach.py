"""Flows of whole estates: each opening that is taken away or added in the cloud's own rules is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bastide.cutover.parity.model import Fate, Reached
from bastide.cutover.parity.reach.compare import compare
from bastide.cutover.parity.reach.flows import Reach, reach
from bastide.cutover.parity.reach.ports import ALL
from plan.values import UNKNOWN
from policies.view import View
from stacks.mapping import Dropped, Mapped, RoleMapping
from tests.bastide.cutover.parity import seeds
from tests.conftest import Plans

pytestmark = pytest.mark.xdist_group("parity")

GROUP, RULES = ":SecurityGroup", ":SecurityGroupRules"
LISTS = ("inboundRules", "outboundRules")


WALLS = ("bastide:", "pulumi:", "scaleway:instance/securityGroup", "scaleway:loadbalancers/", "scaleway:network/")


@pytest.fixture(scope="module")
def plans_of(plans: Plans) -> seeds.Plans:
    """What flows are read from, without the rest: hundreds of states of it are looked at."""
    return tuple(
        replace(plan, resources=tuple(item for item in plan.resources if item.type.startswith(WALLS)))
        for plan in plans["scaleway"]
    )


@pytest.fixture(scope="module")
def whole(plans_of: seeds.Plans) -> Reach:
    return reach(View(plans_of))


def open_rows(one: Reach, other: Reach, **decided: Any) -> list[Reached]:
    segments = (("Segment", name) for name in one.segments)
    found = compare(one, other, seeds.mapping(*segments, **decided))
    return [item for item in found if item.fate in (Fate.MISSING, Fate.WIDER)]


def spoilt(plans_of: seeds.Plans, urn: str, **inputs: Any) -> Reach:
    return reach(View(seeds.edited(plans_of, urn, lambda old: {**old, **inputs})))


@pytest.mark.parametrize("estate", ["azure-legacy", "cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway"])
def test_an_estate_reaches_what_it_reaches(plans: Plans, estate: str) -> None:
    found = reach(View(plans[estate]))
    assert len(found.most) > 40 and found.most == found.least
    assert open_rows(found, found) == []
    # every cloud lets researchers into their space through the bastion, and into no other's
    assert found.least["hub-bastion", "cardio-work", "tcp"] == ((22, 22),)
    assert not any(("cardio" in source and "onco" in end) for source, end, _ in found.most)
    assert not any(end == "unknown" for flow in found.most for end in flow)


def test_flows_are_read_from_walls_alone(plans: Plans, whole: Reach) -> None:
    assert reach(View(plans["scaleway"])) == whole


def rules(plans_of: seeds.Plans) -> Iterator[tuple[str, str, list[Any], int]]:
    for group in seeds.of_type(plans_of, RULES):
        for name in LISTS:
            listed = list(group.inputs.get(name) or ())
            yield from ((group.urn, name, listed, index) for index in range(len(listed)))


def test_every_rule_that_is_left_out_of_one_zone_is_found(plans_of: seeds.Plans, whole: Reach) -> None:
    tried = 0
    for urn, name, listed, index in rules(plans_of):
        left = [rule for number, rule in enumerate(listed) if number != index]
        found = open_rows(whole, spoilt(plans_of, urn, **{name: left}))
        assert found and {item.fate for item in found} == {Fate.MISSING}, (urn, listed[index])
        tried += 1
    assert tried > 150


@pytest.mark.parametrize("peer", ["0.0.0.0/0", "198.51.100.0/24"])
def test_a_rule_of_each_group_for_more_of_the_world_is_found(plans_of: seeds.Plans, whole: Reach, peer: str) -> None:
    groups = [item for item in seeds.of_type(plans_of, RULES) if item.inputs.get("inboundRules")]
    assert len(groups) > 20
    for group in groups[::2]:
        first, *others = group.inputs["inboundRules"]
        found = open_rows(whole, spoilt(plans_of, group.urn, inboundRules=[{**first, "ipRange": peer}, *others]))
        assert any(item.fate is Fate.WIDER for item in found), (group.urn, first)


@pytest.mark.parametrize("port", ["22-22", "2049-2049", "3142-3142", "443-443", "5432-5432", "8443-8443"])
@pytest.mark.parametrize("change", [{"portRange": "1-65535"}, {"protocol": "ANY"}], ids=["ports", "protocols"])
def test_a_flow_that_opens_more_at_both_ends_is_found(
    plans_of: seeds.Plans, whole: Reach, port: str, change: dict[str, str]
) -> None:
    changed = plans_of
    for group in seeds.of_type(plans_of, RULES):
        lists = {
            name: [{**rule, **change} if rule["portRange"] == port else rule for rule in group.inputs.get(name) or ()]
            for name in LISTS
        }
        changed = seeds.edited(changed, group.urn, lambda old, lists=lists: {**old, **lists})  # type: ignore[misc]
    found = open_rows(whole, reach(View(changed)))
    assert any(item.fate is Fate.WIDER for item in found)
    assert not any(item.fate is Fate.MISSING for item in found)


@pytest.mark.parametrize("side", ["inboundDefaultPolicy", "outboundDefaultPolicy"])
def test_a_group_that_is_open_by_default_is_found(plans_of: seeds.Plans, whole: Reach, side: str) -> None:
    for group in seeds.of_type(plans_of, GROUP)[::3]:
        found = open_rows(whole, spoilt(plans_of, group.urn, **{side: "accept"}))
        assert any("internet" in (item.source, item.target) and item.ports == ALL for item in found), group.urn


def test_a_segment_without_its_group_is_open_to_everybody(plans_of: seeds.Plans, whole: Reach) -> None:
    for group in seeds.of_type(plans_of, GROUP)[::6]:
        twin = group.urn[:-1] + {"1": "2", "2": "1"}[group.urn[-1]]
        found = open_rows(whole, reach(View(seeds.without(seeds.without(plans_of, group.urn), twin))))
        assert any(item.source == "internet" and item.fate is Fate.WIDER for item in found), group.urn


def test_a_flow_in_two_rules_is_the_same_flow(plans_of: seeds.Plans, whole: Reach) -> None:
    group = next(item for item in seeds.of_type(plans_of, RULES) if item.name == "prod-cluster-1")
    every = next(rule for rule in group.inputs["inboundRules"] if rule["portRange"] == "1-65535")
    others = [rule for rule in group.inputs["inboundRules"] if rule is not every]
    halves = [{**every, "portRange": "30000-65535"}, {**every, "portRange": "1-29999"}]
    quarters = [{**half, "ipRange": part} for half in halves for part in ("10.65.1.0/25", "10.65.1.128/25")]
    for split in (halves, quarters):
        assert open_rows(whole, spoilt(plans_of, group.urn, inboundRules=[*split, *others])) == []
    (lost,) = open_rows(whole, spoilt(plans_of, group.urn, inboundRules=[halves[0], *others]))
    assert (lost.source, lost.target, lost.ports) == ("prod-cluster", "prod-cluster", ((1, 29999),))


def test_a_host_beyond_the_way_out_that_is_added_or_left_out_is_found(plans_of: seeds.Plans, whole: Reach) -> None:
    (role,) = (item for item in seeds.of_type(plans_of, ":EgressAllowList"))
    allowed = role.inputs["spec"]["allowed"]
    more = {**allowed[0], "host": "files.example"}
    (wider,) = open_rows(whole, reach(View(seeds.with_spec(plans_of, role.urn, allowed=[*allowed, more]))))
    assert (wider.fate, wider.target) == (Fate.WIDER, "files.example")
    (lost,) = open_rows(whole, reach(View(seeds.with_spec(plans_of, role.urn, allowed=allowed[1:]))))
    assert (lost.fate, lost.target) == (Fate.MISSING, allowed[0]["host"])


def test_a_second_door_of_the_portal_is_found(plans_of: seeds.Plans, whole: Reach) -> None:
    (door,) = seeds.of_type(plans_of, ":Frontend")
    found = open_rows(whole, spoilt(plans_of, door.urn, inboundPort=8080))
    assert {(item.fate, item.source, item.ports) for item in found} == {
        (Fate.WIDER, "internet", ((8080, 8080),)),
        (Fate.MISSING, "internet", ((443, 443),)),
    }


def test_the_ends_of_the_legacy_are_named_as_at_the_target(plans: Plans) -> None:
    legacy = reach(View(plans["azure-legacy"]))
    names = {"prod-gateway": "prod-portal", "prod-analytics": "prod-cluster", "prod-containers": "prod-cluster"}
    kept = [
        Mapped(role="Segment", legacy=name, target=names.get(name, name), reviewed=seeds.ON, by="lead")
        for name in legacy.segments
        if name != "pilot-work"
    ]
    gone = Dropped(
        role="Segment", legacy="pilot-work", reason="decided by the test", owner="migration-lead", date=seeds.ON
    )
    mapping = RoleMapping(schema="bastide/mapping/1", mappings=tuple(kept), dropped=(gone,))
    found = compare(legacy, Reach(), mapping)
    lost = {(item.source, item.target, item.protocol): item for item in found if item.fate is Fate.MISSING}
    assert lost["prod-portal", "prod-portal", "tcp"].ports == ((443, 443),)
    assert lost["prod-cluster", "prod-data", "tcp"].ports == ((443, 443), (445, 445), (5432, 5432))
    dropped = {item for item in found if item.fate is Fate.DROPPED}
    assert dropped and all("pilot-work" in (item.source, item.target) for item in dropped)
    assert {item.decided.owner for item in dropped} == {"migration-lead"}


def test_rules_that_are_known_only_after_apply_are_never_alike(plans_of: seeds.Plans, whole: Reach) -> None:
    group = next(item for item in seeds.of_type(plans_of, RULES) if item.name == "prod-data-1")
    later = spoilt(plans_of, group.urn, inboundRules=UNKNOWN)
    found = {(item.source, item.target, item.fate) for item in open_rows(later, later)}
    assert ("unknown", "prod-data", Fate.WIDER) in found and ("unknown", "prod-data", Fate.MISSING) in found
    assert ("prod-cluster", "prod-data", Fate.MISSING) in {
        (item.source, item.target, item.fate) for item in open_rows(whole, later)
    }


FLOW = {"from": "*", "to": "prod-data", "ports": [5432, "6000-6999"], **seeds.BY}


def test_what_is_decided_excuses_its_own_ports_and_segments_only() -> None:
    segments = frozenset({"prod-cluster", "prod-data", "prod-portal"})
    flow, outside = ("prod-cluster", "prod-data", "tcp"), ("internet", "prod-data", "tcp")
    opened = Reach({flow: ((5432, 5433),), outside: ((5432, 5432),)}, {}, segments)
    found = compare(Reach(segments=segments), opened, seeds.mapping(flows={"added": [FLOW]}))
    assert {(item.source, item.fate, item.ports) for item in found} == {
        ("prod-cluster", Fate.ADDED, ((5432, 5432),)),
        ("prod-cluster", Fate.WIDER, ((5433, 5433),)),
        # `*` means segments: the internet must be named
        ("internet", Fate.WIDER, ((5432, 5432),)),
    }
    other = Reach({("prod-cluster", "prod-data", "udp"): ((5432, 5432),)}, {}, segments)
    (row,) = compare(Reach(segments=segments), other, seeds.mapping(flows={"added": [FLOW]}))
    assert row.fate is Fate.WIDER


def test_what_only_some_hosts_may_is_neither_enough_nor_a_measure() -> None:
    flow = ("a", "b", "tcp")
    every, some = Reach({flow: ALL}, {flow: ALL}), Reach({flow: ALL}, {})
    assert [item.fate for item in compare(every, some, seeds.mapping())] == [Fate.MISSING]
    assert [item.fate for item in compare(some, every, seeds.mapping()) if item.fate is Fate.WIDER] == [Fate.WIDER]
