"""What the classes of azure-native's SDK say of themselves: names, types, what is required, closed enums.

The SDK holds no replacements, no secrets, no ranges and no ids of ARM: other tables do.
"""

from __future__ import annotations

import collections.abc
import enum
import inspect
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pulumi

from components.azure.submodule import submodule

Field = dict[str, Any]

_PLAIN: Final[Mapping[Any, str]] = {str: "str", int: "int", float: "number", bool: "bool", Any: "any", object: "any"}
_CONSTANT: Final = re.compile(r"pulumi\.set\(__self__, \"(\w+)\", '([^']*)'\)")
_API_VERSION: Final = re.compile(r"Uses Azure REST API version ([0-9a-z-]+)")


class Sdk:
    """Reads classes, and keeps every nested type that they lead to."""

    def __init__(self) -> None:
        self.types: dict[str, dict[str, Field]] = {}

    def inputs(self, kind: str) -> dict[str, Field]:
        """The arguments of a kind (`storage:StorageAccount`)."""
        module, name = kind.split(":")
        found = submodule(module)
        # where a nested type already has the plain name
        arguments = getattr(found, f"{name}InitArgs", None) or getattr(found, f"{name}Args")
        return self._fields(arguments)

    def outputs(self, kind: str) -> dict[str, Any]:
        """Output name -> the SDK's type of it, its own `id` and `urn` left out."""
        module, name = kind.split(":")
        hints = dict(_hints(getattr(submodule(module), name)))
        return {known: hints[known] for known in sorted(hints) if known not in ("id", "urn")}

    def api_version(self, kind: str) -> str:
        """The version of the REST API, "" where the SDK does not say it."""
        module, name = kind.split(":")
        found = _API_VERSION.search(getattr(submodule(module), name).__init__.__doc__ or "")
        found = found or _API_VERSION.search(inspect.getsource(getattr(submodule(module), name)))
        return found.group(1) if found else ""

    def named(self, hint: Any, fields: dict[str, Field]) -> str:
        """Keep a type of an output under its name, with these fields."""
        name = _type_name(_only(hint))
        self.types[name] = fields
        return name

    def _fields(self, arguments: type) -> dict[str, Field]:
        required, constants = _required(arguments), _constants(arguments)
        found: dict[str, Field] = {}
        for name, hint in sorted(_hints(arguments)):
            field = self._field(hint)
            if name in required:
                field["required"] = True
            if name in constants:
                field["enum"] = [constants[name]]
            found[name] = field
        return found

    def _field(self, hint: Any) -> Field:
        member = _only(hint)
        if isinstance(member, type) and issubclass(member, enum.Enum):
            return {"type": _plain_of(member), "enum": [item.value for item in member]}
        return {"type": self.type_of(hint)}

    def type_of(self, hint: Any) -> str:
        """The type's name in the tables; nested types are read on the way."""
        members = [member for member in _members(hint) if not _is_typed_dict(member)]
        objects = [member for member in members if _is_object(member)]
        if objects:
            return self._object(objects)
        # an open enum is a text: Azure takes values that the SDK does not list
        plain = [member for member in members if not (len(members) > 1 and _is_enum(member))]
        if len(plain) != 1:
            return "any"
        return self._plain_type(plain[0])

    def _plain_type(self, member: Any) -> str:
        origin, arguments = typing.get_origin(member), typing.get_args(member)
        if origin in (collections.abc.Sequence, list):
            return f"[{self.type_of(arguments[0])}]"
        if origin in (collections.abc.Mapping, dict):
            return f"{{{self.type_of(arguments[1])}}}"
        if _is_enum(member):
            return _plain_of(member)
        return _PLAIN[member]

    def _object(self, members: list[type]) -> str:
        """One type, or for a union the type of what any of its members takes."""
        name = "+".join(sorted(_type_name(member) for member in members))
        if name not in self.types:
            self.types[name] = {}
            self.types[name] = _union([self._fields(member) for member in members])
        return name


def _union(members: list[dict[str, Field]]) -> dict[str, Field]:
    """Fields of any member; required where all require it; of any type where they differ."""
    if len(members) == 1:
        return members[0]
    found: dict[str, Field] = {}
    for name in sorted({name for member in members for name in member}):
        fields = [member[name] for member in members if name in member]
        kinds = {field["type"] for field in fields}
        field: Field = {"type": kinds.pop() if len(kinds) == 1 else "any"}
        if len(fields) == len(members) and all(item.get("required") for item in fields):
            field["required"] = True
        if all("enum" in item for item in fields):
            field["enum"] = sorted({value for item in fields for value in item["enum"]})
        found[name] = field
    return found


def provider_inputs(provider: type) -> dict[str, Field]:
    """The settings of the provider."""
    arguments = getattr(sys.modules[provider.__module__], f"{provider.__name__}Args")
    return Sdk()._fields(arguments)


def output_fields(hint: Any) -> dict[str, Any] | None:
    """The fields of an output's object type, None where it is none."""
    member = _only(hint)
    return dict(_hints(member)) if _is_object(member) else None


def item_of(hint: Any, kind: type) -> Any:
    """What a list (`collections.abc.Sequence`) or a map holds; None where the hint is something else."""
    member = _only(hint)
    origin, arguments = typing.get_origin(member), typing.get_args(member)
    return arguments[-1] if origin is kind else None


def scalar_of(hint: Any) -> str:
    """`str`, `int`, `number` or `bool`; "" for what is none of them."""
    members = [member for member in _members(hint) if not _is_enum(member)] or [str]
    return _PLAIN.get(members[0], "") if len(members) == 1 and members[0] is not Any else ""


def _hints(owner: type) -> Iterator[tuple[str, Any]]:
    """(Pulumi name, type) of each property."""
    scope = vars(sys.modules[owner.__module__])
    for value in vars(owner).values():
        name = getattr(value.fget, "_pulumi_name", None) if isinstance(value, property) else None
        if name is not None and value.fget is not None:
            local = {"Output": pulumi.Output, "T": type(None)}
            yield name, typing.get_type_hints(value.fget, scope, local)["return"]


def _members(hint: Any) -> list[Any]:
    """What the hint may be, without the wrappers of an input or output and without None."""
    origin = typing.get_origin(hint)
    if origin is typing.Union or origin is types.UnionType:
        found: list[Any] = []
        for argument in typing.get_args(hint):
            found += [member for member in _members(argument) if member not in found]
        return found
    if origin is pulumi.Output:
        return _members(typing.get_args(hint)[0])
    if hint is type(None) or origin is collections.abc.Awaitable:
        return []
    return [hint]


def _only(hint: Any) -> Any:
    members = [member for member in _members(hint) if not _is_typed_dict(member)]
    return members[0] if len(members) == 1 else None


def _is_enum(member: Any) -> bool:
    return isinstance(member, type) and issubclass(member, enum.Enum)


def _is_typed_dict(member: Any) -> bool:
    return typing.is_typeddict(member)


def _is_object(member: Any) -> bool:
    return isinstance(member, type) and (
        hasattr(member, "_pulumi_input_type") or hasattr(member, "_pulumi_output_type")
    )


def _plain_of(member: type) -> str:
    return next(_PLAIN[base] for base in member.__mro__ if base in _PLAIN and base is not object)


def _type_name(member: type) -> str:
    """`storage.Sku` for `pulumi_azure_native.storage._inputs.SkuArgs`."""
    return f"{member.__module__.split('.')[1]}.{member.__name__.removesuffix('Args')}"


def _required(arguments: type) -> set[str]:
    names = _pulumi_names(arguments)
    parameters = inspect.signature(vars(arguments)["__init__"]).parameters
    return {
        names[name]
        for name, parameter in parameters.items()
        if name in names and parameter.default is inspect.Parameter.empty
    }


def _constants(arguments: type) -> dict[str, str]:
    """Discriminators: what the class itself sets, whatever is given."""
    names = _pulumi_names(arguments)
    return {names[name]: value for name, value in _CONSTANT.findall(inspect.getsource(vars(arguments)["__init__"]))}


def _pulumi_names(arguments: type) -> dict[str, str]:
    """Python's name -> Pulumi's name."""
    found = {}
    for getter, value in vars(arguments).items():
        name = getattr(value.fget, "_pulumi_name", None) if isinstance(value, property) else None
        if name is not None:
            found[getter] = name
    return found
