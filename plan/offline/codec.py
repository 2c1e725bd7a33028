"""Properties on the wire (protobuf Struct with signatures) to plan values and back.

`plan.wire` does the same for the SDK's own process, but loads the SDK; this module is on the fast path of the offline
providers: every property of every resource comes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.offline.protocol import struct_pb2
from plan.signatures import ARCHIVE, ASSET, OUTPUT, RESOURCE, SECRET, SIGNATURE, UNKNOWN_SENTINEL
from plan.values import UNKNOWN, Archive, Asset, ResourceRef, Secret

_EXACT_INTEGERS: Final = 2**53


def decoded(struct: struct_pb2.Struct) -> dict[str, Any]:
    """The properties of a message: plain values, `UNKNOWN`, `Secret`, references and assets."""
    return {key: decoded_value(value) for key, value in struct.fields.items()}


def decoded_value(value: struct_pb2.Value) -> Any:
    """One property."""
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        return UNKNOWN if text == UNKNOWN_SENTINEL else text
    if kind == "struct_value":
        return _object(value.struct_value)
    if kind == "list_value":
        return [decoded_value(item) for item in value.list_value.values]
    if kind == "number_value":
        return _number(value.number_value)
    if kind == "bool_value":
        return value.bool_value
    return None


def _number(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < _EXACT_INTEGERS else number


def _object(struct: struct_pb2.Struct) -> Any:
    fields = struct.fields
    if SIGNATURE not in fields:
        return {key: decoded_value(value) for key, value in fields.items()}
    return _signed({key: decoded_value(value) for key, value in fields.items()})


def _signed(fields: dict[str, Any]) -> Any:
    signature = fields[SIGNATURE]
    if signature == SECRET:
        return Secret(fields.get("value"))
    if signature == OUTPUT:
        value = fields.get("value", UNKNOWN)
        return Secret(value) if fields.get("secret") else value
    if signature == RESOURCE:
        return ResourceRef(fields.get("urn", ""), fields.get("id"))
    if signature in (ASSET, ARCHIVE):
        made = Asset if signature == ASSET else Archive
        kinds = ("text", "path", "uri", "assets")
        kind = next((kind for kind in kinds if fields.get(kind)), "text")
        return made(kind, fields.get(kind, ""))
    raise ValueError(f"a value with the unknown signature {signature}")


def encoded(values: Mapping[str, Any]) -> struct_pb2.Struct:
    """Plan values as the properties of a message."""
    struct = struct_pb2.Struct()
    fill(struct, values)
    return struct


def fill(struct: struct_pb2.Struct, values: Mapping[str, Any]) -> None:
    """Write the values into a Struct in place (copies of nested messages cost most of the time)."""
    fields = struct.fields
    for key, value in values.items():
        _write(fields[key], value)


def _write(target: struct_pb2.Value, value: Any) -> None:
    if isinstance(value, str):
        target.string_value = value
    elif value is None:
        target.null_value = struct_pb2.NULL_VALUE
    # before the numbers: True is an int
    elif isinstance(value, bool):
        target.bool_value = value
    elif isinstance(value, int | float):
        target.number_value = value
    elif isinstance(value, Mapping):
        target.struct_value.SetInParent()
        fill(target.struct_value, value)
    elif isinstance(value, list | tuple):
        target.list_value.SetInParent()
        for item in value:
            _write(target.list_value.values.add(), item)
    else:
        _write_marker(target, value)


def _write_marker(target: struct_pb2.Value, value: Any) -> None:
    if value is UNKNOWN:
        target.string_value = UNKNOWN_SENTINEL
    elif isinstance(value, Secret):
        fill(target.struct_value, {SIGNATURE: SECRET, "value": value.value})
    elif isinstance(value, ResourceRef):
        fill(target.struct_value, {SIGNATURE: RESOURCE, "urn": value.urn, "id": value.id or ""})
    elif isinstance(value, Asset):
        fill(target.struct_value, {SIGNATURE: ASSET, value.kind: value.value})
    elif isinstance(value, Archive):
        fill(target.struct_value, {SIGNATURE: ARCHIVE, value.kind: value.value})
    else:
        raise TypeError(f"a value of type {type(value).__name__} cannot be written")


def bare(value: Any) -> Any:
    """The value without any secret marker and without absent keys, for comparing and for templates."""
    if isinstance(value, Secret):
        return bare(value.value)
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [bare(item) for item in value]
    return value
