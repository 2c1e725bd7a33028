"""What Terraform says of a resource in three parallel trees (value, unknown, sensitive), as one tree of plan values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plan.values import UNKNOWN, Secret


def fields(values: Mapping[str, Any], unknown: Any, sensitive: Any) -> dict[str, Any]:
    """The fields of a resource with UNKNOWN where they are known only after apply, and Secret where they are sensitive.

    A resource that is sensitive as a whole still has its fields: each of them is a secret.
    """
    marks = unknown if isinstance(unknown, Mapping) else {}
    names = [*values, *(name for name in marks if name not in values)]
    known = {name: _with_unknown(values.get(name), marks.get(name)) for name in names}
    return {
        name: _hidden(value, True if sensitive is True else _mark(sensitive, name)) for name, value in known.items()
    }


def _mark(sensitive: Any, name: str) -> Any:
    return sensitive.get(name) if isinstance(sensitive, Mapping) else None


def _with_unknown(value: Any, unknown: Any) -> Any:
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, Mapping):
        known = value if isinstance(value, Mapping) else {}
        keys = [*known, *(key for key in unknown if key not in known)]
        found = {key: _with_unknown(known.get(key), unknown.get(key)) for key in keys}
        return found if isinstance(value, Mapping) or any(item is not None for item in found.values()) else value
    if isinstance(unknown, list) and isinstance(value, list | None):
        known_items = value or []
        count = max(len(known_items), len(unknown))
        pairs = ((_at(known_items, index), _at(unknown, index)) for index in range(count))
        return [_with_unknown(item, mark) for item, mark in pairs] if count else value
    return value


def _at(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else None


def _hidden(value: Any, sensitive: Any) -> Any:
    if sensitive is True:
        return value if value is None else Secret(value)
    if isinstance(sensitive, Mapping) and isinstance(value, Mapping):
        return {key: _hidden(item, sensitive.get(key)) for key, item in value.items()}
    if isinstance(sensitive, list) and isinstance(value, list):
        return [_hidden(item, _at(sensitive, index)) for index, item in enumerate(value)]
    return value
