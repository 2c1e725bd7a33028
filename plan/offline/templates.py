"""Texts with `{...}` parts, filled from inputs, the provider's settings and the seed of a resource."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from plan.offline.formats import Seed
from plan.values import UNKNOWN

_PART: Final = re.compile(r"\{([^{}]*)\}")
_HEX: Final = 8


@dataclass(frozen=True, slots=True)
class Ground:
    """What a template may be filled from."""

    seed: Seed
    inputs: Mapping[str, Any]
    config: Mapping[str, Any] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    output: Callable[[str], Any] = lambda name: None
    id: str = ""


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    # pairs of fixed text and the alternatives of the part that follows it (none at the end)
    parts, at = [], 0
    for found in _PART.finditer(template):
        parts.append((template[at : found.start()], tuple(found[1].split("|"))))
        at = found.end()
    return (*parts, (template[at:], ()))


def rendered(template: str, ground: Ground) -> str | None:
    """The text, or None where a part has no value (an unknown or absent input)."""
    text = ""
    for fixed, alternatives in _parts(template):
        text += fixed
        if alternatives:
            value = next(
                (found for found in (_value(name, ground) for name in alternatives) if found is not None), None
            )
            if value is None:
                return None
            text += value
    return text


def _value(name: str, ground: Ground) -> str | None:
    if name.startswith("'"):
        return name.strip("'")
    if name.startswith("$"):
        return ground.constants.get(name[1:])
    head, _, rest = name.partition(":")
    if head in _SEEDED:
        return _SEEDED[head](ground.seed, rest.split(":") if rest else [])
    if head == "output":
        return _text(ground.output(rest))
    if name == "id" and ground.id:
        return ground.id
    return _found(name, ground)


def _found(name: str, ground: Ground) -> str | None:
    source: Any = ground.inputs
    path = name.split(".")
    if path[0] == "config":
        source, path = ground.config, path[1:]
    last = path[-1] in ("last", "first", "lower")
    value = _at(source, path[:-1] if last else path)
    text = _text(value)
    if text is None or not last:
        return text
    if path[-1] == "lower":
        return text.lower()
    return text.rsplit("/", 1)[-1] if path[-1] == "last" else text.split("/", 1)[0]


def _at(value: Any, path: list[str]) -> Any:
    for key in path:
        if isinstance(value, list):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _text(value: Any) -> str | None:
    if value is None or value is UNKNOWN or isinstance(value, Mapping | list):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


_SEEDED: Final[dict[str, Callable[[Seed, list[str]], str]]] = {
    "uuid": lambda seed, args: seed.uuid(":".join(args) or "id"),
    "hex": lambda seed, args: seed.hex(int(args[0]) if args else _HEX, ":".join(args[1:]) or "hex"),
    "number": lambda seed, args: str(seed.number(int(args[0]), int(args[1]), ":".join(args[2:]) or "number")),
}
