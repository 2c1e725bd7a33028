"""What bears data is protected and kept; the program replaces nothing that the reference names."""

from __future__ import annotations

import pytest

from plan.estate import plan_estate
from tests.components.azure.conftest import Legacy

DATA = {
    "resources:ResourceGroup",
    "keyvault:Vault",
    "keyvault:Key",
    "storage:StorageAccount",
    "storage:BlobContainer",
    "storage:FileShare",
    "compute:Disk",
    "dbforpostgresql:Server",
    "dbforpostgresql:Database",
    "operationalinsights:Workspace",
    "recoveryservices:Vault",
    "recoveryservices:ProtectedItem",
    "dataprotection:BackupVault",
    "dataprotection:BackupInstance",
    "containerregistry:Registry",
    "databricks:Workspace",
}


def test_what_bears_data_is_protected_and_kept(legacy: Legacy) -> None:
    for item in legacy.of(*DATA):
        assert item.options.protect is True, item.urn
        assert item.options.retain_on_delete is True, item.urn


def test_nothing_else_is_protected_so_that_a_space_can_come_and_go(legacy: Legacy) -> None:
    protected = {item.type.removeprefix("azure-native:") for item in legacy.cloud if item.options.protect}
    assert protected == DATA


def test_every_resource_has_its_explicit_provider(legacy: Legacy) -> None:
    for plan in legacy.layers:
        for item in plan.resources:
            if item.custom and not item.is_provider and not item.type.startswith("pulumi:"):
                assert "pulumi:providers:" in item.options.provider, item.urn


def test_the_provider_does_not_tell_azure_who_made_what(legacy: Legacy) -> None:
    for plan in legacy.layers:
        (provider,) = [item for item in plan.resources if item.type == "pulumi:providers:azure-native"]
        assert str(provider.inputs["disablePulumiPartnerId"]).lower() == "true"
        assert set(provider.inputs) <= {
            "subscriptionId",
            "tenantId",
            "disablePulumiPartnerId",
            "environment",
            "version",
        }


def test_the_environment_of_the_shell_changes_no_plan(legacy: Legacy, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_ENVIRONMENT", "ARM_ENVIRONMENT", "ARM_SUBSCRIPTION_ID", "ARM_CLIENT_SECRET", "ARM_LOCATION"):
        monkeypatch.setenv(name, "usgovernment")
    (again,) = plan_estate("azure-legacy", ("bootstrap",))
    assert again.resources == legacy.layer("bootstrap").resources


def test_every_tag_is_there_where_a_resource_carries_tags(legacy: Legacy) -> None:
    for item in legacy.cloud:
        if "tags" in item.inputs:
            assert {"classification", "controller", "owner", "retention", "space"} <= set(item.inputs["tags"])


def test_no_generated_alias_of_an_older_api_version_is_left(legacy: Legacy) -> None:
    assert not [item.urn for item in legacy.cloud if item.options.aliases]
