"""What changed between two sets of inputs, property by property, and which change replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from plan.offline.checks import joined
from plan.offline.shapes import Field, Kind, Shape
from plan.values import WITHHELD


class Change(StrEnum):
    """How a property changed; the engine's words."""

    ADD = "ADD"
    DELETE = "DELETE"
    UPDATE = "UPDATE"


@dataclass(frozen=True, slots=True)
class Difference:
    """One property that changed."""

    path: str
    change: Change
    replaces: bool
    undecided: bool
    """No table says whether a change replaces."""
    reason: str = ""
    old: Any = None
    new: Any = None
    secret: bool = False
    """A table marks it, or something above it, as secret: its values are never shown."""

    @property
    def top(self) -> str:
        """The name of the property of the resource that holds it."""
        return self.path.split(".", 1)[0].split("[", 1)[0]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the fields above a value say of a change in it."""

    replaces: bool = False
    undecided: bool = False
    reason: str = ""
    secret: bool = False

    def under(self, field: Field | None, new: Any) -> _Rule:
        if field is None:
            return self
        replaces = field.replace and not (field.replace_if_given and new is None)
        return _Rule(
            self.replaces or replaces,
            self.undecided or field.replace_unknown,
            (field.reason if replaces else "") or self.reason,
            self.secret or field.secret,
        )

    def beside(self, other: _Rule) -> _Rule:
        return _Rule(
            self.replaces or other.replaces,
            self.undecided or other.undecided,
            self.reason or other.reason,
            self.secret or other.secret,
        )


def differences(
    kind: Kind | None, old: Mapping[str, Any], new: Mapping[str, Any], ignored: Sequence[str] = ()
) -> list[Difference]:
    """All differences of plain values (see `codec.bare`), in the order of their names.

    An unknown new value differs from every known one. Notes of the engine's bridge (`__defaults`) never count.
    """
    fields = kind.inputs if kind else {}
    return [found for found in _object(fields, old, new, "", _Rule()) if not _is_ignored(found.path, ignored)]


def _object(
    fields: Mapping[str, Field], old: Mapping[str, Any], new: Mapping[str, Any], path: str, rule: _Rule
) -> Iterator[Difference]:
    if old == new:
        return
    for name in sorted({*old, *new}):
        field = fields.get(name)
        if name.startswith("__") or (field is not None and field.writeonly):
            continue
        before, after = old.get(name), new.get(name)
        if before != after and not (field is not None and field.are_alike(before, after)):
            shape = field.shape if field else None
            yield from _value(shape, before, after, joined(path, name), rule.under(field, after))


def _value(shape: Shape | None, old: Any, new: Any, path: str, rule: _Rule) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _object(_fields(shape), old, new, path, rule)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list(shape.item if shape else None, old, new, path, rule)
    elif old not in (new, WITHHELD):
        change = Change.ADD if old is None else Change.DELETE if new is None else Change.UPDATE
        if change is not Change.UPDATE:
            rule = rule.beside(_below(shape, old if new is None else new))
        yield Difference(path, change, rule.replaces, rule.undecided, rule.reason, old, new, rule.secret)


def _fields(shape: Shape | None) -> Mapping[str, Field]:
    return shape.fields if shape is not None else {}


def _list(item: Shape | None, old: list[Any], new: list[Any], path: str, rule: _Rule) -> Iterator[Difference]:
    for index in range(max(len(old), len(new))):
        before = old[index] if index < len(old) else None
        after = new[index] if index < len(new) else None
        if before != after:
            yield from _value(item, before, after, f"{path}[{index}]", rule)


def _below(shape: Shape | None, value: Any) -> _Rule:
    """What fields inside a value say that comes or goes as a whole."""
    rule = _Rule()
    if shape is None:
        return rule
    if isinstance(value, dict):
        parts = [(shape.fields.get(name), shape.item, item) for name, item in value.items()]
    elif isinstance(value, list):
        parts = [(None, shape.item, item) for item in value]
    else:
        return rule
    for field, item_shape, item in parts:
        rule = rule.under(field, item).beside(_below(field.shape if field else item_shape, item))
    return rule


def _is_ignored(path: str, ignored: Sequence[str]) -> bool:
    return any(path == name or path.startswith((f"{name}.", f"{name}[")) or name == "*" for name in ignored)
