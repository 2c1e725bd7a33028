"""The schema of a package in Pulumi's own format, as far as the tables go (for programs in YAML)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from plan.offline.shapes import Field, Shape
from plan.offline.tables import Package

_ANY: Final = {"$ref": "pulumi.json#/Any"}
_SCALARS: Final = {"str": "string", "int": "integer", "number": "number", "bool": "boolean"}


def schema_of(package: Package, version: str = "") -> str:
    """The schema as JSON text. Nested objects are maps of anything: the tables, not the schema, check them."""
    resources = {}
    for token in package.tokens:
        kind = package.kind(token)
        assert kind is not None
        resources[token] = {
            "properties": {**_properties(kind.inputs), **_properties(kind.outputs)},
            "inputProperties": _properties(kind.inputs),
            "requiredInputs": [field.name for field in kind.inputs.values() if field.required],
        }
    functions = {
        row["token"]: {
            "inputs": {"type": "object", "properties": _raw_properties(row.get("inputs", {}))},
            "outputs": {"type": "object", "properties": _raw_properties(row.get("outputs", {}))},
        }
        for row in package.functions.values()
    }
    document = {
        "name": package.name,
        "version": version or package.version or "0.0.0",
        "provider": {"inputProperties": _raw_properties(package.config)},
        "resources": resources,
        "functions": functions,
    }
    return json.dumps(document)


def _properties(fields: Mapping[str, Field]) -> dict[str, Any]:
    return {
        name: {**_type(field.shape), **({"secret": True} if field.secret else {})} for name, field in fields.items()
    }


def _raw_properties(rows: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _raw_type(row["type"] if isinstance(row, dict) else row) for name, row in rows.items()}


def _type(shape: Shape) -> dict[str, Any]:
    if shape.kind == "list":
        return {"type": "array", "items": _type(shape.item) if shape.item else _ANY}
    if shape.kind == "map":
        return {"type": "object", "additionalProperties": _type(shape.item) if shape.item else _ANY}
    if shape.kind in _SCALARS:
        return {"type": _SCALARS[shape.kind]}
    return {"type": "object", "additionalProperties": _ANY} if shape.kind == "object" else dict(_ANY)


def _raw_type(text: str) -> dict[str, Any]:
    if text[0] == "[":
        return {"type": "array", "items": _raw_type(text[1:-1])}
    if text[0] == "{":
        return {"type": "object", "additionalProperties": _raw_type(text[1:-1])}
    if text in _SCALARS:
        return {"type": _SCALARS[text]}
    return dict(_ANY) if text == "any" else {"type": "object", "additionalProperties": _ANY}
