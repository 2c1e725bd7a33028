"""The provider settings of a Terraform configuration as explicit providers: where the region of a resource is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plan.json_values import SEALED
from plan.model import PlannedResource
from plan.offline.tables import package
from plan.terraform_words import wire_name
from plan.values import UNKNOWN, Secret


def providers(stack: str, data: Mapping[str, Any]) -> dict[str, PlannedResource]:
    """Key of the settings in the configuration -> the provider.

    Only what the configuration says: settings that come from the environment are in no plan.
    """
    found = _object(_object(data.get("configuration")).get("provider_config"))
    return {key: _provider(stack, key, _object(row), data) for key, row in found.items()}


def _provider(stack: str, key: str, row: Mapping[str, Any], data: Mapping[str, Any]) -> PlannedResource:
    name = row.get("name") if isinstance(row.get("name"), str) else key.rpartition(":")[2].partition(".")[0]
    kind = f"pulumi:providers:{name}"
    known = package(str(name)).config
    expressions = _object(row.get("expressions"))
    inputs = {
        wire_name(field, known): _value(value, data, in_root="module_address" not in row)
        for field, value in expressions.items()
    }
    hidden = {field for field in inputs if isinstance(known.get(field), Mapping) and known[field].get("secret")}
    return PlannedResource(
        urn=f"urn:pulumi:{stack}::terraform::{kind}::{key}",
        type=kind,
        name=key,
        custom=True,
        inputs={
            field: Secret(value) if field in hidden and not isinstance(value, Secret) else value
            for field, value in inputs.items()
        },
    )


def _value(expression: Any, data: Mapping[str, Any], *, in_root: bool) -> Any:
    """A constant, or the value of a variable of the root module; anything else is unknown."""
    if not isinstance(expression, Mapping):
        return UNKNOWN
    if "constant_value" in expression:
        return expression["constant_value"]
    references = expression.get("references")
    if not (in_root and isinstance(references, list) and len(references) == 1 and isinstance(references[0], str)):
        return UNKNOWN
    first, _, name = references[0].partition(".")
    declared = _object(_object(_object(data.get("configuration")).get("root_module")).get("variables"))
    given = _object(_object(data.get("variables")).get(name))
    if first != "var" or "value" not in given or "." in name:
        return UNKNOWN
    return SEALED if _object(declared.get(name)).get("sensitive") else given["value"]


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
