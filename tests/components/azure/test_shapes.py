"""Every input is one that the SDK knows, of a type that it declares; a value of a closed list is on the list."""

from __future__ import annotations

import enum
import typing
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from importlib import import_module
from types import UnionType
from typing import Any

import pulumi

from plan.model import UNKNOWN, PlannedResource
from plan.values import Secret
from tests.components import sdk
from tests.components.view import View

# Open lists hold examples only; these values are real and newer than the list.
NEWER = {"Standard_D4s_v5", "Standard_D8s_v5", "Standard_D16s_v5"}
# What `pulumi/_types.py` gives to hints as well.
_NAMES = {"Output": pulumi.Output, "T": type(None)}


def test_every_input_fits_what_the_sdk_declares(estate: View) -> None:
    assert not [fault for item in estate.cloud for fault in faults(item)]


def faults(item: PlannedResource) -> Iterator[tuple[str, str]]:
    hints = declared(sdk.arguments(item.type))
    for key, value in item.inputs.items():
        yield from misfits(value, hints.get(key), f"{item.type}.{key}")


def misfits(value: Any, hint: Any, path: str) -> Iterator[tuple[str, str]]:
    value = value.value if isinstance(value, Secret) else value
    kinds = list(members(hint))
    if value is UNKNOWN or Any in kinds:
        return
    if isinstance(value, Mapping):
        yield from _misfits_of_object(value, kinds, path)
    elif isinstance(value, list | tuple):
        parts = [typing.get_args(kind)[0] for kind in kinds if typing.get_origin(kind) is Sequence]
        if not parts:
            yield path, "a list"
        for item in value if parts else ():
            yield from misfits(item, parts[0], f"{path}[]")
    elif not _fits(value, kinds):
        yield path, repr(value)


def _misfits_of_object(value: Mapping[str, Any], kinds: list[Any], path: str) -> Iterator[tuple[str, str]]:
    objects = [declared(kind) for kind in kinds if isinstance(kind, type) and declared(kind)]
    maps = [typing.get_args(kind)[1] for kind in kinds if typing.get_origin(kind) is Mapping]
    chosen = next((hints for hints in objects if set(value) <= set(hints)), None)
    if chosen is None and not maps:
        yield path, f"one of the keys {sorted(value)}"
        return
    for key, item in value.items():
        yield from misfits(item, chosen[key] if chosen else maps[0], f"{path}.{key}")


def _fits(value: Any, kinds: list[Any]) -> bool:
    lists = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, enum.Enum)]
    if lists:
        return value in NEWER or any(value == item.value for kind in lists for item in kind)
    if isinstance(value, float) and value.is_integer() and int in kinds:
        return True
    return type(value) in kinds or (isinstance(value, int) and float in kinds)


def members(hint: Any) -> Iterator[Any]:
    """The kinds that a hint allows, without what only wraps them."""
    if typing.get_origin(hint) in (typing.Union, UnionType, Awaitable, pulumi.Output):
        for part in typing.get_args(hint):
            yield from members(part)
    else:
        yield hint


def declared(kind: type) -> dict[str, Any]:
    """Wire name -> hint, of the inputs of an arguments class."""
    found = {}
    for base in kind.__mro__:
        for item in vars(base).values():
            name = getattr(getattr(item, "fget", None), "_pulumi_name", None)
            if name:
                names = vars(import_module(base.__module__))
                found[name] = typing.get_type_hints(item.fget, globalns=names, localns=_NAMES)["return"]
    return found
