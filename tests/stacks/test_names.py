"""Names: checked before anything runs, and the check knows every name that the program gives."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from components.contract import names
from components.contract.intent import Intent
from components.contract.names import NameRule, role_names
from plan.model import LayerPlan
from stacks.estate import load_estate
from tests.contract.intents import EXAMPLE
from tests.estates import ESTATES

Plans = Mapping[str, tuple[LayerPlan, ...]]
# Roles whose name never reaches a cloud as a name of its own, or that hold other roles.
WITHOUT = {"Environment", "ProjectSpace", "Airlock", "Firewall", "FlowLog"}


@pytest.mark.parametrize("estate", ESTATES)
def test_the_name_check_knows_every_role_that_the_program_makes(estate: str, plans: Plans) -> None:
    known = {(name.capability.replace("-", ""), name.name) for name in role_names(load_estate(estate).intent)}
    made = {
        (resource.role_kind.lower(), resource.name)
        for plan in plans[estate]
        for resource in plan.resources
        if resource.is_role and resource.role_kind not in WITHOUT
    }
    assert not made - known


@pytest.mark.parametrize("estate", ESTATES)
def test_the_estate_fits_the_limits_of_its_cloud(estate: str) -> None:
    loaded = load_estate(estate)
    assert names.faults(loaded.intent, loaded.kit.name_rules, loaded.cloud.value) == []


def test_a_name_over_the_limit_is_found_with_its_place() -> None:
    data: dict[str, Any] = EXAMPLE
    intent = Intent.model_validate(data)
    found = names.faults(intent, {"bucket": NameRule(longest=12)}, "somewhere")
    assert ("environments", 0, "buckets", 0, "name") in [fault.path for fault in found]
    assert "too many (limit 12)" in found[0].found


def test_two_roles_that_would_get_one_cloud_name_are_found() -> None:
    intent = Intent.model_validate(EXAMPLE)
    joined = NameRule(longest=60, joiner="")
    assert names.faults(intent, {"bucket": joined}, "somewhere") == []
    production = {
        **EXAMPLE["environments"][0],
        "buckets": [
            {"name": "a-bc", "key": "data", "purpose": "one"},
            {"name": "ab-c", "key": "data", "purpose": "two"},
        ],
    }
    found = names.faults(
        Intent.model_validate({**EXAMPLE, "environments": [production]}), {"bucket": joined}, "somewhere"
    )
    assert "would both be named `hdhprodabc`" in found[0].found


@pytest.mark.parametrize("estate", ["numspot", "outscale"])
def test_a_security_group_is_not_named_like_an_id(estate: str) -> None:
    intent = Intent.model_validate({**EXAMPLE, "platform": {**EXAMPLE["platform"], "prefix": "sg"}})
    found = [fault.found for fault in names.faults(intent, load_estate(estate).kit.name_rules, estate)]
    assert any(text.startswith("the segment name `sg-hub-bastion` does not match") for text in found)


def test_two_roles_of_two_areas_that_would_be_one_are_found_though_one_has_a_label() -> None:
    """`cardio` with `x-data` and `cardio-x` with `data`: the label was lost, and both got one name at the cloud."""
    data = copy.deepcopy(EXAMPLE)
    data["spaces"][0]["buckets"].append({"name": "x-data", "label": "given", "key": "data", "purpose": "one"})
    data["spaces"][1]["name"] = "cardio-x"
    found = names.faults(Intent.model_validate(data), {}, "somewhere")
    assert [fault.path for fault in found] == [("spaces", 1, "buckets", 0, "name")]
    assert "both be the role `cardio-x-data`" in found[0].found


@pytest.mark.parametrize("estate", ["outscale", "ovhcloud", "scaleway"])
def test_a_bucket_is_not_named_like_that_of_the_audit_sink(estate: str) -> None:
    data = copy.deepcopy(EXAMPLE)
    data["hub"]["buckets"].append({"name": "audit", "key": "shared", "purpose": "anything"})
    found = names.faults(Intent.model_validate(data), load_estate(estate).kit.name_rules, estate)
    assert [fault.found for fault in found] == [
        "the audit-sink `hub-audit` and the bucket `hub-audit` would both be named `hdh-hub-audit`"
    ]
