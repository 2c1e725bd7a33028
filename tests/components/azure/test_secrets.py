"""azure-native marks no input as secret: each of the table reaches the plan wrapped, and none is ever read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import components.azure
from plan.values import Secret
from tests.components.azure.conftest import Legacy

# The table of secret inputs: kind, path. Those that the legacy does not use must stay unused.
USED = [
    ("keyvault:Secret", "properties.value"),
    ("dbforpostgresql:Server", "administratorLoginPassword"),
    ("network:VirtualNetworkGatewayConnection", "sharedKey"),
]
UNUSED = [
    ("compute:VirtualMachine", "osProfile.adminPassword"),
    ("compute:VirtualMachine", "osProfile.customData"),
    ("compute:VirtualMachine", "userData"),
    ("compute:VirtualMachineExtension", "protectedSettings"),
    ("containerservice:ManagedCluster", "aadProfile.serverAppSecret"),
    ("containerservice:ManagedCluster", "servicePrincipalProfile"),
    ("containerservice:ManagedCluster", "windowsProfile"),
    ("network:ApplicationGateway", "sslCertificates.data"),
    ("network:ApplicationGateway", "sslCertificates.password"),
    ("network:VirtualNetworkGatewayConnection", "authorizationKey"),
    ("network:VirtualNetworkGateway", "vpnClientConfiguration"),
]
SECRET_WORDS = ("password", "secretvalue", "sharedkey", "customdata", "privatekey", "connectionstring")


def at(value: Any, path: str) -> Iterator[Any]:
    head, _, rest = path.partition(".")
    if isinstance(value, list | tuple):
        for item in value:
            yield from at(item, path)
    elif isinstance(value, Mapping) and head in value:
        yield from at(value[head], rest) if rest else (value[head],)


@pytest.mark.parametrize(("kind", "path"), USED)
def test_a_secret_input_is_a_secret_of_the_plan(legacy: Legacy, kind: str, path: str) -> None:
    for item in legacy.of(kind):
        found = list(at(item.inputs, path))
        assert found
        assert all(isinstance(value, Secret) for value in found), item.urn


@pytest.mark.parametrize(("kind", "path"), UNUSED)
def test_a_secret_input_that_is_not_needed_is_not_used(legacy: Legacy, kind: str, path: str) -> None:
    assert not [value for item in legacy.of(kind) for value in at(item.inputs, path)]


@pytest.mark.parametrize(("kind", "path"), USED)
def test_an_adopted_secret_is_never_written_over(legacy: Legacy, kind: str, path: str) -> None:
    for item in legacy.of(kind):
        assert path in item.options.ignore_changes


def test_no_input_that_sounds_like_a_secret_is_plain_text(legacy: Legacy) -> None:
    plain = [
        (item.urn, path)
        for item in legacy.cloud
        for path, value in texts(item.inputs)
        if any(word in path.lower().replace("_", "").rpartition(".")[2] for word in SECRET_WORDS)
        and not isinstance(value, bool)
    ]
    # settings that speak about passwords and are none
    harmless = ("passwordAuth", "disablePasswordAuthentication", "allowSharedKeyAccess")
    assert not [found for found in plain if not found[1].endswith(harmless)]


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item, path)
    elif not isinstance(value, Secret):
        yield path, value


def test_no_program_reads_keys_back() -> None:
    """`list*Keys` and `get*` return credentials that the provider does not mark."""
    for file in Path(components.azure.__file__).parent.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "list_" not in text.replace("tag_list_", ""), file
        assert "_output(" not in text, file


def test_no_output_of_a_layer_holds_a_secret(legacy: Legacy) -> None:
    for plan in legacy.layers:
        assert "Secret(" not in repr(dict(plan.outputs))
