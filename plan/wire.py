"""Values on the wire (protobuf Struct with signatures) to plan values and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan import pulumi_private as private
from plan.pulumi_private import struct_pb2
from plan.values import UNKNOWN, Archive, Asset, ResourceRef, Secret, revealed

_EXACT_INTEGERS: Final = 2**53
_ASSET_KINDS: Final = ("text", "path", "uri")
_ARCHIVE_KINDS: Final = ("assets", "path", "uri")


def decoded(struct: struct_pb2.Struct) -> dict[str, Any]:
    """The properties of a request as plan values."""
    return {key: decoded_value(value) for key, value in struct.fields.items()}


def decoded_value(value: struct_pb2.Value) -> Any:
    """One property as a plan value."""
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        return UNKNOWN if text == private.UNKNOWN_SENTINEL else text
    if kind == "bool_value":
        return value.bool_value
    if kind == "number_value":
        return _number(value.number_value)
    if kind == "list_value":
        return [decoded_value(item) for item in value.list_value.values]
    if kind == "struct_value":
        return _struct(value.struct_value)
    return None


def _number(number: float) -> int | float:
    # The wire knows only doubles; a port must not read 22.0.
    return int(number) if number.is_integer() and abs(number) < _EXACT_INTEGERS else number


def _struct(struct: struct_pb2.Struct) -> Any:
    fields = struct.fields
    if private.SIGNATURE_KEY not in fields:
        return decoded(struct)
    signature = fields[private.SIGNATURE_KEY].string_value
    if signature == private.SECRET_SIGNATURE:
        return Secret(decoded_value(fields["value"]))
    if signature == private.RESOURCE_SIGNATURE:
        return ResourceRef(fields["urn"].string_value, decoded_value(fields["id"]) if "id" in fields else None)
    if signature == private.OUTPUT_SIGNATURE:
        value = decoded_value(fields["value"]) if "value" in fields else UNKNOWN
        return Secret(value) if "secret" in fields and fields["secret"].bool_value else value
    if signature == private.ASSET_SIGNATURE:
        return Asset(*_content(struct, _ASSET_KINDS))
    if signature == private.ARCHIVE_SIGNATURE:
        return Archive(*_content(struct, _ARCHIVE_KINDS))
    raise ValueError(f"unknown signature {signature} in a value of the program")


def _content(struct: struct_pb2.Struct, kinds: tuple[str, ...]) -> tuple[str, Any]:
    for kind in kinds:
        if kind in struct.fields:
            return kind, decoded_value(struct.fields[kind])
    raise ValueError("an asset or archive without content")


def encoded(values: Mapping[str, Any]) -> struct_pb2.Struct:
    """Plan values as the properties of a response. Raises TypeError for what the wire cannot carry."""
    struct = struct_pb2.Struct()
    for key, value in values.items():
        struct.fields[key].CopyFrom(encoded_value(value))
    return struct


def encoded_value(value: Any) -> struct_pb2.Value:
    """One plan value for a response."""
    if value is None or isinstance(value, bool | int | float | str):
        return _encoded_scalar(value)
    if value is UNKNOWN:
        return struct_pb2.Value(string_value=private.UNKNOWN_SENTINEL)
    if isinstance(value, Mapping):
        return struct_pb2.Value(struct_value=encoded(value))
    if isinstance(value, list | tuple):
        return struct_pb2.Value(list_value=struct_pb2.ListValue(values=[encoded_value(item) for item in value]))
    return _encoded_marker(value)


def _encoded_scalar(value: bool | int | float | str | None) -> struct_pb2.Value:
    if value is None:
        return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
    # Before the numbers: True is an int.
    if isinstance(value, bool):
        return struct_pb2.Value(bool_value=value)
    if isinstance(value, str):
        return struct_pb2.Value(string_value=value)
    return struct_pb2.Value(number_value=value)


def _encoded_marker(value: Any) -> struct_pb2.Value:
    if isinstance(value, Secret):
        return _signed(private.SECRET_SIGNATURE, {"value": value.value})
    if isinstance(value, ResourceRef):
        return _signed(private.RESOURCE_SIGNATURE, {"urn": value.urn, "id": value.id or ""})
    if isinstance(value, Asset):
        return _signed(private.ASSET_SIGNATURE, {value.kind: value.value})
    if isinstance(value, Archive):
        return _signed(private.ARCHIVE_SIGNATURE, {value.kind: value.value})
    raise TypeError(f"a value of type {type(value).__name__} cannot be given to the program")


def secret_on_wire(value: struct_pb2.Value | None) -> struct_pb2.Value:
    """The value marked as a secret; an unknown secret for None."""
    if value is None:
        return _signed(private.SECRET_SIGNATURE, {"value": UNKNOWN})
    marked = _signed(private.SECRET_SIGNATURE, {})
    marked.struct_value.fields["value"].CopyFrom(value)
    return marked


def is_secret_on_wire(value: struct_pb2.Value) -> bool:
    """True for a value that carries the secret signature."""
    fields = value.struct_value.fields
    return private.SIGNATURE_KEY in fields and fields[private.SIGNATURE_KEY].string_value == private.SECRET_SIGNATURE


def later_known(value: Any, *, secret: bool) -> struct_pb2.Value:
    """A value that holds unknowns, as an output of its own.

    Put among known values it leaves those known: a plain unknown would make the whole mapping unknown.
    """
    fields: dict[str, Any] = {} if revealed(value) is UNKNOWN else {"value": revealed(value)}
    return _signed(private.OUTPUT_SIGNATURE, {**fields, "secret": secret})


def _signed(signature: str, fields: Mapping[str, Any]) -> struct_pb2.Value:
    return struct_pb2.Value(struct_value=encoded({private.SIGNATURE_KEY: signature, **fields}))
