"""Rights of whole estates: whoever loses or gains one is found, and so is a right that gives less than it says."""

from __future__ import annotations

from typing import Any

import pytest

from bastide.cutover.parity.entitled.compare import compare
from bastide.cutover.parity.entitled.holders import Given, Right, entitlements, receivers
from bastide.cutover.parity.model import OPEN_FATES, Entitled, Fate
from plan.values import UNKNOWN
from policies.view import View
from stacks.catalogue import FOLDER
from stacks.intents import intent_of
from tests.bastide.cutover.parity import seeds
from tests.conftest import Plans

pytestmark = pytest.mark.xdist_group("parity")

CARDIO = ("Group", "cardio-researchers")
BAD = "iam/policy:Policy"


@pytest.fixture(scope="module")
def plans_of(plans: Plans) -> seeds.Plans:
    return plans["scaleway"]


@pytest.fixture(scope="module")
def whole(plans_of: seeds.Plans) -> Given:
    return entitlements(View(plans_of), {})


def open_rows(one: Given, other: Given, **decided: Any) -> list[Entitled]:
    return [item for item in compare(one, other, seeds.mapping(**decided)) if item.fate in OPEN_FATES]


def spoilt(plans: seeds.Plans) -> Given:
    return entitlements(View(plans), {})


def test_both_sides_say_who_works_where(plans: Plans, whole: Given) -> None:
    intent = intent_of(FOLDER / "azure-legacy.yaml")
    legacy = entitlements(View(plans["azure-legacy"]), receivers(intent))
    for found in (legacy, whole):
        assert Right(CARDIO, "cardio", "work") in found.rights
        assert Right(("Group", "cardio-reviewers"), "cardio", "review") in found.rights
        assert Right(("Person", "cardio-researcher-1"), "cardio", "work") in found.rights
        assert Right(("ServiceAccount", "cardio-deployer"), "hub", "link") in found.rights
        assert not any(right.area == "onco" and "cardio" in right.holder[1] for right in found.rights)
        assert not found.short


@pytest.mark.parametrize("estate", ["azure-legacy", "cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway"])
def test_an_estate_gives_the_rights_that_it_gives(plans: Plans, estate: str) -> None:
    found = entitlements(View(plans[estate]), receivers(intent_of(FOLDER / f"{estate}.yaml")))
    assert len(found.rights) > 20
    assert open_rows(found, found) == []
    assert not any(right.right == "known-after-apply" for right in found.rights)


def test_each_right_that_one_side_lacks_is_found(whole: Given) -> None:
    for right in whole.rights:
        less = Given(whole.rights - {right})
        (lost,) = open_rows(whole, less)
        assert (lost.fate, lost.legacy, lost.area, lost.right) == (
            Fate.MISSING,
            right.holder[1],
            right.area,
            right.right,
        )
        (gained,) = open_rows(less, whole)
        assert (gained.fate, gained.target, gained.area) == (Fate.WIDER, right.holder[1], right.area)


def test_each_grant_that_is_left_out_of_the_plan_is_found(plans_of: seeds.Plans, whole: Given) -> None:
    tried = 0
    for policy in seeds.of_type(plans_of, BAD):
        if not policy.parent.partition("$bastide:access:Grant")[1]:
            continue
        found = open_rows(whole, spoilt(seeds.without(plans_of, policy.urn)))
        # an airlock's reviewers without their right are named as such beside it
        lost = [item for item in found if item.right != "decide"]
        assert lost and {item.fate for item in lost} == {Fate.MISSING}, policy.urn
        tried += 1
    assert tried > 20


def test_a_person_on_or_off_each_list_is_found(plans_of: seeds.Plans, whole: Given) -> None:
    tried = 0
    for ending, path in ((":Workstation", "people"), (":Workstation", "operators"), (":KeyStore", "operators")):
        for role in seeds.of_type(plans_of, ending):
            listed = role.inputs["spec"].get(path) or []
            if not listed:
                continue
            more = open_rows(whole, spoilt(seeds.with_spec(plans_of, role.urn, **{path: [*listed, "stranger-1"]})))
            assert [(item.fate, item.target) for item in more] == [(Fate.WIDER, "stranger-1")], role.urn
            tried += 1
    assert tried > 10
    (bastion,) = seeds.of_type(plans_of, ":Bastion")
    people = bastion.inputs["spec"]["people"]
    (lost,) = open_rows(whole, spoilt(seeds.with_spec(plans_of, bastion.urn, people=people[1:])))
    assert (lost.fate, lost.legacy, lost.right) == (Fate.MISSING, people[0]["id"], "enter")


def policy(plans_of: seeds.Plans, name: str) -> str:
    return next(item.urn for item in seeds.of_type(plans_of, BAD) if item.name == name)


def with_sets(plans_of: seeds.Plans, name: str, *sets: str) -> seeds.Plans:
    def edit(inputs: dict[str, Any]) -> dict[str, Any]:
        first, *others = inputs["rules"]
        return {**inputs, "rules": [{**first, "permissionSetNames": list(sets)}, *others]}

    return seeds.edited(plans_of, policy(plans_of, name), edit)


def test_a_grant_that_gives_more_than_it_says_is_found(plans_of: seeds.Plans, whole: Given) -> None:
    sets = ("ObjectStorageObjectsRead", "ObjectStorageObjectsWrite", "KeyManagerFullAccess")
    (found,) = open_rows(whole, spoilt(with_sets(plans_of, "cardio-researchers", *sets)))
    assert (found.fate, found.target, found.area, found.right) == (
        Fate.WIDER,
        "cardio-researchers",
        "cardio",
        "manage-keys",
    )


def test_a_grant_that_gives_less_than_it_says_is_found(plans_of: seeds.Plans, whole: Given) -> None:
    (found,) = open_rows(whole, spoilt(with_sets(plans_of, "cardio-researchers", "ObjectStorageObjectsRead")))
    assert (found.fate, found.right) == (Fate.MISSING, "work")
    assert found.decided.why == "declared, and the plan shows no write-data"


def test_a_grant_in_another_area_is_found_on_both_sides(plans_of: seeds.Plans, whole: Given) -> None:
    role = next(item for item in seeds.of_type(plans_of, ":Grant") if item.name == "cardio-researchers")
    other = next(item for item in seeds.of_type(plans_of, "area:Project") if item.name == "onco")
    moved = seeds.edited(
        plans_of, role.urn, lambda inputs: {**inputs, "links": {**inputs["links"], "project": other.urn}}
    )
    found = {(item.fate, item.area, item.right) for item in open_rows(whole, spoilt(moved))}
    assert {(Fate.MISSING, "cardio", "work"), (Fate.WIDER, "onco", "work")} <= found


def test_a_grant_to_another_group_is_found_on_both_sides(plans_of: seeds.Plans, whole: Given) -> None:
    role = next(item for item in seeds.of_type(plans_of, ":Grant") if item.name == "cardio-researchers")
    other = next(item for item in seeds.of_type(plans_of, ":Group") if item.name == "onco-researchers" and item.is_role)
    given = seeds.edited(
        plans_of, role.urn, lambda inputs: {**inputs, "links": {**inputs["links"], "identity": other.urn}}
    )
    found = {(item.fate, item.legacy or item.target, item.area, item.right) for item in open_rows(whole, spoilt(given))}
    assert found == {
        (Fate.MISSING, "cardio-researchers", "cardio", "work"),
        (Fate.WIDER, "onco-researchers", "cardio", "work"),
    }


def test_a_policy_of_nobodys_making_is_found(plans_of: seeds.Plans, whole: Given) -> None:
    like = policy(plans_of, "hub-bastion-writer")
    more = seeds.edited(
        plans_of,
        like,
        lambda inputs: {**inputs, "rules": [{**inputs["rules"][0], "permissionSetNames": ["AllProductsFullAccess"]}]},
    )
    found = open_rows(whole, spoilt(more))
    assert found and all(
        (item.fate, item.kind, item.target) == (Fate.WIDER, "Bastion", "hub-bastion") for item in found
    )


def test_other_reviewers_of_an_airlock_are_found(plans_of: seeds.Plans, whole: Given) -> None:
    airlock = next(item for item in seeds.of_type(plans_of, ":Airlock") if item.name == "cardio")
    other = next(
        item for item in seeds.of_type(plans_of, ":Group") if item.name == "cardio-researchers" and item.is_role
    )
    named = seeds.edited(
        plans_of, airlock.urn, lambda inputs: {**inputs, "links": {**inputs["links"], "reviewers": other.urn}}
    )
    (found,) = open_rows(whole, spoilt(named))
    assert (found.fate, found.target, found.right) == (Fate.WIDER, "cardio-researchers", "decide")


def test_what_becomes_of_a_holder_or_an_area_that_is_dropped(whole: Given) -> None:
    gone = (("ProjectSpace", "onco"), ("Group", "cardio-reviewers"))
    left = Given(
        frozenset(right for right in whole.rights if right.area != "onco" and right.holder[1] != "cardio-reviewers")
    )
    found = compare(whole, left, seeds.mapping(dropped=gone))
    assert not [item for item in found if item.fate in OPEN_FATES]
    dropped = [item for item in found if item.fate is Fate.DROPPED]
    assert len(dropped) == len(whole.rights) - len(left.rights)
    assert {item.decided.why for item in dropped} == {"ends with the legacy"}
    # and whoever is dropped gets nothing at the target
    kept = compare(whole, whole, seeds.mapping(dropped=gone))
    assert {item.fate for item in kept if item.area == "onco"} == {Fate.DROPPED, Fate.WIDER}


def test_what_is_known_only_after_apply_is_never_alike(plans_of: seeds.Plans, whole: Given) -> None:
    role = next(item for item in seeds.of_type(plans_of, ":Workstation") if item.name == "cardio-desk-1")
    later = spoilt(seeds.with_spec(plans_of, role.urn, people=UNKNOWN))
    (found,) = open_rows(later, later)
    assert (found.fate, found.target, found.area) == (Fate.WIDER, "known-after-apply", "cardio")
    unknown = seeds.edited(plans_of, policy(plans_of, "cardio-researchers"), lambda old: {**old, "rules": UNKNOWN})
    assert {(item.fate, item.right) for item in open_rows(whole, spoilt(unknown))} >= {(Fate.MISSING, "work")}


def test_what_is_decided_excuses_one_right_of_one_holder(whole: Given) -> None:
    extra = Right(("Person", "security-officer-2"), "hub", "custody")
    more = Given(whole.rights | {extra, extra._replace(right="enter"), extra._replace(area="prod")})
    decided = {"added": [{"who": "security-officer-*", "area": "hub", "right": "custody", **seeds.BY}]}
    found = [item for item in compare(whole, more, seeds.mapping(entitlements=decided)) if "officer-2" in item.target]
    assert sorted((item.fate.value, item.area, item.right) for item in found) == [
        ("added", "hub", "custody"),
        ("wider", "hub", "enter"),
        ("wider", "prod", "custody"),
    ]
    less = Given(whole.rights - {Right(CARDIO, "cardio", "work")})
    gone = {"dropped": [{"who": "cardio-researchers", "area": "cardio", "right": "work", **seeds.BY}]}
    assert open_rows(whole, less, entitlements=gone) == []
