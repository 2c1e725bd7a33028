"""The table and the rules of azure-native: up to date, complete for the legacy, right where it hurts."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from plan.model import PlannedResource
from plan.offline.checks import faults
from plan.offline.differ import differences
from plan.offline.formats import Seed
from plan.offline.outputs import Answer
from plan.offline.shapes import Field, Kind
from plan.offline.tables import RULES, package
from plan.offline.templates import Ground, rendered
from plan.values import Secret
from tests.planned import plans_of
from tools import azure_native_table

SOURCES = ("azure-native: ", "azurerm: ", "SDK: ", "Azure: ", "it is part of the resource's id at ARM")
RULED: Mapping[str, Mapping[str, Any]] = yaml.safe_load((RULES / "azure-native.yaml").read_text())["resources"]


@pytest.fixture(scope="module")
def planned() -> list[PlannedResource]:
    return [item for plan in plans_of("azure-legacy") for item in plan.resources if item.is_cloud]


def kind_of(token: str) -> Kind:
    found = package("azure-native").kind(f"azure-native:{token}")
    assert found is not None, f"no table knows {token}"
    return found


def one(planned: list[PlannedResource], token: str, path: str = "", other_than: Any = None) -> dict[str, Any]:
    """Inputs of the first planned resource of a kind that has the path, with another value; a copy of its own."""
    for item in planned:
        if item.type == f"azure-native:{token}" and (not path or at(item.inputs, path) not in (None, other_than)):
            return copy.deepcopy(dict(item.inputs))
    raise AssertionError(f"the legacy has no {token} with {path}")


def at(value: Any, path: str) -> Any:
    """What stands at a path, None where nothing does."""
    for name in path.split("."):
        if isinstance(value, list | tuple):
            value = value[int(name)]
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value


def test_the_table_is_what_the_sdk_yields() -> None:
    assert azure_native_table.FILE.read_text(encoding="utf-8") == azure_native_table.document(), (
        f"renew with: {azure_native_table.COMMAND}"
    )


def test_check_says_that_the_table_is_out_of_date_and_how_to_renew_it(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled = tmp_path / "azure-native.json"
    spoiled.write_text(
        azure_native_table.FILE.read_text(encoding="utf-8").replace('"kty"', '"ktie"', 1), encoding="utf-8"
    )
    monkeypatch.setattr(azure_native_table, "FILE", spoiled)
    monkeypatch.setattr("sys.argv", ["azure_native_table", "--check"])
    assert azure_native_table.main() == 1
    assert azure_native_table.COMMAND in capsys.readouterr().err


def test_every_planned_input_of_the_legacy_passes(planned: list[PlannedResource]) -> None:
    found = [
        f"{item.type} {item.name}: {fault}"
        for item in planned
        for fault in faults(kind_of(item.type.removeprefix("azure-native:")), dict(item.inputs))
    ]
    assert len(planned) > 500
    assert not found


def test_the_id_of_each_kind_is_the_id_under_which_the_legacy_is_adopted(planned: list[PlannedResource]) -> None:
    for item in planned:
        kind = kind_of(item.type.removeprefix("azure-native:"))
        ground = Ground(Seed(item.urn), item.inputs, {}, kind.constants)
        assert rendered(kind.id, ground) == item.options.import_id


def paths_of(fields: Mapping[str, Field], path: str) -> bool:
    for name in path.split("."):
        if name not in fields:
            return False
        shape = fields[name].shape
        while shape.item is not None:
            shape = shape.item
        fields = shape.fields if shape.kind == "object" else {}
    return True


def ruled_paths() -> Iterator[tuple[str, str, str]]:
    for token, rules in RULED.items():
        for part in ("replace", "format", "value", "echo", "secret", "computed"):
            for path in rules.get(part) or ():
                yield token, part, path


@pytest.mark.parametrize(("token", "part", "path"), list(ruled_paths()))
def test_every_rule_is_about_a_property_that_exists(token: str, part: str, path: str) -> None:
    """A misspelt path would silently be no rule."""
    kind = kind_of(token.removeprefix("azure-native:"))
    assert paths_of(kind.inputs, path) or paths_of(kind.outputs, path), f"{part}: {path}"


def test_every_absent_output_is_one_that_the_table_would_make() -> None:
    table = azure_native_table.table()["resources"]
    for token, rules in RULED.items():
        assert set(rules.get("absent") or ()) <= set(table[token]["outputs"]), token


def test_every_rule_and_every_replacement_names_its_source() -> None:
    for token, rules in RULED.items():
        assert rules.get("source"), token
        for path, reason in (rules.get("replace") or {}).items():
            assert reason.startswith(SOURCES), f"{token} {path}: {reason}"


def put(inputs: dict[str, Any], path: str, value: Any) -> None:
    above, _, last = path.rpartition(".")
    (at(inputs, above) if above else inputs)[last] = value


REPLACES = [
    ("network:Subnet", "addressPrefix", "10.99.0.0/24"),
    ("network:Subnet", "subnetName", "snet-other"),
    ("network:VirtualNetwork", "location", "germanywestcentral"),
    ("network:VirtualNetworkPeering", "remoteVirtualNetwork.id", "/subscriptions/other"),
    ("network:PrivateEndpoint", "subnet.id", "/subscriptions/other"),
    ("network:PublicIPAddress", "zones", ["1"]),
    ("network:AzureFirewall", "zones", ["1"]),
    ("network:BastionHost", "zones", ["1"]),
    ("compute:Disk", "zones", ["9"]),
    ("compute:DiskEncryptionSet", "encryptionType", "EncryptionAtRestWithCustomerKey"),
    ("compute:VirtualMachine", "zones", ["9"]),
    ("compute:VirtualMachine", "storageProfile.imageReference.version", "12.0.0"),
    ("compute:VirtualMachine", "osProfile.adminUsername", "other"),
    ("storage:StorageAccount", "isHnsEnabled", True),
    ("storage:StorageAccount", "encryption.requireInfrastructureEncryption", False),
    ("storage:StorageAccount", "sku.name", "Premium_ZRS"),
    ("keyvault:Key", "properties.keySize", 2048),
    ("keyvault:Key", "properties.kty", "EC"),
    ("keyvault:Vault", "vaultName", "kv-other"),
    ("dbforpostgresql:Server", "administratorLogin", "other"),
    ("dbforpostgresql:Server", "backup.geoRedundantBackup", "Whatever"),
    ("dbforpostgresql:Server", "dataEncryption.primaryKeyURI", "https://kv-other.vault.azure.net/keys/other"),
    ("authorization:RoleAssignment", "roleDefinitionId", "/providers/other"),
    ("resources:ResourceGroup", "location", "germanywestcentral"),
    ("privatedns:VirtualNetworkLink", "virtualNetwork.id", "/subscriptions/other"),
]
UPDATES = [
    ("network:VirtualNetwork", "addressSpace.addressPrefixes", ["10.99.0.0/16"]),
    ("network:NetworkSecurityGroup", "securityRules.0.priority", 4000),
    ("network:NetworkInterface", "ipConfigurations.0.subnet.id", "/subscriptions/other"),
    ("network:PublicIPAddress", "tags", {"a": "b"}),
    ("compute:VirtualMachine", "hardwareProfile.vmSize", "Standard_D8s_v5"),
    ("compute:Disk", "diskSizeGB", 4096),
    ("storage:StorageAccount", "publicNetworkAccess", "Enabled"),
    ("storage:StorageAccount", "encryption.keyVaultProperties.keyName", "other"),
    ("keyvault:Vault", "properties.publicNetworkAccess", "enabled"),
    ("dbforpostgresql:Server", "version", "17"),
    ("dbforpostgresql:Server", "sku.name", "Standard_D8ds_v5"),
    ("operationalinsights:Workspace", "retentionInDays", 30),
]


@pytest.mark.parametrize(("token", "path", "value"), REPLACES)
def test_what_azure_cannot_change_replaces_and_says_why(
    planned: list[PlannedResource], token: str, path: str, value: Any
) -> None:
    found = changed(planned, token, path, value)
    assert found and all(item.replaces and item.reason for item in found)


@pytest.mark.parametrize(("token", "path", "value"), UPDATES)
def test_what_azure_changes_in_place_is_an_update(
    planned: list[PlannedResource], token: str, path: str, value: Any
) -> None:
    found = changed(planned, token, path, value)
    assert found and not any(item.replaces for item in found)


def changed(planned: list[PlannedResource], token: str, path: str, value: Any) -> list[Any]:
    old = one(planned, token, path, value)
    new = copy.deepcopy(old)
    put(new, path, value)
    return differences(kind_of(token), old, new)


def answer(token: str, inputs: Mapping[str, Any], config: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return Answer(kind_of(token), f"urn:pulumi:s::p::azure-native:{token}::n", inputs, config or {}).values()


def test_identities_go_in_as_a_list_and_come_out_as_a_map(planned: list[PlannedResource]) -> None:
    inputs = one(planned, "storage:StorageAccount", "identity")
    (used,) = inputs["identity"]["userAssignedIdentities"]
    found = answer("storage:StorageAccount", inputs)["identity"]
    assert found["type"] == inputs["identity"]["type"]
    assert set(found["userAssignedIdentities"]) == {used}
    assert set(found["userAssignedIdentities"][used]) == {"clientId", "principalId"}


def test_a_managed_identity_has_what_rights_are_given_to() -> None:
    given = {"resourceGroupName": "rg", "resourceName": "id-a"}
    found = answer("managedidentity:UserAssignedIdentity", given, {"tenantId": "t-1"})
    assert len({found["principalId"], found["clientId"]}) == 2
    assert all(len(found[name]) == 36 for name in ("principalId", "clientId"))
    assert (found["tenantId"], found["name"]) == ("t-1", "id-a")
    assert found == answer("managedidentity:UserAssignedIdentity", given, {"tenantId": "t-1"})


@pytest.mark.parametrize(
    ("token", "path", "expected"),
    [
        ("storage:StorageAccount", "primaryEndpoints.blob", "https://{accountName}.blob.core.windows.net/"),
        ("storage:StorageAccount", "type", "Microsoft.Storage/storageAccounts"),
        ("keyvault:Vault", "properties.vaultUri", "https://{vaultName}.vault.azure.net/"),
        ("keyvault:Key", "keyUri", "https://{vaultName}.vault.azure.net/keys/{keyName}"),
        ("keyvault:Secret", "properties.secretUri", "https://{vaultName}.vault.azure.net/secrets/{secretName}"),
        ("dbforpostgresql:Server", "fullyQualifiedDomainName", "{serverName}.postgres.database.azure.com"),
        ("containerregistry:Registry", "loginServer", "{registryName}.azurecr.io"),
        ("network:VirtualNetwork", "name", "{virtualNetworkName}"),
    ],
)
def test_outputs_that_programs_read_have_azures_form(
    planned: list[PlannedResource], token: str, path: str, expected: str
) -> None:
    inputs = one(planned, token)
    assert at(answer(token, inputs), path) == expected.format(**inputs)


def test_the_version_of_a_key_is_in_one_of_its_two_addresses(planned: list[PlannedResource]) -> None:
    found = answer("keyvault:Key", one(planned, "keyvault:Key"))
    base, _, version = found["keyUriWithVersion"].rpartition("/")
    assert base == found["keyUri"] and len(version) == 32


@pytest.mark.parametrize(
    ("token", "path"),
    [
        ("dbforpostgresql:Server", "administratorLoginPassword"),
        ("keyvault:Secret", "properties.value"),
        ("network:VirtualNetworkGatewayConnection", "sharedKey"),
    ],
)
def test_azure_never_gives_a_secret_back(planned: list[PlannedResource], token: str, path: str) -> None:
    inputs = one(planned, token)
    assert at(inputs, path) is not None
    put(inputs, path, Secret("hunter-2"))
    found = answer(token, inputs)
    assert found and at(found, path) is None


def test_every_secret_input_of_the_legacy_is_secret_in_the_table(planned: list[PlannedResource]) -> None:
    """azure-native's SDK marks none: the table must, or a state would hold it in clear text."""
    seen = set()
    for item in planned:
        fields = kind_of(item.type.removeprefix("azure-native:")).inputs
        for name, value in item.inputs.items():
            if isinstance(value, Secret):
                assert fields[name].secret, f"{item.type} {name}"
                seen.add((item.type, name))
            elif isinstance(value, dict):
                for inner, held in value.items():
                    if isinstance(held, Secret):
                        assert fields[name].shape.fields[inner].secret, f"{item.type} {name}.{inner}"
                        seen.add((item.type, f"{name}.{inner}"))
    assert len(seen) == 3


def test_a_misspelt_property_and_a_value_outside_a_closed_list_are_faults(planned: list[PlannedResource]) -> None:
    inputs = one(planned, "storage:StorageAccount") | {"isHnsEnable": True, "accessTier": "Warm"}
    found = [str(fault) for fault in faults(kind_of("storage:StorageAccount"), inputs)]
    assert any("`isHnsEnable`" in fault and "`isHnsEnabled`" in fault for fault in found)
    assert any("`accessTier`" in fault and "Cool" in fault for fault in found)
    inputs = one(planned, "network:Subnet") | {"addressPrefix": "10.0.0.0/99"}
    assert "`addressPrefix`" in str(faults(kind_of("network:Subnet"), inputs)[0])
