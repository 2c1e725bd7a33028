"""Azure inventories: listings and answers of queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.arm_inputs import ENVELOPE
from plan.arm_types import arm_type, of_token
from plan.model import LayerPlan, Operation
from plan.offline.shapes import Field
from plan.offline.tables import package
from plan.values import UNKNOWN, Secret, unknowns
from tests.plan.inputs.azure import kept, row
from tests.planned import plans_of

GROUP = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/sthdh"
Read = Callable[..., LayerPlan]


def legacy() -> tuple[LayerPlan, ...]:
    return plans_of("azure-legacy")


def account(**more: Any) -> dict[str, Any]:
    return {"id": ACCOUNT, "name": "sthdh", "type": "microsoft.storage/storageaccounts", "properties": {}, **more}


def answer(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"count": len(rows), "data": list(rows), "skip_token": None, "total_records": len(rows), **more}


def told(values: dict[str, Any]) -> dict[str, Any]:
    """Inputs without the one thing that every row of the tests tells beside them."""
    inner = values.get("properties")
    plain = {key: value for key, value in values.items() if key != "provisioningState"}
    if isinstance(inner, dict):
        plain["properties"] = {key: value for key, value in inner.items() if key != "provisioningState"}
    return plain


@pytest.mark.parametrize("layer", [plan.layer for plan in legacy()])
def test_the_legacy_comes_back_from_azures_own_form(layer: str, read: Read) -> None:
    (planned,) = [plan for plan in legacy() if plan.layer == layer]
    resources = [resource for resource in planned.resources if resource.is_cloud]

    plan = read(answer(*(row(resource) for resource in resources)))

    assert plan.cloud == "azure"
    found = {resource.id.lower(): resource for resource in plan.resources}
    for resource in resources:
        same = found[row(resource)["id"].lower()]
        assert same.type == resource.type
        assert told(dict(same.inputs)) == kept(dict(resource.inputs)), resource.urn
        assert same.operation is Operation.SAME


def test_every_kind_of_the_legacy_has_a_type_and_the_way_back() -> None:
    for token in package("azure-native").tokens:
        arm = of_token(token)
        assert arm is not None and arm_type(arm.name.upper()).token == token


def fields_of(token: str) -> list[dict[str, Field]]:
    kind = package("azure-native").kind(token)
    assert kind is not None
    found, waiting, seen = [], [dict(kind.inputs)], set[str]()
    while waiting:
        fields = waiting.pop()
        found.append(fields)
        for field in fields.values():
            shape = field.shape
            while shape.item is not None:
                shape = shape.item
            if shape.name and shape.name not in seen:
                seen.add(shape.name)
                waiting.append(dict(shape.fields))
    return found


@pytest.mark.parametrize("token", package("azure-native").tokens)
def test_no_two_fields_differ_in_case_only(token: str) -> None:
    for fields in fields_of(token):
        assert len({name.lower() for name in fields}) == len(fields)


def test_links_follow_ids_and_addresses_of_keys(read: Read) -> None:
    vault = {
        "id": f"{GROUP}/providers/Microsoft.KeyVault/vaults/KV",
        "type": "microsoft.keyvault/vaults",
        "properties": {},
    }
    key = {
        "id": f"{GROUP}/providers/Microsoft.KeyVault/vaults/KV/keys/cmk",
        "type": "microsoft.keyvault/vaults/keys",
        "properties": {"kty": "RSA-HSM"},
    }
    store = account(properties={"encryption": {"keyvaultproperties": {"keyvaulturi": "https://kv.vault.azure.net/"}}})
    disks = {
        "id": f"{GROUP}/providers/Microsoft.Compute/diskEncryptionSets/des",
        "type": "microsoft.compute/diskencryptionsets",
        "properties": {"activeKey": {"keyUrl": "https://KV.vault.azure.net/keys/cmk/0123"}},
    }

    plan = read(answer(vault, key, store, disks))

    urn = {resource.name: resource.urn for resource in plan.resources}
    links = {resource.name: resource.property_dependencies for resource in plan.resources}
    assert links["sthdh"] == {"encryption": (urn["KV"],)}
    assert links["des"] == {"activeKey": (urn["cmk"],)}
    assert links["cmk"] == {"vaultName": (urn["KV"],)}


def test_a_listing_without_properties_makes_everything_unknown_and_nothing_absent(read: Read) -> None:
    listed = {**account(location="francecentral", sku={"name": "Standard_ZRS"}, tags={}), "properties": None}

    plan = read([listed])

    (found,) = plan.resources
    assert found.inputs["location"] == "francecentral"
    assert found.inputs["accountName"] == "sthdh" and found.inputs["resourceGroupName"] == "rg"
    assert {"allowBlobPublicAccess", "encryption", "networkRuleSet"} <= set(unknowns(found.inputs))
    kind = package("azure-native").kind(found.type)
    assert kind is not None and kind.inputs.keys() - ENVELOPE_NAMES <= found.inputs.keys()
    assert [message.severity for message in plan.messages] == ["warning"]


ENVELOPE_NAMES = set(ENVELOPE)


def test_a_password_is_secret_even_where_it_is_unknown(read: Read) -> None:
    server = {
        "id": f"{GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql",
        "type": "Microsoft.DBforPostgreSQL/flexibleServers",
    }

    (found,) = read([server]).resources

    assert found.inputs["administratorLoginPassword"] == Secret(UNKNOWN)


def test_a_type_that_no_table_knows_stays_and_says_so(read: Read) -> None:
    server = {
        "id": f"{GROUP}/providers/Microsoft.Sql/servers/sql",
        "type": "Microsoft.Sql/servers",
        "location": "eastus",
        "properties": {"administratorLoginPassword": "planted", "publicNetworkAccess": "Enabled", "x": None},
    }

    (found,) = read(answer(server)).resources

    assert found.type == "azure-native:unknown:Microsoft.Sql/servers"
    assert found.inputs["properties"] == {
        "administratorLoginPassword": Secret("planted"),
        "publicNetworkAccess": "Enabled",
    }


def test_a_rule_that_stands_alone_and_a_group(read: Read) -> None:
    rule = {
        "id": f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg/securityRules/ssh",
        "type": "Microsoft.Network/networkSecurityGroups/securityRules",
        "properties": {"access": "Allow", "sourceAddressPrefix": "*", "destinationPortRange": "22"},
    }
    group = {"id": GROUP, "type": "microsoft.resources/subscriptions/resourcegroups", "properties": {}, "location": "x"}

    plan = read(answer(rule, group))

    found = {resource.type: resource for resource in plan.resources}
    one = found["azure-native:network:SecurityRule"]
    assert one.inputs["networkSecurityGroupName"] == "nsg" and one.inputs["sourceAddressPrefix"] == "*"
    assert one.property_dependencies == {"resourceGroupName": (found["azure-native:resources:ResourceGroup"].urn,)}


def test_a_lock_of_one_resource_is_no_lock_of_its_group(read: Read) -> None:
    lock = {"type": "Microsoft.Authorization/locks", "properties": {"level": "CanNotDelete"}}
    whole = {**lock, "id": f"{GROUP}/providers/Microsoft.Authorization/locks/all"}
    one = {**lock, "id": f"{ACCOUNT}/providers/Microsoft.Authorization/locks/one"}

    found = {resource.name: resource for resource in read(answer(account(), whole, one)).resources}

    assert found["all"].type == "azure-native:authorization:ManagementLockAtResourceGroupLevel"
    assert found["all"].inputs == {"level": "CanNotDelete", "lockName": "all", "resourceGroupName": "rg"}
    assert found["one"].type == "azure-native:authorization:ManagementLockByScope"
    assert found["one"].inputs == {"level": "CanNotDelete", "lockName": "one", "scope": ACCOUNT}
    assert found["one"].property_dependencies == {"scope": (found["sthdh"].urn,)}


def test_the_file_name_decides_nothing(read: Read) -> None:
    assert read(answer(account()), "terraform.tfstate").engine == "inventory"


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        (answer(account(), skip_token="abc"), "", "partial"),
        (answer(account(), total_records=1200), "", "1 rows of 1200"),
        (answer(account(), count=1000), "", "1 rows of 1000"),
        (answer(account(), **{"$skipToken": "abc"}), "", "partial"),
        (answer(account(), nextLink="https://management.example/2"), "", "partial"),
        (answer(account(), **{"@odata.nextLink": "https://management.example/2"}), "", "partial"),
        (answer(account(), {"id": 7}), "data[1]", "no resource"),
        ([account(), account(id="sthdh")], "[1].id", "no id"),
        (answer(account(), account()), "", "twice"),
        (answer(), "", "no resource"),
    ],
)
def test_a_partial_or_broken_inventory_is_refused(content: Any, place: str, found: str, read: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read(content)

    assert found in caught.value.found
    assert caught.value.place is not None and caught.value.place.path == place


def test_the_line_of_a_fault(written: Callable[..., Path], read: Read) -> None:
    text = json.dumps([account(), account(id="no id")], indent=2)

    with pytest.raises(BadInput) as caught:
        read(text)

    assert caught.value.place is not None
    assert text.splitlines()[(caught.value.place.line or 0) - 1].strip() == '"id": "no id",'
