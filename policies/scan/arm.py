"""azure-native -> ARM: a planned resource as an ARM template would have it. Pure.

The opposite of `plan.arm_inputs`, on its tables. Nothing of an input is lost: what no table names goes under
`properties` with its own name, as the SDK does. A class whose ARM type stands in no table is refused by name
(`UnknownKind`), never converted by guess. What was read from a file of Azure under an ARM type of its own keeps it.

Spelling alone (`keyVaultUri`, `keyvaulturi`; `scanInterval`, `scan-interval`) stays the SDK's: no check reads one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from plan import arm_inputs
from plan.arm_types import UNKNOWN_TYPE, ArmType, of_token
from plan.offline.shapes import Field, Shape
from policies.scan import arm_names as names

# Later than every version that a built-in check knows to be too old; no check asks for a newer one.
API_VERSION: Final = "2024-01-01"
_GROUP: Final = "resourceGroupName"


class UnknownKind(LookupError):
    """An azure-native type whose ARM type stands in no table."""


def template_resource(token: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The resource as an element of `resources` of an ARM template; values are taken as they are.

    Raises UnknownKind.
    """
    if token.startswith(UNKNOWN_TYPE):
        return _as_written(token.removeprefix(UNKNOWN_TYPE), inputs)
    kind, arm = token.partition(":")[2], arm_type_of(token)
    inside = names.INSIDE.get(kind, frozenset())
    top = {key: value for key, value in inputs.items() if key in arm_inputs.ENVELOPE and key not in inside}
    left_out = {*top, *arm.names, _GROUP, arm.owner, *names.DROPPED.get(kind, ())}
    rest = {key: value for key, value in inputs.items() if key not in left_out}
    resource = _resource(arm.name, _name(arm, inputs), top, _wrapped(kind, _renamed(arm, rest)))
    if arm.owner:
        resource["scope"] = inputs.get(arm.owner)
    return resource


@cache
def arm_type_of(token: str) -> ArmType:
    """The ARM type of a class. Raises UnknownKind for one that is in no table."""
    found = of_token(token)
    if found is None:
        raise UnknownKind(token)
    return found


def _as_written(arm: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    top = {key: value for key, value in inputs.items() if key in arm_inputs.ENVELOPE}
    rest = {key: value for key, value in inputs.items() if key not in {*top, _GROUP, "name"}}
    return _resource(arm, str(inputs.get("name", "")), top, rest)


def _resource(arm: str, name: str, top: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    nested = rest.get("properties")
    flat = {key: value for key, value in rest.items() if key != "properties"}
    properties = {**nested, **flat} if isinstance(nested, Mapping) else dict(rest)
    resource = {"type": arm, "apiVersion": API_VERSION, "name": name, **top, "properties": properties}
    if "identity" in resource:
        resource["identity"] = _identity(resource["identity"])
    return resource


def _name(arm: ArmType, inputs: Mapping[str, Any]) -> str:
    """`account/default/container`: a part that the SDK fixes is always `default`."""
    return "/".join(str(inputs.get(part, f"{{{part}}}")) if part else "default" for part in arm.names)


def _renamed(arm: ArmType, inputs: Mapping[str, Any]) -> dict[str, Any]:
    fields = arm.kind.inputs if arm.kind else {}
    return _object(inputs, fields, arm.token)


def _object(value: Mapping[str, Any], fields: Mapping[str, Field], owner: str) -> dict[str, Any]:
    spelled = _spelled(owner)
    return {spelled.get(key, key): _value(item, fields.get(key)) for key, item in value.items()}


def _value(value: Any, field: Field | None) -> Any:
    return value if field is None else _shaped(value, field.shape)


def _shaped(value: Any, shape: Shape | None) -> Any:
    if shape is None:
        return value
    if isinstance(value, list):
        return [_shaped(item, shape.item) for item in value]
    if isinstance(value, Mapping) and shape.kind == "map":
        return {key: _shaped(item, shape.item) for key, item in value.items()}
    if isinstance(value, Mapping) and shape.kind == "object":
        return _object(value, shape.fields, shape.name)
    return value


@cache
def _spelled(owner: str) -> Mapping[str, str]:
    """The SDK's name -> Azure's, of a class or type of the SDK."""
    return {ours: theirs for theirs, ours in arm_inputs.RENAMES.get(owner, {}).items()}


def _wrapped(kind: str, inputs: dict[str, Any]) -> dict[str, Any]:
    for path in names.NESTED.get(kind, ()):
        inputs = _at(inputs, path.replace("[]", ".[]").split("."), _wrap)
    return inputs


def _wrap(value: Any) -> Any:
    if isinstance(value, list):
        return [_wrap(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    inner = {key: item for key, item in value.items() if key not in names.BESIDE}
    beside = {key: item for key, item in value.items() if key in names.BESIDE}
    return {**beside, "properties": inner} if inner else beside


def _at(value: Any, steps: list[str], change: Callable[[Any], Any]) -> Any:
    """A copy in which what stands at the path is changed; as it was where nothing stands there."""
    if not steps:
        return change(value)
    step, *rest = steps
    if step == "[]":
        return [_at(item, rest, change) for item in value] if isinstance(value, list) else value
    if not isinstance(value, Mapping):
        return value
    if step not in value and isinstance(value.get("properties"), Mapping):
        # an outer path has wrapped it already
        return {**value, "properties": _at(value["properties"], steps, change)}
    return {key: (_at(item, rest, change) if key == step else item) for key, item in value.items()}


def _identity(identity: Any) -> Any:
    """The SDK takes a list of identities; ARM has a map with empty values."""
    if not isinstance(identity, Mapping) or not isinstance(identity.get("userAssignedIdentities"), list):
        return identity
    return {**identity, "userAssignedIdentities": {str(item): {} for item in identity["userAssignedIdentities"]}}
