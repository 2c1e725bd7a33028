"""From a Terraform resource's values to the inputs and outputs of Pulumi's class, by the class's own types.

Bridged classes differ from Terraform in three things: names are camelCase and plural where there may be several, a
block that may stand once is an object instead of a list of one, and some values are secrets that the provider does not
mark.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from plan.offline.shapes import Field, Kind, Shape
from plan.offline.tables import ROOT, package
from plan.terraform_words import camel, wire_name
from plan.values import UNKNOWN, Secret

_NAMES: Final = ROOT / "plan" / "terraform_names"
_NOT_INPUTS: Final = frozenset({"id", "timeouts"})


@dataclass(frozen=True, slots=True)
class Names:
    """The table of one package: token by type, and `Class.field` of secrets that the provider does not mark."""

    resources: Mapping[str, str]
    secrets: frozenset[str]


@cache
def names(name: str) -> Names:
    """The table of a package; an empty one for a package without."""
    file = _NAMES / f"{name}.json"
    found = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return Names(found.get("resources", {}), frozenset(found.get("secrets", ())))


def token_of(package_name: str, terraform_type: str) -> str:
    """The class of a Terraform type; `<package>:unknown:<type>` where no table has it."""
    return names(package_name).resources.get(terraform_type, f"{package_name}:unknown:{terraform_type}")


def inputs_and_outputs(
    token: str, values: Mapping[str, Any], configured: Collection[str] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The inputs, and what only the provider fills.

    `configured` are the fields that the configuration gives, None where the plan has no configuration: then everything
    that may be an input is one. A field that no table knows is an input, so that no rule overlooks it. Null says
    nothing and is left out; so is an empty list or mapping that nobody gave.
    """
    package_name = token.partition(":")[0]
    kind = package(package_name).kind(token)
    fields = kind.inputs if kind else {}
    inputs: dict[str, Any] = {}
    outputs: dict[str, Any] = {}
    for key, value in values.items():
        given = configured is None or key in configured
        if value is None or (_is_empty(value) and not (configured is not None and given)):
            continue
        name = wire_name(key, fields)
        made = _made(name, value, fields, token)
        if made is None:
            continue
        is_told = (value is UNKNOWN and not given) or _is_output(name, kind)
        is_input = key not in _NOT_INPUTS and not is_told
        (inputs if is_input else outputs)[name] = made
    return inputs, outputs


def _is_empty(value: Any) -> bool:
    return isinstance(value, list | dict) and not value


def _is_output(name: str, kind: Kind | None) -> bool:
    return kind is not None and name in kind.outputs and name not in kind.inputs


def _made(name: str, value: Any, fields: Mapping[str, Field], token: str) -> Any:
    field = fields.get(name)
    package_name, owner = token.partition(":")[0], token.rpartition(":")[2]
    made = _shaped(value, field.shape, package_name) if field else value
    hidden = (field is not None and field.secret) or f"{owner}.{name}" in names(package_name).secrets
    return Secret(made) if hidden and not isinstance(made, Secret) else made


def _shaped(value: Any, shape: Shape, package_name: str) -> Any:
    if isinstance(value, Secret):
        return Secret(_shaped(value.value, shape, package_name))
    if isinstance(value, list):
        return _of_list(value, shape, package_name)
    if not isinstance(value, Mapping):
        return value
    if shape.kind == "map" and shape.item:
        return {key: _shaped(item, shape.item, package_name) for key, item in value.items()}
    return _object(value, shape, package_name) if shape.kind == "object" and shape.fields else value


def _of_list(value: list[Any], shape: Shape, package_name: str) -> Any:
    if shape.kind == "list" and shape.item:
        return [_shaped(item, shape.item, package_name) for item in value]
    # a block that may stand once
    if shape.kind != "any" and len(value) <= 1:
        return _shaped(value[0], shape, package_name) if value else None
    return value


def _object(value: Mapping[str, Any], shape: Shape, package_name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in value.items():
        name = wire_name(key, shape.fields)
        made = None if item is None else _made(name, item, shape.fields, f"{package_name}:{shape.name}")
        if made is not None:
            found[name] = made
    return found


def input_of(token: str, field: str) -> str:
    """The input that a Terraform field fills."""
    kind = package(token.partition(":")[0]).kind(token)
    return wire_name(field, kind.inputs if kind else {})


def loose(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a type that no table knows: the outermost names in camelCase, the rest as it is."""
    return {camel(key): value for key, value in values.items() if value is not None and key not in _NOT_INPUTS}
