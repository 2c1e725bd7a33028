"""The tables of Terraform's names."""

from __future__ import annotations

import pytest

from plan.offline.tables import package
from plan.terraform_fields import names, token_of
from plan.terraform_words import wire_name
from tests.planned import plans_of
from tools import terraform_names


@pytest.mark.parametrize("name", terraform_names.PACKAGES)
def test_a_table_is_up_to_date_and_names_classes_that_exist(name: str) -> None:
    file = terraform_names.FOLDER / f"{name}.json"

    assert file.read_text(encoding="utf-8") == terraform_names.text(name)
    assert set(names(name).resources.values()) <= set(package(name).tokens)
    assert len(set(names(name).resources.values())) == len(names(name).resources)


@pytest.mark.parametrize("estate", ["cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway"])
def test_every_class_of_the_estates_has_a_terraform_type(estate: str) -> None:
    used = {item.type for plan in plans_of(estate) for item in plan.resources if item.is_cloud}

    known = {token for name in terraform_names.PACKAGES for token in names(name).resources.values()}
    assert used <= known


def test_names_of_fields() -> None:
    assert wire_name("inbound_rule", {"inboundRules"}) == "inboundRules"
    assert wire_name("capacity", {"capacities"}) == "capacities"
    assert wire_name("esx", {"esxes"}) == "esxes"
    assert wire_name("security_group_ids", {"securityGroupIds"}) == "securityGroupIds"
    assert wire_name("tag", {"tag", "tags"}) == "tag"
    assert wire_name("not_known", ()) == "notKnown"


def test_a_type_of_no_table() -> None:
    assert token_of("scaleway", "scaleway_x") == "scaleway:unknown:scaleway_x"
    assert token_of("google", "google_x") == "google:unknown:google_x"
