"""Rules held against the tables: a rule for a property that does not exist would silently decide nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.offline import formats
from plan.offline.shapes import Field, Kind, Shape
from plan.offline.tables import Package
from plan.values import Secret

_VALUES: Final = ("format", "value", "enum", "alike", "echo")
_PARTS: Final = ("replace", "inplace", "computed", "secret", "plain", "absent", *_VALUES)
_KNOWN: Final = frozenset({*_PARTS, "id", "source", "output"})


def rule_faults(package: Package) -> list[str]:
    """Every rule of a package that names nothing: an unknown kind, property, format or word."""
    return [f"{package.name}: {fault}" for token, rule in package.rules.items() for fault in _of(package, token, rule)]


def _of(package: Package, token: str, rule: Mapping[str, Any]) -> Iterator[str]:
    kind = package.kind(token)
    if kind is None:
        yield f"{token} is no kind of the tables"
        return
    for word in sorted(set(rule) - _KNOWN):
        yield f"{token}: `{word}` is no word of a rule"
    for part in _PARTS:
        for path in rule.get(part) or ():
            if not _is_there(kind, path):
                yield f"{token}: {part} names `{path}`, which no table knows"
    for path, name in (rule.get("format") or {}).items():
        if name not in formats.KNOWN:
            yield f"{token}: `{name}` of `{path}` is no format"


def _is_there(kind: Kind, path: str) -> bool:
    return any(_below(fields, path.split(".")) for fields in (kind.inputs, kind.outputs))


def _below(fields: Mapping[str, Field], path: list[str]) -> bool:
    field = fields.get(path[0])
    if field is None:
        return False
    return len(path) == 1 or _below(_innermost(field.shape).fields, path[1:])


def _innermost(shape: Shape) -> Shape:
    while shape.item is not None:
        shape = shape.item
    return shape


def undecided(kind: Kind, inputs: Mapping[str, Any]) -> list[str]:
    """Paths of the given properties of which no table says whether a change replaces."""
    return sorted(set(_undecided(kind.inputs, inputs, "")))


def _undecided(fields: Mapping[str, Field], values: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for name, value in values.items():
        field = fields.get(name)
        if field is None or value is None:
            continue
        if field.replace_unknown:
            yield prefix + name
        # what replaces as a whole decides for everything inside
        if not field.replace:
            yield from _inside(field.shape, value, f"{prefix}{name}.")


def _inside(shape: Shape, value: Any, prefix: str) -> Iterator[str]:
    while isinstance(value, Secret):
        value = value.value
    if isinstance(value, list) and shape.item is not None:
        for item in value:
            yield from _inside(shape.item, item, prefix)
    elif isinstance(value, dict) and shape.kind == "map" and shape.item is not None:
        for item in value.values():
            yield from _inside(shape.item, item, prefix)
    elif isinstance(value, dict):
        yield from _undecided(shape.fields, value, prefix)
