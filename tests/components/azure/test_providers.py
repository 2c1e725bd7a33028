"""Azure's provider: what it is told, what the shell cannot tell it, what it must not carry along."""

from __future__ import annotations

import pytest

from plan.estate import plan_estate
from tests.components.view import View


def test_the_provider_does_not_tell_azure_who_made_what(estate: View) -> None:
    for plan in estate.layers:
        (provider,) = [item for item in plan.resources if item.type == "pulumi:providers:azure-native"]
        assert str(provider.inputs["disablePulumiPartnerId"]).lower() == "true"
        assert set(provider.inputs) <= {
            "subscriptionId",
            "tenantId",
            "disablePulumiPartnerId",
            "environment",
            "version",
        }


def test_the_environment_of_the_shell_changes_no_plan(estate: View, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_ENVIRONMENT", "ARM_ENVIRONMENT", "ARM_SUBSCRIPTION_ID", "ARM_CLIENT_SECRET", "ARM_LOCATION"):
        monkeypatch.setenv(name, "usgovernment")
    (again,) = plan_estate("azure-legacy", ("bootstrap",))
    assert again.resources == estate.layer("bootstrap").resources


def test_no_generated_alias_of_an_older_api_version_is_left(estate: View) -> None:
    assert not [item.urn for item in estate.cloud if item.options.aliases]
