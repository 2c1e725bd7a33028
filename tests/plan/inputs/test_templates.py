"""ARM templates: exports, compiled Bicep, and what a template alone does not tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from facts.errors import BadInput
from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import UNKNOWN, Secret

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
Read = Callable[..., LayerPlan]


def template(*resources: Any, **more: Any) -> dict[str, Any]:
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": list(resources), **more}


def account(name: str = "sthdh", **more: Any) -> dict[str, Any]:
    return {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2024-01-01", "name": name, **more}


def by_name(plan: LayerPlan) -> dict[str, PlannedResource]:
    return {resource.name: resource for resource in plan.resources}


def test_an_export_with_parameters_and_children(read: Read) -> None:
    child = {
        "type": "Microsoft.Storage/storageAccounts/blobServices/containers",
        "name": "[concat(parameters('account'), '/default/', variables('container'))]",
        "dependsOn": ["[resourceId('Microsoft.Storage/storageAccounts', parameters('account'))]"],
        "properties": {"publicAccess": "Blob"},
    }
    content = template(
        account(
            "[parameters('account')]",
            location="[parameters('where')]",
            sku={"name": "[format('{0}_{1}', 'Standard', 'ZRS')]"},
        ),
        child,
        parameters={
            "account": {"type": "String", "defaultValue": "sthdh"},
            "where": {"type": "String", "defaultValue": "francecentral"},
        },
        variables={"container": "[toLower('RAW')]"},
    )

    plan = read(content)

    found = by_name(plan)
    assert plan.messages == ()
    assert found["sthdh"].inputs == {
        "accountName": "sthdh",
        "location": "francecentral",
        "sku": {"name": "Standard_ZRS"},
    }
    assert found["raw"].type == "azure-native:storage:BlobContainer"
    assert found["raw"].inputs == {"accountName": "sthdh", "containerName": "raw", "publicAccess": "Blob"}
    assert found["raw"].dependencies == (found["sthdh"].urn,)
    assert found["raw"].property_dependencies == {"accountName": (found["sthdh"].urn,)}
    assert {resource.operation for resource in plan.resources} == {Operation.CREATE}


def test_nested_children_extensions_and_named_resources(read: Read) -> None:
    group = {
        "type": "Microsoft.Network/networkSecurityGroups",
        "name": "nsg",
        "resources": [
            {"type": "securityRules", "name": "ssh", "properties": {"access": "Allow", "sourceAddressPrefix": "*"}},
        ],
    }
    setting = {
        "type": "Microsoft.Insights/diagnosticSettings",
        "name": "to-audit",
        "scope": "[format('Microsoft.Network/networkSecurityGroups/{0}', 'nsg')]",
        "properties": {"workspaceId": "[resourceId('g', 'Microsoft.OperationalInsights/workspaces', 'log')]"},
    }
    older = {
        "type": "Microsoft.Network/networkSecurityGroups/providers/diagnosticSettings",
        "name": "nsg/Microsoft.Insights/older",
        "properties": {},
    }
    content = {**template(), "resources": {"group": group, "setting": setting, "older": older}}

    found = by_name(read(content))

    assert found["ssh"].type == "azure-native:network:SecurityRule"
    assert found["ssh"].inputs["networkSecurityGroupName"] == "nsg"
    owner = "/providers/Microsoft.Network/networkSecurityGroups/nsg"
    assert found["to-audit"].inputs["resourceUri"] == found["older"].inputs["resourceUri"] == owner
    assert found["to-audit"].property_dependencies == {"resourceUri": (found["nsg"].urn,)}
    workspace = "/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/log"
    assert found["to-audit"].inputs["workspaceId"] == workspace


@pytest.mark.parametrize(
    "expression",
    [
        "[listKeys(resourceId('a.b/c', 'd'), '2024-01-01').keys[0].value]",
        "[if(equals(parameters('x'), 'y'), 'a', 'b')]",
        "[resourceGroup().location]",
        "[parameters('missing')]",
        "[parameters('empty')]",
        "[variables('round')]",
        "[variables('bomb')]",
        "[concat('a']",
        "[contoso.unique('x')]",
        "[uniqueString('x')]",
        "[" + "concat(" * 1000 + "]",
        "[format('{5}', 'a')]",
        "[parameters('list')[7]]",
    ],
)
def test_what_a_template_does_not_tell_is_unknown_and_mentioned(expression: str, read: Read) -> None:
    bomb = {f"b{index}": f"[concat(variables('b{index - 1}'), variables('b{index - 1}'))]" for index in range(1, 40)}
    content = template(
        account(properties={"minimumTlsVersion": expression}),
        parameters={
            "x": {"type": "string", "defaultValue": "y"},
            "empty": {"type": "string"},
            "list": {"type": "array", "defaultValue": [1]},
        },
        variables={
            "round": "[variables('trip')]",
            "trip": "[variables('round')]",
            "b0": "x" * 50,
            **bomb,
            "bomb": "[variables('b39')]",
        },
    )

    plan = read(content)

    (found,) = plan.resources
    assert found.inputs["minimumTlsVersion"] is UNKNOWN
    (message,) = plan.messages
    assert message.severity == "warning" and message.urn == found.urn
    assert message.text.startswith("resources[0].properties.minimumTlsVersion: ")


def test_a_name_that_is_not_known_keeps_its_resource(read: Read) -> None:
    plan = read(template(account("[uniqueString('x')]", properties={"allowBlobPublicAccess": True})))

    (found,) = plan.resources
    assert found.type == "azure-native:storage:StorageAccount"
    assert found.inputs == {"accountName": UNKNOWN, "allowBlobPublicAccess": True}
    assert plan.messages


@pytest.mark.parametrize("kind", ["Microsoft.Authorization/locks", "Microsoft.Insights/diagnosticSettings"])
def test_an_extension_whose_owner_is_not_known(kind: str, read: Read) -> None:
    extension = {"type": kind, "name": "x", "scope": "[subscription().id]", "properties": {}}
    nested = {"type": kind, "name": "y", "scope": "[subscription().id]", "properties": {}}

    plan = read(template(extension, account(resources=[nested])))

    found = by_name(plan)
    for name in ("x", "y"):
        inputs = found[name].inputs
        assert (inputs["scope"] if "scope" in inputs else inputs["resourceUri"]) is UNKNOWN
    assert len(plan.messages) == 2


def test_the_location_of_a_group_of_the_same_template(read: Read) -> None:
    group = {"type": "Microsoft.Resources/resourceGroups", "name": "rg", "location": "francecentral"}

    plan = read(template(group, account(location="[resourceGroup().location]")))

    assert by_name(plan)["sthdh"].inputs["location"] == "francecentral"


def test_secure_parameters_are_secret_in_whatever_they_go(read: Read) -> None:
    content = template(
        account(
            properties={"customDomain": {"name": "[concat('a', parameters('key'))]"}},
            tags={"t": "[parameters('none')]"},
        ),
        parameters={
            "key": {"type": "secureString", "defaultValue": "planted"},
            "none": {"type": "SecureString"},
        },
    )

    (found,) = read(content).resources

    assert found.inputs["customDomain"]["name"] == Secret("aplanted")
    assert found.inputs["tags"]["t"] == Secret(UNKNOWN)


def test_loops_conditions_and_properties_of_loops_are_never_absent(read: Read) -> None:
    group = {
        "type": "Microsoft.Network/networkSecurityGroups",
        "name": "nsg",
        "condition": False,
        "copy": {"name": "n", "count": 3},
        "properties": {"copy": [{"name": "securityRules", "count": 2, "input": {}}]},
    }
    whole = account("other", properties="[variables('all')]")

    plan = read(template(group, whole))

    assert by_name(plan)["nsg"].inputs["securityRules"] is UNKNOWN
    assert by_name(plan)["other"].inputs["allowBlobPublicAccess"] is UNKNOWN
    assert len(plan.messages) == 4


def test_an_escaped_bracket_is_a_text(read: Read) -> None:
    (found,) = read(template(account(tags={"note": "[[not an expression]"}))).resources

    assert found.inputs["tags"] == {"note": "[not an expression]"}


def test_an_existing_resource_is_read(read: Read) -> None:
    (found,) = read({**template(), "resources": {"a": account(existing=True)}}).resources

    assert found.operation is Operation.READ


def test_an_export_that_says_what_it_left_out(read: Read) -> None:
    plan = read({"template": template(account()), "error": {"code": "ExportTemplateCompletedWithErrors"}})

    assert "ExportTemplateCompletedWithErrors" in plan.messages[0].text


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (template(), ""),
        ({**template(), "resources": "x"}, "resources"),
        (template(account(), {"type": "x"}), "resources[1]"),
        (template({**account(), "name": 3}), "resources[0]"),
        (template(account(), parameters=[1]), "parameters"),
        (template(account(resources=3)), "resources[0].resources"),
    ],
)
def test_a_broken_template_is_refused_with_its_place(content: Any, place: str, read: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read(content)

    assert caught.value.place is not None and caught.value.place.path == place
