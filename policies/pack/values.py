"""Properties as the policy SDK gives them, as plan values.

The SDK's own proxies raise at every look at an unknown, are neither dict nor list, and give numbers as floats: rules
would fail open on them. Everything is converted once, here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pulumi_policy.deserialize as sdk
from pulumi_policy import proxy

from plan.values import UNKNOWN, Archive, Asset, Secret

_UNKNOWNS: Final = frozenset(
    {
        proxy.UNKNOWN_ARCHIVE_VALUE,
        proxy.UNKNOWN_ARRAY_VALUE,
        proxy.UNKNOWN_ASSET_VALUE,
        proxy.UNKNOWN_BOOLEAN_VALUE,
        proxy.UNKNOWN_NUMBER_VALUE,
        proxy.UNKNOWN_OBJECT_VALUE,
        proxy.UNKNOWN_STRING_VALUE,
    }
)
_EXACT: Final = 2**53


def plan_values(props: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a resource; secrets marked where the SDK has kept their marks."""
    plain = sdk.serialize_properties(props)
    return {key: _value(item) for key, item in plain.items()}


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return UNKNOWN if value in _UNKNOWNS else value
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return _marked(value) if sdk.SPECIAL_SIG_KEY in value else {key: _value(item) for key, item in value.items()}
    return value


def _marked(value: Mapping[str, Any]) -> Any:
    signature = value[sdk.SPECIAL_SIG_KEY]
    if signature == sdk.SPECIAL_SECRET_SIG:
        return Secret(_value(value["value"]))
    for kind in ("text", "path", "uri"):
        if kind in value:
            found = _value(value[kind])
            return Archive(kind, found) if signature == sdk.SPECIAL_ARCHIVE_SIG else Asset(kind, found)
    if "assets" in value:
        return Archive("assets", {key: _value(item) for key, item in value["assets"].items()})
    raise ValueError("a value with an unknown mark")
