"""What differs between the inputs of a state and those of the program, by property path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from plan.model import Change, Diff
from plan.values import UNKNOWN, Secret

_STEP: Final = re.compile(r'\.?(?P<key>[\w$-]+)|\[(?P<index>\d+)\]|\["(?P<quoted>(?:[^"\\]|\\.)*)"\]')
_REPLACES: Final = "-replace"


def from_engine(step: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> Diff:
    """The diff of a step as its provider gave it. `old` and `new` are the inputs on both sides."""
    detailed: Mapping[str, Any] = step.get("detailedDiff") or {}
    reasons = tuple(step.get("replaceReasons") or ())
    changes = [_change(path, str(entry.get("kind", "update")), old, new) for path, entry in detailed.items()]
    if not changes:
        wanted = set(step.get("diffReasons") or ())
        changes = [change for change in compared(old, new) if not wanted or _first(change.path) in wanted]
    return Diff(tuple(sorted(changes, key=lambda change: change.path)), reasons)


def _change(path: str, kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    before, after = value_at(old, path), value_at(new, path)
    return Change(path, kind.removesuffix(_REPLACES), before, after, kind.endswith(_REPLACES))


def compared(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """Every place where two values differ. A hidden secret differs from another one in nothing that is shown."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new}):
            yield from _member(old, new, key, f"{path}.{key}" if path else str(key))
    elif _is_list(old) and _is_list(new):
        for index in range(max(len(old), len(new))):
            yield from _member(dict(enumerate(old)), dict(enumerate(new)), index, f"{path}[{index}]")
    elif not _same(old, new):
        yield Change(path, "update", old, new)


def _member(old: Mapping[Any, Any], new: Mapping[Any, Any], key: Any, path: str) -> Iterator[Change]:
    if key not in new:
        yield Change(path, "delete", old[key], None)
    elif key not in old:
        yield Change(path, "add", None, new[key])
    else:
        yield from compared(old[key], new[key], path)


def _same(old: Any, new: Any) -> bool:
    if old is UNKNOWN or new is UNKNOWN or isinstance(old, Secret) or isinstance(new, Secret):
        return type(old) is type(new)
    return bool(old == new)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def value_at(values: Any, path: str) -> Any:
    """The value at a property path, None where there is none."""
    for step in _STEP.finditer(path):
        if isinstance(values, Mapping):
            key = step["key"] if step["key"] is not None else step["quoted"]
            values = values.get(key)
        elif _is_list(values) and step["index"] is not None and int(step["index"]) < len(values):
            values = values[int(step["index"])]
        else:
            return values if isinstance(values, Secret) else None
    return values


def _first(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]
