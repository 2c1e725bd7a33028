"""Deliveries of logs: whole, or with a hole."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.net.asking import asked, fails, thing

WORKSPACE = thing("azure-native:operationalinsights:Workspace", "logs", workspaceName="logs")
VAULT = thing("azure-native:keyvault:Vault", "keys", vaultName="keys")


def setting(of: Any, *logs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return thing(
        "azure-native:monitor:DiagnosticSetting",
        "delivery",
        resourceUri=of,
        **{"workspaceId": {"ref": "logs"}, "logs": list(logs), **more},
    )


AUDIT = {"categoryGroup": "audit", "enabled": True}


@pytest.mark.parametrize(
    "delivery",
    [
        setting({"ref": "keys"}),
        setting({"ref": "keys"}, {**AUDIT, "enabled": False}),
        setting({"ref": "keys"}, {"categoryGroup": "metrics", "enabled": True}),
        setting({"ref": "keys"}, AUDIT, workspaceId=""),
        setting({"ref": "keys"}, AUDIT, workspaceId="/subscriptions/of-somebody-else/workspaces/logs"),
        setting("/subscriptions/0/providers/Microsoft.KeyVault/vaults/another", AUDIT),
    ],
    ids=["nothing", "off", "metrics alone", "no store", "a strange store", "of another vault"],
)
def test_a_vault_with_a_hole_in_its_delivery_fails(delivery: dict[str, Any]) -> None:
    assert fails("LOG-001", WORKSPACE, VAULT, delivery, cloud="azure", about="keys")


def test_a_vault_with_a_whole_delivery_passes() -> None:
    assert not fails("LOG-001", WORKSPACE, VAULT, setting({"ref": "keys"}, AUDIT), cloud="azure", about="keys")


def test_an_unknown_category_beside_a_sufficient_one_hides_nothing() -> None:
    unknown = {"categoryGroup": {"unknown": True}, "enabled": True}
    whole = setting({"ref": "keys"}, AUDIT, unknown)
    assert not fails("LOG-001", WORKSPACE, VAULT, whole, cloud="azure", about="delivery")
    alone = asked("LOG-001", WORKSPACE, VAULT, setting({"ref": "keys"}, unknown), cloud="azure", about="delivery")
    assert [verdict.result.value for verdict in alone] == ["unknown"]


@pytest.mark.parametrize("left", ["AzureActivity", "AzureDiagnostics", "SigninLogs", "StorageBlobLogs", "Syslog"])
def test_a_table_left_out_of_the_locked_copy_is_named(left: str) -> None:
    tables = ["AzureActivity", "AzureDiagnostics", "AuditLogs", "SigninLogs", "StorageBlobLogs", "Syslog"]
    export = thing(
        "azure-native:operationalinsights:DataExport",
        "export",
        workspaceName={"ref": "logs"},
        resourceId={"ref": "locked"},
        enable=True,
        tableNames=[item for item in tables if item != left],
    )
    locked = thing("azure-native:storage:StorageAccount", "locked", accountName="hdhlogs")
    assert fails("LOG-001", WORKSPACE, locked, export, cloud="azure") == [f"the delivery leaves out: {left.casefold()}"]


@pytest.mark.parametrize("left", ["Administrative", "Security"])
def test_the_subscription_delivers_changes_of_rights(left: str) -> None:
    logs = [{"category": name, "enabled": True} for name in ("Administrative", "Security", "Policy") if name != left]
    assert fails("LOG-001", WORKSPACE, setting("/subscriptions/0", *logs), cloud="azure", about="stack")


def test_a_database_that_logs_nothing_is_not_saved_by_its_delivery() -> None:
    server = thing("azure-native:dbforpostgresql:Server", "core", serverName="core")
    delivery = setting({"ref": "core"}, AUDIT)
    assert fails("LOG-001", WORKSPACE, server, delivery, cloud="azure", about="core")
