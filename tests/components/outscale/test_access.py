"""People and machines at Outscale: policies that name every call, in the account of their area."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from components.contract.words import Right
from components.outscale.access import ACTIONS, document
from plan.estate import plan_loaded
from plan.values import UNKNOWN
from stacks.estate import load_estate
from tests.components.view import View

LONGEST_POLICY = 5120
"""Non-white characters of a document (Outscale API 1.42.0, CreatePolicy)."""
EIM = ("User", "Policy", "AccessKey", "ApiAccess", "Ca")


@pytest.mark.parametrize("right", Right)
def test_a_policy_names_every_call_and_fits(right: Right) -> None:
    text = document(right)
    (statement,) = json.loads(text)["Statement"]
    assert len(text) < LONGEST_POLICY
    assert statement["Action"]
    assert not [action for action in statement["Action"] if "*" in action]
    assert all(action.startswith("api:") for action in statement["Action"])


@pytest.mark.parametrize("right", Right)
def test_nobody_can_grant_himself_more_or_make_a_key(right: Right) -> None:
    for action in ACTIONS[right]:
        noun = action.lstrip("abcdefghijklmnopqrstuvwxyz") if action[0].islower() else action
        assert not any(
            word in noun for word in ("Policy", "AccessKey", "ApiAccess", "UserGroup", "CreateUser", "CreateCa")
        )


@pytest.mark.parametrize("right", [right for right in Right if right is not Right.DEPLOY])
def test_only_the_deployer_sees_the_documents_of_hosts(right: Right) -> None:
    assert "ReadVms" not in ACTIONS[right]
    assert "ReadVms" in ACTIONS[Right.DEPLOY]


@pytest.mark.parametrize("right", Right)
def test_nobody_deletes_a_volume_or_a_snapshot(right: Right) -> None:
    assert not {"DeleteVolume", "DeleteSnapshot", "UpdateSnapshot"} & set(ACTIONS[right])


def test_who_works_with_data_sees_no_infrastructure() -> None:
    assert ACTIONS[Right.WORK] == ACTIONS[Right.REVIEW] == ("ReadVmsState",)


def test_a_group_carries_the_policies_of_its_grants_and_leaves_its_members_alone(estate: View) -> None:
    for item in estate.of("UserGroup"):
        assert "users" not in item.inputs
        assert "users" in item.options.ignore_changes
    carrying = estate.one("UserGroup", "cardio-researchers")
    assert carrying.inputs["policies"] == [{"policyOrn": UNKNOWN}]
    policy = estate.one("outscale:index/policy:Policy", "cardio-researchers")
    assert policy.urn in carrying.dependencies


def test_a_group_without_a_grant_carries_none(estate: View) -> None:
    assert estate.one("UserGroup", "hub-custodians").inputs.get("policies") in (None, [])


def test_every_policy_is_linked_to_somebody(estate: View) -> None:
    linked = {urn for item in estate.of("UserGroup", "outscale:index/user:User") for urn in item.dependencies}
    for item in estate.of("outscale:index/policy:Policy"):
        assert item.urn in linked, item.urn


def test_each_deployer_is_a_user_of_its_areas_account_and_its_link_one_of_the_hubs(estate: View) -> None:
    users = {item.name: item.options.provider for item in estate.only("bootstrap").of("outscale:index/user:User")}
    assert "::outscale-prod" in users["prod-deployer"]
    assert "::outscale-cardio" in users["cardio-deployer"]
    assert "::outscale-hub" in users["hub-deployer"]
    assert "::outscale-hub" in users["prod-link"]
    assert "hub-link" not in users


def test_no_user_has_a_key(estate: View) -> None:
    assert {item.name for item in estate.of("AccessKey")} == {"hub-bastion-recorder"}


def test_each_account_gets_a_rule_with_ranges_and_an_authority_and_loses_it_to_no_slip(estate: View) -> None:
    rules = estate.of("ApiAccessRule")
    assert {item.name for item in rules} == {item.name for item in estate.of("outscale:index/ca:Ca")}
    assert len(rules) == len(estate.layers) - 1
    for item in rules:
        assert item.inputs["ipRanges"] == ["192.0.2.0/28"]
        assert item.inputs["caIds"] == [UNKNOWN]
        assert "cns" not in item.inputs
    providers = {item.options.provider for item in rules}
    assert len(providers) == len(rules), "each in the account of its area"


def test_the_policy_that_could_lock_everybody_out_is_left_to_people(estate: View) -> None:
    assert not [item for item in estate.cloud if item.type.endswith(":ApiAccessPolicy")]


def test_a_space_called_writer_is_deployed_into_an_account_of_its_own() -> None:
    """Not into the writers' account, which holds nothing and whose keys open all of it."""
    loaded = load_estate("outscale")
    first, *others = loaded.intent.spaces
    spaces = (first.model_copy(update={"name": "writer"}), *others)
    bootstrap = plan_loaded(replace(loaded, intent=loaded.intent.changed(spaces=spaces)))[0]
    profiles = {item.urn: item.inputs["profile"] for item in bootstrap.resources if item.name.startswith("outscale-")}
    (user,) = [item for item in bootstrap.resources if item.type.endswith(":User") and item.name == "writer-deployer"]
    assert profiles[user.options.provider] == "hdh-writer"
