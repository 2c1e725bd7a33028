"""The legacy's planned resources as Azure would write them: the reverse of what is tested, made from other tables.

From `reference` facts of the SDK: which names it changed, what it flattened. Kept apart from `plan/arm_inputs.py` on
purpose, so that a fault of one is not repeated by the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plan.model import PlannedResource
from plan.values import UNKNOWN, Secret
from tools.legacy_imports import EXTENSIONS, KINDS, arm_id

SUBSCRIPTION = "00000000-0000-4000-8000-000000000000"
ENVELOPE = ("location", "tags", "identity", "sku", "kind", "zones", "plan", "extendedLocation", "managedBy")
# Lists (and one object) whose members Azure nests below `properties`.
NESTED = {
    "subnets",
    "delegations",
    "securityRules",
    "routes",
    "ipConfigurations",
    "managementIpConfiguration",
    "privateLinkServiceConnections",
    "privateDnsZoneConfigs",
    "backendAddressPools",
    "backendHttpSettingsCollection",
    "frontendIPConfigurations",
    "frontendPorts",
    "gatewayIPConfigurations",
    "httpListeners",
    "probes",
    "requestRoutingRules",
    "sslCertificates",
    "trustedRootCertificates",
    "redirectConfigurations",
    "urlPathMaps",
}
RENAMED = {
    "storage:StorageAccount": {
        "enableHttpsTrafficOnly": "supportsHttpsTrafficOnly",
        "networkRuleSet": "networkAcls",
        "enableNfsV3": "isNfsV3Enabled",
        "encryption.encryptionIdentity": "identity",
        "encryption.encryptionIdentity.encryptionUserAssignedIdentity": "userAssignedIdentity",
        "encryption.keyVaultProperties": "keyvaultproperties",
        "encryption.keyVaultProperties.keyName": "keyname",
        "encryption.keyVaultProperties.keyVaultUri": "keyvaulturi",
        "encryption.keyVaultProperties.keyVersion": "keyversion",
    },
    "keyvault:Key": {
        "properties.attributes.expires": "exp",
        "properties.attributes.notBefore": "nbf",
        "properties.releasePolicy": "release_policy",
    },
    "keyvault:Secret": {"properties.attributes.expires": "exp", "properties.attributes.notBefore": "nbf"},
    "databricks:Workspace": {
        "encryption.entities.managedDisk.keyVaultProperties.keyName": "KeyName",
        "encryption.entities.managedServices.keyVaultProperties.keyVaultUri": "keyvaulturi",
    },
}
HIDDEN = object()


def _out(value: Any, path: str, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, Secret) or value is UNKNOWN:
        return HIDDEN
    if isinstance(value, list | tuple):
        items = [_out(item, path, renamed) for item in value]
        return HIDDEN if any(item is HIDDEN for item in items) else items
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Any] = {}
    for key, item in value.items():
        below = f"{path}.{key}" if path else key
        made = _out(item, below, renamed)
        if made is HIDDEN:
            continue
        if key in NESTED:
            made = [_nested(member) for member in made] if isinstance(made, list) else _nested(made)
        if key == "userAssignedIdentities" and isinstance(made, list):
            made = {identity: {"clientId": "0", "principalId": "0"} for identity in made}
        found[renamed.get(below, key)] = made
    return found


def _nested(member: Mapping[str, Any]) -> dict[str, Any]:
    top = {key: item for key, item in member.items() if key in ("name", "id")}
    return {**top, "properties": {key: item for key, item in member.items() if key not in top}}


def kept(value: Any) -> Any:
    """The inputs without what Azure does not give back (secrets) and without what no plan knows."""
    if isinstance(value, Secret) or value is UNKNOWN:
        return HIDDEN
    if isinstance(value, Mapping):
        return {key: made for key, item in value.items() if (made := kept(item)) is not HIDDEN}
    if isinstance(value, list | tuple):
        made = [kept(item) for item in value]
        return HIDDEN if any(item is HIDDEN for item in made) else made
    return value


def names_of(kind: str) -> tuple[str, ...]:
    """Inputs that are in the id and nowhere else."""
    if kind in EXTENSIONS:
        owner, _, name = EXTENSIONS[kind]
        return owner, name
    if kind == "authorization:ManagementLockAtResourceGroupLevel":
        return ("lockName",)
    fields = KINDS[kind][1] if kind in KINDS else ()
    return tuple(field for field in fields if not field.startswith("'"))


def arm_type(kind: str) -> str:
    if kind in EXTENSIONS:
        return EXTENSIONS[kind][1]
    return {
        "resources:ResourceGroup": "microsoft.resources/subscriptions/resourcegroups",
        "authorization:ManagementLockAtResourceGroupLevel": "Microsoft.Authorization/locks",
    }.get(kind) or KINDS[kind][0]


def row(resource: PlannedResource) -> dict[str, Any]:
    """The row of a query."""
    kind = resource.type.removeprefix("azure-native:")
    left_out = {*names_of(kind), "resourceGroupName", "recordType"}
    found = _out(
        {key: value for key, value in resource.inputs.items() if key not in left_out}, "", RENAMED.get(kind, {})
    )
    top = {key: found.pop(key) for key in ENVELOPE if key in found}
    properties = found["properties"] if "properties" in resource.inputs else found
    identity = arm_id(resource, SUBSCRIPTION)
    return {
        "id": identity,
        "name": identity.rpartition("/")[2],
        "type": arm_type(kind).lower(),
        "tenantId": "0",
        "managedBy": "",
        "plan": None,
        **top,
        "properties": {**properties, "provisioningState": "Succeeded"},
    }
