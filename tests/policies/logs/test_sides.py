"""Production and non-production: what names the one is not written into the other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.net.asking import asked, fails, role, thing

PROD = role("area:Environment", "prod", stage="production", classification="snds", retention_days=3650)
TEST = role("area:Environment", "nonprod", stage="non-production", classification="internal", retention_days=365)
SPACE = role("area:ProjectSpace", "cardio", classification="snds", retention_days=1825)
GROUP = "/subscriptions/0/resourceGroups/rg-hdh-nonprod"


def bucket(name: str, parent: str, **more: Any) -> dict[str, Any]:
    return thing("scaleway:object/bucket:Bucket", f"bucket-{name}", parent, name=f"hdh-{name}", **more)


def test_a_space_is_on_the_side_of_production() -> None:
    key = thing("scaleway:keymanager/key:Key", "test-key", "nonprod", name="hdh-nonprod-data")
    told = fails("ENV-001", TEST, SPACE, key, bucket("cardio-data", "cardio", tags={"x": "hdh-nonprod-data"}))
    assert told == ["names something of the other side: `hdh-nonprod-data`"]


def test_two_spaces_are_another_rules_question() -> None:
    other = role("area:ProjectSpace", "onco", classification="health", retention_days=1825)
    assert not fails(
        "ENV-001", SPACE, other, bucket("cardio-data", "cardio"), bucket("x", "onco", tags={"x": "hdh-cardio-data"})
    )


def test_a_word_that_both_sides_use_names_nothing() -> None:
    first = thing("scaleway:object/bucket:Bucket", "one", "prod", name="hdh-common-name")
    second = thing("scaleway:object/bucket:Bucket", "two", "nonprod", name="hdh-common-name")
    assert not fails("ENV-001", PROD, TEST, first, second, about="two")


@pytest.mark.parametrize("text", ["HDH-PROD-MAIN", "hdh-prod-main"])
def test_names_are_compared_without_case(text: str) -> None:
    assert fails("ENV-001", PROD, TEST, bucket("prod-main", "prod"), bucket("test", "nonprod", tags={"from": text}))


def test_a_name_in_a_secret_is_found_and_not_shown() -> None:
    copy = bucket("test", "nonprod", tags={"from": {"secret": "hdh-prod-main"}})
    told = fails("ENV-001", PROD, TEST, bucket("prod-main", "prod"), copy)
    assert told == ["names something of the other side: `***`"]


@pytest.mark.parametrize(
    ("peer", "refused"),
    [
        ("10.65.16.0/24", True),
        ("10.65.0.0/16", True),
        ("10.65.16.7", True),
        ("10.65.0.0/24", False),
        ("0.0.0.0/0", False),
    ],
)
def test_ranges_of_the_other_side(peer: str, refused: bool) -> None:
    nets = (
        role("net:Network", "prod-net", "prod", cidr="10.65.0.0/20"),
        role("net:Network", "nonprod-net", "nonprod", cidr="10.65.16.0/20"),
    )
    rule = thing("openstack:networking/secGroupRule:SecGroupRule", "rule", "prod", remoteIpPrefix=peer)
    assert bool(fails("ENV-001", PROD, TEST, *nets, rule, cloud="ovhcloud")) is refused


def test_a_link_of_a_role_to_the_other_side() -> None:
    key = role("keys:Key", "test-key", "nonprod", rotation_days=365)
    told = fails("ENV-001", PROD, TEST, key, role("storage:Bucket", "main", "prod", {"key": "test-key"}))
    assert told == ["uses test-key of nonprod"]


def test_the_hub_may_be_used_by_both() -> None:
    hub = role("area:Environment", "hub", stage="hub", classification="personal", retention_days=365)
    net = thing("scaleway:network/vpc:Vpc", "net-hub", "hub", name="hdh-hub-network")
    joint = thing("scaleway:network/connector:Connector", "joint", "nonprod", vpcId={"ref": "net-hub"})
    assert not fails("ENV-001", hub, PROD, TEST, net, joint)


def test_one_stack_with_one_side_passes() -> None:
    assert [item.result.value for item in asked("ENV-001", PROD, bucket("main", "prod"), about="stack")] == ["pass"]
