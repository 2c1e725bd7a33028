"""The legacy is adopted: every id belongs to a planned resource, and every resource has one."""

from __future__ import annotations

import re
import runpy

import pytest

from stacks.catalogue import FOLDER
from stacks.estate import load_estate
from tests.components.view import View

# tools/ is no package of the distribution
TOOL = runpy.run_path(str(FOLDER.parent / "tools" / "legacy_imports.py"))
FILE, arm_id, document = TOOL["FILE"], TOOL["arm_id"], TOOL["document"]
IMPORTS = load_estate("azure-legacy").imports
SUBSCRIPTION = "00000000-0000-4000-8000-000000000000"


def test_every_key_of_the_import_file_is_a_planned_resource(estate: View) -> None:
    for layer, resources in IMPORTS.items():
        planned = {f"{item.type}::{item.name}" for item in estate.layer(layer).resources}
        assert set(resources) <= planned, f"renew with: python -m tools.legacy_imports ({layer})"


def test_every_resource_at_azure_is_adopted_under_its_id_and_nothing_is_created(estate: View) -> None:
    for plan in estate.layers:
        for item in plan.resources:
            if item.is_cloud:
                assert item.options.import_id == IMPORTS[plan.layer][f"{item.type}::{item.name}"]
                assert item.operation == "import"


def test_the_import_file_is_the_one_that_the_plan_yields() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "renew with: python -m tools.legacy_imports"


def test_an_id_stands_for_one_resource_only() -> None:
    ids = [value.lower() for resources in IMPORTS.values() for value in resources.values()]
    assert len(ids) == len(set(ids))


def test_every_id_has_the_form_of_an_arm_id() -> None:
    for resources in IMPORTS.values():
        for key, value in resources.items():
            assert value.startswith(f"/subscriptions/{SUBSCRIPTION}"), key
            assert re.fullmatch(r"(/[^/\s]+/[^/\s]+)+", value), key


def test_ids_in_inputs_point_at_resources_that_are_adopted_too(estate: View) -> None:
    """Ids are text: one that names nothing would only be noticed by Azure."""
    known = {value.lower() for resources in IMPORTS.values() for value in resources.values()}
    outside = {"roledefinitions", "networkwatcherrg"}
    for item in estate.cloud:
        for found in re.findall(r"/subscriptions/[^'\"\s,\]}]+", repr(item.inputs)):
            low = found.lower()
            parts = low.split("/providers/")[0]
            if any(word in low for word in outside) or low in known or (low == parts and low.count("/") == 2):
                continue
            # a part of a resource (a listener of the gateway, a service of an account) or a group that Azure makes
            owner = re.match(r"(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/[^/]+/[^/]+/[^/]+)", low)
            assert (owner and owner[1] in known) or re.fullmatch(r".*/rg-[a-z-]+-(managed|nodes)", low), (
                item.urn,
                found,
            )


def test_an_unknown_kind_has_no_id(estate: View) -> None:
    item = estate.of("storage:StorageAccount")[0]
    object.__setattr__(copy := type(item)(item.urn, "azure-native:web:WebApp", "x", True), "inputs", item.inputs)
    with pytest.raises(KeyError):
        arm_id(copy, SUBSCRIPTION)
