"""Which variables reach the plugins of the Terraform-only clouds and of S3, and which plugins those are."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.contract.words import Cloud
from components.kits import kit
from components.terraform_sdk import CLOUDS
from plan.engine import environment, plugins
from plan.offline.tables import SERVED

TF_PROVIDERS = "PULUMI_DYNAMIC_TF_PLUGIN_CACHE_DIR"
PASSED = {
    "outscale": ("OSC_ACCESS_KEY", "OSC_SECRET_KEY", "OSC_REGION", "OSC_ENDPOINT_API", "OSC_X509_CLIENT_CERT"),
    "numspot": (
        *("NUMSPOT_CLIENT_ID", "NUMSPOT_CLIENT_SECRET", "NUMSPOT_SPACE_ID", "NUMSPOT_HOST", "NUMSPOT_HOST_OS"),
    ),
    "cloudtemple": ("CLOUDTEMPLE_CLIENT_ID", "CLOUDTEMPLE_SECRET_ID", "CLOUDTEMPLE_HTTP_ADDR"),
    "aws": ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
}
NEVER = (
    *("OSC_CONFIG_FILE", "OSC_PROFILE", "OSC_TLS_SKIP_VERIFY", "CLOUDTEMPLE_HTTP_SCHEME"),
    *("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CA_BUNDLE"),
    *("SCW_SECRET_KEY", "PULUMI_BRIDGE_REATTACH_PROVIDERS"),
)


@pytest.mark.parametrize("package", PASSED)
def test_a_plugin_gets_the_keys_of_its_own_cloud_only(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    every = {TF_PROVIDERS, *NEVER, *(name for names in PASSED.values() for name in names)}
    for name in every:
        monkeypatch.setenv(name, "set")
    expected = {*PASSED[package], *([TF_PROVIDERS] if package in CLOUDS else [])}
    assert set(environment.of_accounts([package])) & every == expected


@pytest.mark.parametrize("cloud", Cloud)
def test_every_package_of_a_cloud_has_a_plugin_that_is_known(cloud: Cloud) -> None:
    # else a run with real providers would be one with the offline provider of the same name
    packages = kit(cloud).packages
    assert packages
    assert plugins.of(packages) <= set(SERVED)
    assert packages <= set(environment._ACCOUNT_OF)


def test_one_plugin_serves_what_is_made_from_a_terraform_provider(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plugins" / "resource-terraform-provider-v1.1.3"
    folder.mkdir(parents=True)
    (folder / "pulumi-resource-terraform-provider").touch()
    monkeypatch.setenv(plugins.CHOICE, str(tmp_path / "plugins"))
    assert plugins.of({"outscale", "aws"}) == {"terraform-provider", "aws"}
    plugins.link(["outscale"], tmp_path / "home")
    assert (tmp_path / "home" / "plugins" / folder.name / "pulumi-resource-terraform-provider").exists()
