"""From what Azure writes of a resource to the inputs of the SDK's class, by the class's own types.

The SDK differs from Azure in few things: it puts `properties` flat beside the rest (but for the classes that have an
input of that name), flattens the parts of network resources likewise, spells some names in its own way, and takes a
list of identities where Azure has a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from plan.arm_types import ArmType
from plan.offline.shapes import Field, Shape
from plan.values import UNKNOWN, Secret

ENVELOPE: Final = (
    "extendedLocation",
    "identity",
    "kind",
    "location",
    "managedBy",
    "placement",
    "plan",
    "sku",
    "tags",
    "zones",
)
"""What Azure keeps beside `properties`, for every type."""

# Class or type of the SDK -> Azure's name -> the SDK's. Differences of case, `-` and `_` need no entry.
RENAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "azure-native:storage:StorageAccount": {
        "supportsHttpsTrafficOnly": "enableHttpsTrafficOnly",
        "networkAcls": "networkRuleSet",
        "isNfsV3Enabled": "enableNfsV3",
    },
    "storage.Encryption": {"identity": "encryptionIdentity"},
    "storage.EncryptionIdentity": {"userAssignedIdentity": "encryptionUserAssignedIdentity"},
    "keyvault.KeyAttributes": {"exp": "expires", "nbf": "notBefore"},
    "keyvault.SecretAttributes": {"exp": "expires", "nbf": "notBefore"},
}
_SECRET_NAME: Final = re.compile(
    r"(password|passphrase|secret|sharedkey|connectionstring|accesskey|primarykey|secondarykey|sastoken|customdata"
    r"|userdata|protectedsettings|privatekey|credentials?|token)\Z",
    re.IGNORECASE,
)
"""Fields of types that no table knows and that are taken for secrets by their name."""
_TEXTS: Final = (str, int, float)


def inputs_and_outputs(
    arm: ArmType, envelope: Mapping[str, Any], properties: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The SDK's inputs, and what Azure only ever tells. Nothing is dropped but null.

    A field that no table knows (a newer version of Azure's) stays an input under its own name.
    """
    if arm.kind is None:
        loose = {**envelope, **({"properties": properties} if properties is not None else {})}
        return {key: _by_name(key, value) for key, value in loose.items() if value is not None}, {}
    nested = "properties" in arm.kind.inputs
    flat = {"properties": properties} if nested else properties
    found = {**(flat if isinstance(flat, Mapping) else {"properties": flat}), **envelope}
    fields = arm.kind.inputs
    inputs = _object(found, fields, RENAMES.get(arm.token, {}))
    told = {name for name in inputs if name not in fields and name in arm.kind.outputs}
    return {key: value for key, value in inputs.items() if key not in told}, {key: inputs[key] for key in sorted(told)}


def _object(found: Mapping[str, Any], fields: Mapping[str, Field], renames: Mapping[str, str]) -> dict[str, Any]:
    spelled = {_bare(name): name for name in fields}
    named: dict[str, Any] = {}
    for key, value in found.items():
        if value is None:
            continue
        name = renames.get(key) or spelled.get(_bare(key), key)
        field = fields.get(name)
        named[name] = value if field is None else _field(value, field)
    return named


def _bare(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _field(value: Any, field: Field) -> Any:
    found = _shaped(value, field.shape)
    return Secret(found) if field.secret and not isinstance(found, Secret) else found


def _shaped(value: Any, shape: Shape) -> Any:
    if isinstance(value, Secret):
        return Secret(_shaped(value.value, shape))
    if shape.kind == "list":
        # `userAssignedIdentities`: Azure has a mapping from id to what it tells of the identity
        items = list(value) if isinstance(value, Mapping) and _is_scalar(shape.item) else value
        return [_shaped(item, shape.item) for item in items] if isinstance(items, list) and shape.item else items
    if not isinstance(value, Mapping):
        return value
    if shape.kind == "map" and shape.item:
        return {key: _identity(_shaped(item, shape.item)) for key, item in value.items() if item is not None}
    if shape.kind == "object" and shape.fields:
        return _object(_flat(value, shape.fields), shape.fields, RENAMES.get(shape.name, {}))
    return value


def _is_scalar(shape: Shape | None) -> bool:
    return shape is not None and shape.kind in ("str", "any")


def _identity(value: Any) -> Any:
    """What Azure tells of an assigned identity is no input: `{}` is what a program gives."""
    told = isinstance(value, Mapping) and value and value.keys() <= {"clientId", "principalId"}
    return {} if told else value


def _flat(value: Mapping[str, Any], fields: Mapping[str, Field]) -> Mapping[str, Any]:
    inner = value.get("properties")
    if "properties" in fields or not isinstance(inner, Mapping):
        return value
    return {**inner, **{key: item for key, item in value.items() if key != "properties"}}


def _by_name(key: str, value: Any) -> Any:
    """A value of an unknown type: what is called like a secret is one."""
    if isinstance(value, Mapping):
        return {name: _by_name(name, item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_by_name(key, item) for item in value]
    return Secret(value) if isinstance(value, _TEXTS) and _SECRET_NAME.search(key) else value


def unlisted(arm: ArmType, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What a listing without `properties` cannot show of a known type: each such input is unknown, never absent."""
    if arm.kind is None:
        return {}
    shown = {*ENVELOPE, *arm.names, *inputs, arm.owner, "resourceGroupName"}
    hidden = {name: field for name, field in arm.kind.inputs.items() if name not in shown}
    return {name: Secret(UNKNOWN) if field.secret else UNKNOWN for name, field in hidden.items()}
