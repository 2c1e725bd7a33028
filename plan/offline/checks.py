"""Inputs held against the form of their kind."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from plan.offline import formats
from plan.offline.shapes import Bounds, Field, Kind, Shape
from plan.values import MASKED_SECRET, UNKNOWN, WITHHELD, Archive, Asset, ResourceRef, Secret

_LONGEST: Final = 80
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][\w$-]*\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """One property that cannot be right."""

    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"`{self.path}`: found {self.found}; expected {self.expected}"


def faults(kind: Kind, inputs: Mapping[str, Any]) -> list[Fault]:
    """Everything wrong with the inputs of one resource; values of secret properties are never shown."""
    return list(_object(kind.inputs, inputs, "", kind.token, False))


def _object(
    fields: Mapping[str, Field], values: Mapping[str, Any], path: str, owner: str, secret: bool
) -> Iterator[Fault]:
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            # `__defaults` and the like are notes of the engine's own bridge
            if not name.startswith("__"):
                settable = [known for known, field in fields.items() if not field.readonly]
                yield _unknown_name(settable, joined(path, name), name, owner)
        elif value is not None:
            yield from _property(field, value, joined(path, name), secret or field.secret)
    given = {name for name, value in values.items() if value is not None}
    for field in fields.values():
        if field.required or field.exactly_one or field.at_least_one or field.conflicts or field.needs:
            yield from _presence(field, given, path)


def unknown_names(known: Iterable[str], given: Iterable[str], owner: str) -> list[Fault]:
    """One fault for each given name that is not among the known ones."""
    names = sorted(known)
    return [
        _unknown_name(names, name, name, owner) for name in given if name not in names and not name.startswith("__")
    ]


def _unknown_name(known: Sequence[str], path: str, name: str, owner: str) -> Fault:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"`{near[0]}`" if near else "one of the properties that the table knows"
    return Fault(path, "a property that the kind does not have", f"{hint} ({owner})")


def _presence(field: Field, given: set[str], path: str) -> Iterator[Fault]:
    name = joined(path, field.name)
    if field.required and not field.readonly and field.name not in given:
        yield Fault(name, "nothing", f"{field.shape} (required)")
    if field.exactly_one or field.at_least_one:
        yield from _choice(field, given, name)
    if field.name not in given:
        return
    for other in field.conflicts:
        if other in given:
            yield Fault(name, f"it beside `{joined(path, other)}`", "one of the two only")
    for other in field.needs:
        if other not in given:
            yield Fault(name, f"it without `{joined(path, other)}`", "both or none")


def _choice(field: Field, given: set[str], name: str) -> Iterator[Fault]:
    group = {field.name, *(field.exactly_one or field.at_least_one)}
    # reported once, at the first of the group
    if field.name != min(group):
        return
    count = len(group & given)
    if count == 0 or (field.exactly_one and count > 1):
        shown = ", ".join(f"`{other}`" for other in sorted(group))
        yield Fault(
            name, f"{count or 'none'} of them", f"{'exactly' if field.exactly_one else 'at least'} one of {shown}"
        )


def _property(field: Field, value: Any, path: str, secret: bool) -> Iterator[Fault]:
    while isinstance(value, Secret):
        value, secret = value.value, True
    if value is UNKNOWN or value is None or value == WITHHELD:
        return
    if field.readonly:
        yield Fault(path, "a value", "none: only the cloud sets it")
        return
    yield from _typed(field.shape, value, path, secret)
    if isinstance(value, str | int | float) or field.format:
        yield from _limited(field, value, path, secret)


def _typed(shape: Shape, value: Any, path: str, secret: bool) -> Iterator[Fault]:
    while isinstance(value, Secret):
        value, secret = value.value, True
    if value is UNKNOWN or value is None or value == WITHHELD or shape.kind == "any":
        return
    if not _fits(shape.kind, value):
        yield Fault(path, _shown(value, secret), str(shape))
    elif shape.kind == "list":
        assert shape.item is not None
        for index, item in enumerate(value):
            yield from _typed(shape.item, item, f"{path}[{index}]", secret)
    elif shape.kind == "map":
        assert shape.item is not None
        for key, item in value.items():
            yield from _typed(shape.item, item, joined(path, key), secret)
    elif shape.kind == "object":
        yield from _object(shape.fields, value, path, shape.name, secret)


def _fits(kind: str, value: Any) -> bool:
    if kind == "str":
        return isinstance(value, str | Asset | Archive | ResourceRef)
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, list) if kind == "list" else isinstance(value, dict)


def _limited(field: Field, value: Any, path: str, secret: bool) -> Iterator[Fault]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield from _formatted(field, item, f"{path}[{index}]", secret)
        return
    if field.enum and _word(value) not in field.enum:
        yield Fault(path, _shown(value, secret), f"one of {', '.join(sorted(field.enum))}")
    if field.bounds is not None and not _within(field.bounds, value):
        yield Fault(path, _shown(value, secret), _span(field.bounds))
    yield from _formatted(field, value, path, secret)


def _formatted(field: Field, value: Any, path: str, secret: bool) -> Iterator[Fault]:
    if field.format and (expected := formats.wrong(field.format, value)):
        yield Fault(path, _shown(value, secret), expected)


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _within(bounds: Bounds, value: Any) -> bool:
    if isinstance(value, bool) or isinstance(value, str) != bounds.length:
        return True
    size = len(value) if bounds.length else value
    return (bounds.low is None or size >= bounds.low) and (bounds.high is None or size <= bounds.high)


def _span(bounds: Bounds) -> str:
    low = f"{bounds.low:g}" if bounds.low is not None else ""
    high = f"{bounds.high:g}" if bounds.high is not None else ""
    span = f"{low} to {high}" if low and high else (f"at least {low}" if low else f"at most {high}")
    return f"a text of {span} characters" if bounds.length else span


def _shown(value: Any, secret: bool) -> str:
    if secret:
        return MASKED_SECRET
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = (
        json.dumps(value, ensure_ascii=False) if isinstance(value, str | int | float | bool) else type(value).__name__
    )
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def joined(path: str, key: str) -> str:
    """The path of a property below another one, as the engine writes it."""
    if not _is_plain(key):
        return f"{path}[{json.dumps(key)}]"
    return f"{path}.{key}" if path else key


@lru_cache(maxsize=4096)
def _is_plain(key: str) -> bool:
    return _PLAIN_KEY.match(key) is not None
