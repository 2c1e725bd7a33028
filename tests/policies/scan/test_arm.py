"""azure-native to ARM, and back by the reader of ARM files: what goes in comes out."""

from __future__ import annotations

from typing import Any

import pytest

from plan import arm_inputs
from plan.arm_types import arm_type
from plan.values import masked
from policies.scan import arm
from policies.scan import arm_names as names
from policies.scan.records import masked_inputs
from tests.conftest import Plans

STORAGE = "azure-native:storage:StorageAccount"


def back(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Token and inputs, as `plan` reads them from ARM; names of the id are not in the body."""
    found = arm_type(body["type"])
    envelope = {key: body[key] for key in body if key in arm_inputs.ENVELOPE}
    inputs, told = arm_inputs.inputs_and_outputs(found, envelope, body["properties"])
    return found.token, masked({**inputs, **told})


def test_every_resource_of_the_legacy_comes_back(plans: Plans) -> None:
    seen = set()
    for layer in plans["azure-legacy"]:
        for resource in layer.resources:
            if not resource.type.startswith("azure-native:"):
                continue
            given = masked_inputs(resource.inputs)
            body = arm.template_resource(resource.type, given)
            found = arm.arm_type_of(resource.type)
            in_id = {*found.names, found.owner, "resourceGroupName"}
            assert back(body) == (resource.type, {key: value for key, value in given.items() if key not in in_id})
            assert "{" not in body["name"]
            seen.add(resource.type)
    assert len(seen) == 60


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"enableHttpsTrafficOnly": True}, {"supportsHttpsTrafficOnly": True}),
        ({"networkRuleSet": {"defaultAction": "Deny"}}, {"networkAcls": {"defaultAction": "Deny"}}),
        ({"enableNfsV3": False}, {"isNfsV3Enabled": False}),
        (
            {"encryption": {"encryptionIdentity": {"encryptionUserAssignedIdentity": "/id"}}},
            {"encryption": {"identity": {"userAssignedIdentity": "/id"}}},
        ),
    ],
)
def test_renamed_fields(given: dict[str, Any], expected: dict[str, Any]) -> None:
    body = arm.template_resource(STORAGE, given)
    assert body["properties"] == expected
    assert back(body) == (STORAGE, given)


def test_every_rename_of_the_reader_has_its_opposite() -> None:
    assert len(arm_inputs.RENAMES) >= 5
    for owner, renames in arm_inputs.RENAMES.items():
        assert {theirs: ours for ours, theirs in arm._spelled(owner).items()} == dict(renames)


@pytest.mark.parametrize(
    "token", ["azure-native:keyvault:Key", "azure-native:keyvault:Secret", "azure-native:keyvault:Vault"]
)
def test_a_kind_with_properties_of_its_own_has_no_second_level(token: str) -> None:
    body = arm.template_resource(token, {"properties": {"attributes": {"expires": 1}}, "tags": {"a": "b"}})
    assert body["properties"].keys() == {"attributes"}
    assert body["tags"] == {"a": "b"}


@pytest.mark.parametrize("kind", sorted(names.INSIDE))
def test_a_sku_that_lies_inside(kind: str) -> None:
    body = arm.template_resource(f"azure-native:{kind}", {"sku": {"name": "Premium"}})
    assert "sku" not in body
    assert body["properties"]["sku"] == {"name": "Premium"}


def _nested() -> list[tuple[str, str]]:
    return [(kind, path) for kind, paths in names.NESTED.items() for path in paths]


@pytest.mark.parametrize(("kind", "path"), _nested())
def test_each_flattened_part_is_wrapped(kind: str, path: str) -> None:
    token = f"azure-native:{kind}"
    given: Any = {"name": "part", "marker": 1}
    for step in reversed(path.replace("[]", ".[]").split(".")):
        given = [given] if step == "[]" else {step: given}
    found: Any = arm.template_resource(token, given)["properties"]
    for step in path.replace("[]", ".[]").split("."):
        found = found[0] if step == "[]" else found.get(step, found.get("properties", {}).get(step))
    assert found == {"name": "part", "properties": {"marker": 1}}


def test_the_names_of_parents_stand_in_the_name() -> None:
    body = arm.template_resource(
        "azure-native:storage:BlobContainer",
        {"accountName": "acc", "containerName": "box", "resourceGroupName": "rg", "publicAccess": "None"},
    )
    assert (body["type"], body["name"]) == (
        "Microsoft.Storage/storageAccounts/blobServices/containers",
        "acc/default/box",
    )
    assert body["properties"] == {"publicAccess": "None"}


def test_a_list_of_identities_becomes_a_map() -> None:
    body = arm.template_resource(STORAGE, {"identity": {"type": "UserAssigned", "userAssignedIdentities": ["/one"]}})
    assert body["identity"]["userAssignedIdentities"] == {"/one": {}}


def test_a_class_without_arm_type_is_refused() -> None:
    with pytest.raises(arm.UnknownKind):
        arm.template_resource("azure-native:nothing:Nothing", {})


def test_what_was_read_under_its_arm_type_keeps_it() -> None:
    body = arm.template_resource(
        "azure-native:unknown:Microsoft.Sql/servers",
        {"name": "db", "location": "francecentral", "properties": {"publicNetworkAccess": "Enabled"}},
    )
    assert (body["type"], body["name"], body["location"]) == ("Microsoft.Sql/servers", "db", "francecentral")
    assert body["properties"] == {"publicNetworkAccess": "Enabled"}
