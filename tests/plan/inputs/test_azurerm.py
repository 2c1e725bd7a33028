"""Terraform's azurerm as the classes of the legacy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from plan import azurerm
from plan.arm_types import of_token
from plan.offline.shapes import Field
from plan.offline.tables import ROOT
from plan.shape import read_plans
from plan.values import UNKNOWN, Secret

TABLE: Mapping[str, Any] = yaml.safe_load((ROOT / "plan" / "azurerm.yaml").read_text(encoding="utf-8"))["types"]
# Filled from two halves that azurerm gives, see plan/azurerm.py.
HALVES = {"sku.replication", "sku.tier"}


def paths(fields: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, spec in fields.items():
        if name == "implied":
            yield from (prefix + path for path in spec)
        elif isinstance(spec, str):
            yield prefix + spec.partition("|")[0].strip()
        elif "once" in spec:
            yield from paths(spec["once"], prefix)
        else:
            yield prefix + spec["to"]
            yield from paths(spec["each"], f"{prefix}{spec['to']}.")


def exists(path: str, fields: Mapping[str, Field]) -> bool:
    first, _, rest = path.partition(".")
    if first not in fields:
        return False
    shape = fields[first].shape
    shape = shape.item if shape.kind == "list" and shape.item else shape
    return not rest or exists(rest, shape.fields)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_path_of_the_table_is_one_of_the_sdk(name: str) -> None:
    arm = of_token(TABLE[name]["token"])
    assert arm is not None and arm.kind is not None
    named = {*arm.names, arm.owner, "resourceGroupName"}

    missing = [
        path
        for path in (*paths(TABLE[name]["fields"]), *TABLE[name].get("always", {}))
        if path not in HALVES and path not in named and not exists(path, arm.kind.inputs)
    ]

    assert missing == []


def test_the_types_that_matter_are_all_there() -> None:
    wanted = (
        "storage_account key_vault key_vault_key network_security_group network_security_rule resource_group "
        "kubernetes_cluster linux_virtual_machine windows_virtual_machine managed_disk public_ip virtual_network "
        "container_registry log_analytics_workspace monitor_diagnostic_setting bastion_host application_gateway "
        "postgresql_flexible_server subnet"
    )

    assert {f"azurerm_{name}" for name in wanted.split()} <= TABLE.keys()


def test_a_storage_account() -> None:
    found = azurerm.inputs(
        "azurerm_storage_account",
        {
            "name": "sthdh",
            "resource_group_name": "rg",
            "location": "francecentral",
            "account_tier": "Standard",
            "account_replication_type": "ZRS",
            "public_network_access_enabled": False,
            "allow_nested_items_to_be_public": True,
            "network_rules": [{"default_action": "Deny", "bypass": ["None"], "ip_rules": ["203.0.113.0/24"]}],
            "customer_managed_key": [{"key_vault_key_id": "https://kv.vault.azure.net/keys/cmk/1"}],
            "identity": [{"type": "SystemAssigned, UserAssigned", "identity_ids": ["/x"]}],
            "something_newer": True,
            "tags": None,
        },
    )

    assert found == {
        "accountName": "sthdh",
        "resourceGroupName": "rg",
        "location": "francecentral",
        "sku": {"name": "Standard_ZRS"},
        "publicNetworkAccess": "Disabled",
        "allowBlobPublicAccess": True,
        "networkRuleSet": {
            "defaultAction": "Deny",
            "bypass": "None",
            "ipRules": [{"iPAddressOrRange": "203.0.113.0/24"}],
        },
        "encryption": {
            "keySource": "Microsoft.Keyvault",
            "keyVaultProperties": {"keyVaultUri": "https://kv.vault.azure.net", "keyName": "cmk", "keyVersion": "1"},
        },
        "identity": {"type": "SystemAssigned,UserAssigned", "userAssignedIdentities": ["/x"]},
        "azurerm:something_newer": True,
    }


def test_what_is_not_known_yet_is_unknown_and_never_absent() -> None:
    found = azurerm.inputs(
        "azurerm_storage_account",
        {
            "network_rules": UNKNOWN,
            "account_tier": UNKNOWN,
            "account_replication_type": "LRS",
            "customer_managed_key": UNKNOWN,
        },
    )

    assert found["networkRuleSet"]["defaultAction"] is UNKNOWN
    assert found["sku"]["name"] is UNKNOWN
    assert found["encryption"]["keyVaultProperties"] is UNKNOWN


def test_rules_of_a_group_and_secrets_of_a_machine() -> None:
    rules = azurerm.inputs(
        "azurerm_network_security_group",
        {
            "name": "nsg",
            "security_rule": [{"name": "ssh", "access": "Allow", "source_address_prefix": "*", "newer": 1}],
        },
    )
    machine = azurerm.inputs(
        "azurerm_linux_virtual_machine",
        {"name": "vm", "zone": "1", "admin_password": "planted", "network_interface_ids": ["/nic"]},
    )

    assert rules["securityRules"] == [
        {"name": "ssh", "access": "Allow", "sourceAddressPrefix": "*", "azurerm:newer": 1}
    ]
    assert machine["osProfile"]["adminPassword"] == Secret("planted")
    assert machine["zones"] == ["1"]
    assert machine["networkProfile"] == {"networkInterfaces": [{"id": "/nic"}]}
    assert machine["storageProfile"] == {"osDisk": {"osType": "Linux"}}


def test_a_plan_of_azurerm(tmp_path: Path) -> None:
    def change(kind: str, after: dict[str, Any]) -> dict[str, Any]:
        return {
            "address": f"{kind}.x",
            "type": kind,
            "provider_name": "registry.terraform.io/hashicorp/azurerm",
            "change": {"actions": ["create"], "before": None, "after": after, "after_unknown": {"id": True}},
        }

    file = tmp_path / "proposal.json"
    changes = [
        change("azurerm_subnet", {"name": "s", "virtual_network_name": "v", "resource_group_name": "rg"}),
        change("azurerm_mssql_server", {"name": "sql", "public_network_access_enabled": True}),
    ]
    file.write_text(json.dumps({"format_version": "1.2", "resource_changes": changes}))

    (plan,) = read_plans(file)

    assert plan.cloud == "azure"
    by_type = {resource.type: resource for resource in plan.resources}
    assert by_type.keys() == {"azure-native:network:Subnet", "azurerm:unknown:azurerm_mssql_server"}
    assert by_type["azurerm:unknown:azurerm_mssql_server"].inputs["publicNetworkAccessEnabled"] is True
