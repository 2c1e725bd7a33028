"""The plain values of a plan as lines in which secrets are searched. Pure.

A value that is marked as a secret is where it belongs and never leaves this process. What is searched for is a secret
that nobody marked: in any text of an input, in user-data too, base64 opened.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypedDict

from plan.model import LayerPlan, Operation
from plan.values import UNKNOWN, Asset, Secret

_BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]{16,}={0,2}\s*\Z")
_PROGRAMS: Final = frozenset({"userdata", "customdata", "cloudinit", "vendordata"})
"""Inputs, without case and underscores, that hold a program for a machine, often in base64."""

SHORTEST: Final = 8
"""Characters. No search tells a shorter secret from a word."""

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][\w$-]*\Z")


class ScanLine(TypedDict):
    """One line that is searched. `line` is its number in a value of several lines, 0 for a value of one."""

    urn: str
    name: str
    stack: str
    layer: str
    path: str
    line: int
    text: str


class _Leaf(NamedTuple):
    path: str
    key: str
    text: str


def lines(plans: Iterable[LayerPlan]) -> Iterator[ScanLine]:
    """Every plain text of every input of what is at a cloud, its providers included."""
    for plan in plans:
        for resource in plan.resources:
            if resource.operation is Operation.DELETE or not (resource.is_cloud or resource.is_provider):
                continue
            for leaf in _leaves(resource.inputs, "", ""):
                for number, text in _lines(leaf):
                    yield {
                        "urn": resource.urn,
                        "name": resource.name,
                        "stack": plan.stack,
                        "layer": plan.layer,
                        "path": leaf.path,
                        "line": number,
                        "text": text,
                    }


def _lines(leaf: _Leaf) -> Iterator[tuple[int, str]]:
    text = _opened(leaf) or leaf.text
    parts = text.splitlines()
    if len(parts) < 2:
        # as a setting of a file, so that a telling name counts
        yield 0, f"{leaf.key}: {json.dumps(text, ensure_ascii=False)}"
        return
    yield from enumerate(parts, 1)


def _opened(leaf: _Leaf) -> str:
    """The text behind base64 in an input that holds a program; "" where there is none."""
    if leaf.key.lower().replace("_", "") not in _PROGRAMS or not _BASE64.match(leaf.text):
        return ""
    try:
        return base64.b64decode(leaf.text, validate=False).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _leaves(value: Any, path: str, key: str) -> Iterator[_Leaf]:
    if value is UNKNOWN or isinstance(value, Secret):
        return
    if isinstance(value, str):
        if len(value) >= SHORTEST:
            yield _Leaf(path, key, value)
    elif isinstance(value, Asset):
        if value.kind == "text":
            yield _Leaf(path, key, value.value)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(item, _joined(path, str(name)), str(name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]", key)


def _joined(path: str, key: str) -> str:
    if not _PLAIN_KEY.match(key):
        return f"{path}[{json.dumps(key, ensure_ascii=False)}]"
    return f"{path}.{key}" if path else key
