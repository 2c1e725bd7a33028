"""Every class of the installed SDKs, and the inputs that each has."""

from __future__ import annotations

import json
import re
import sys
import typing
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pulumi import _types

from tests.components import sdk

SCHEMAS = Path(__file__).parents[3] / "providers" / "schemas"
COMPACT = ("cloudtemple", "numspot", "outscale")
INSTALLED = {
    "aws": "pulumi_aws",
    "azure-native": "pulumi_azure_native",
    "openstack": "pulumi_openstack",
    "ovh": "pulumi_ovh",
    "random": "pulumi_random",
    "scaleway": "pulumiverse_scaleway",
}
# what the classes of all generated SDKs call first: super(Bucket, __self__).__init__('aws:s3/bucket:Bucket', ...)
_COMPACT_TOKEN = re.compile(r'^    _token = "([^"]+)"', re.MULTILINE)
_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*['\"]([^'\"]+)['\"]")


@cache
def tokens(package: str) -> frozenset[str]:
    """The resources of a package. Providers are no resources."""
    if package in COMPACT:
        return frozenset(resource["token"] for resource in schema(package)["resources"].values())
    spec = find_spec(INSTALLED[package])
    assert spec is not None and spec.origin is not None, package
    files = Path(spec.origin).parent.rglob("*.py")
    found = {token for file in files for token in _TOKEN.findall(file.read_text(encoding="utf-8"))}
    return frozenset(token for token in found if token.count(":") == 2)


def made_in(file: Path) -> set[str]:
    """Tokens of the resources that a file of a compact SDK makes."""
    return set(_COMPACT_TOKEN.findall(file.read_text(encoding="utf-8")))


@cache
def schema(package: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads((SCHEMAS / f"{package}.json").read_text(encoding="utf-8"))
    return read


@cache
def _resources(package: str) -> Mapping[str, Any]:
    return {resource["token"]: resource["inputs"] for resource in schema(package)["resources"].values()}


def has(token: str, path: str) -> bool:
    """Does the class have an input at this path (`rules[].ranges[]`)?"""
    package = token.partition(":")[0]
    steps = [step.removesuffix("[]") for step in path.split(".")]
    return _in_schema(package, token, steps) if package in COMPACT else _in_sdk(token, steps)


def _in_schema(package: str, token: str, steps: list[str]) -> bool:
    properties = _resources(package)[token]
    for step in steps:
        if properties is None or step not in properties:
            return False
        kind = properties[step]["type"]
        properties = schema(package)["types"].get(kind.strip("[]{}"))
        if kind.startswith("{"):
            return True  # keys of a mapping are not declared
        if properties is not None:
            properties = properties.get("properties", properties)
    return True


def _in_sdk(token: str, steps: list[str]) -> bool:
    with warnings.catch_warnings():
        # the SDKs warn of their own old names while they are imported
        warnings.simplefilter("ignore", DeprecationWarning)
        classes = [_arguments(token)]
    for step in steps:
        types = [(found, cls) for cls in classes for found in _types_of(cls, step)]
        if not types:
            return False
        classes = [inner for found, cls in types for inner in _inner(found, vars(sys.modules[cls.__module__]))]
        if not classes:
            return True  # a plain value, or a mapping whose keys are not declared
    return True


def _arguments(token: str) -> type:
    if token.startswith("random:"):
        found: type = getattr(import_module(INSTALLED["random"]), f"{token.rpartition(':')[2]}Args")
        return found
    return sdk.arguments(token)


def _types_of(cls: type, name: str) -> Iterator[Any]:
    for python, spelled in _types.input_type_py_to_pulumi_names(cls).items():
        if spelled == name:
            yield getattr(cls, python).fget.__annotations__["return"]


def _inner(found: Any, names: Mapping[str, Any]) -> Iterator[type]:
    """The classes of inputs inside a type. Texts are looked up here: typing shares what it once resolved between
    modules, and modules have nested types of the same name."""
    if isinstance(found, str):
        found = names.get(found, found)
    if isinstance(found, typing.ForwardRef):
        found = names.get(found.__forward_arg__)
    if isinstance(found, type) and _types.is_input_type(found):
        yield found
    for part in typing.get_args(found):
        yield from _inner(part, names)
