"""Which of the user's variables a run with real providers passes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.engine import backend, environment
from plan.engine.project import ProjectFiles

PROXY = "HTTPS_PROXY"
SET = (
    *("SCW_SECRET_KEY", "OS_PASSWORD", "OVH_CONSUMER_KEY", "ARM_CLIENT_SECRET", "AZURE_STORAGE_KEY", PROXY),
    *("AWS_SECRET_ACCESS_KEY", "GOOGLE_CREDENTIALS", "VAULT_TOKEN", "PGPASSWORD", "PULUMI_ACCESS_TOKEN"),
    *("PULUMI_CONFIG_PASSPHRASE", "PULUMI_HOME", "PULUMI_DEBUG_PROVIDERS", "PULUMI_CONFIG", "SSL_CERT_FILE"),
)
ALWAYS = {"PULUMI_CONFIG_PASSPHRASE", "SSL_CERT_FILE"}
OF_STATE = {
    "file:///states": set(),
    "s3://states?endpoint=https://s3.fr-par.scw.cloud": {"AWS_SECRET_ACCESS_KEY", PROXY},
    "azblob://states": {"AZURE_STORAGE_KEY", PROXY},
    "gs://states": {"GOOGLE_CREDENTIALS", PROXY},
    "postgres://host/states": {"PGPASSWORD", PROXY},
    "https://pulumi.example": {"PULUMI_ACCESS_TOKEN", PROXY},
}
OF_ACCOUNTS = {
    (): set(),
    ("random",): set(),
    ("random", "scaleway"): {"SCW_SECRET_KEY", PROXY},
    ("openstack", "ovh"): {"OS_PASSWORD", "OVH_CONSUMER_KEY", PROXY},
    ("azure-native",): {"ARM_CLIENT_SECRET", "AZURE_STORAGE_KEY", PROXY},
}


@pytest.fixture(autouse=True)
def everything_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment._PROXIES:
        monkeypatch.delenv(name, raising=False)
    for name in SET:
        monkeypatch.setenv(name, "set")


@pytest.mark.parametrize("packages", OF_ACCOUNTS)
def test_an_account_is_that_of_a_real_package(packages: tuple[str, ...]) -> None:
    assert set(environment.of_accounts(packages)) & set(SET) == OF_ACCOUNTS[packages]


@pytest.mark.parametrize("address", OF_STATE)
def test_settings_are_those_of_the_states_backend(address: str) -> None:
    found = environment.of_state(address, ())
    assert set(found) & set(SET) == OF_STATE[address] | ALWAYS
    assert found["PULUMI_BACKEND_URL"] == address
    assert "HOME" not in found


def test_settings_are_those_of_the_stacks_secrets_providers(tmp_path: Path) -> None:
    files = ProjectFiles(tmp_path)
    files.create("name: bastide\n")
    files.write_stack("a", 'secretsprovider: "hashivault://key"\nencryptedkey: x\n')
    files.write_stack("b", "encryptionsalt: v1:x\nconfig:\n  bastide:secretsprovider: gcpkms://no\n")
    assert files.secrets_providers() == ("hashivault://key",)
    found = environment.of_state("file:///states", files.secrets_providers())
    assert set(found) & set(SET) == {"VAULT_TOKEN", PROXY} | ALWAYS


def test_a_folder_is_read_from_the_checkout_and_from_the_users_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "Pulumi.yaml").write_text("name: bastide\nbackend: {url: 'file://./states'}\n")
    assert backend.address(tmp_path, {}) == (f"file://{tmp_path}/states", "backend.url of Pulumi.yaml")
    home = {backend.VARIABLE: "file://~/states"}
    assert backend.address(tmp_path, home) == (f"file://{tmp_path}/home/states", backend.VARIABLE)
    bucket = {backend.VARIABLE: "s3://states"}
    assert backend.address(tmp_path, bucket) == ("s3://states", backend.VARIABLE)
