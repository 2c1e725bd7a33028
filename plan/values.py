"""Values of inputs and outputs: plain JSON-like Python plus markers for what JSON cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, final

MASKED_SECRET: Final = "[secret]"
MASKED_UNKNOWN: Final = "[unknown]"
WITHHELD: Final = "YmFzdGlkZTogYSBzZWNyZXQgb2YgdGhlIHN0YXRlLi4="
"""Stands in a state for a secret that only its owner can open; offline providers take it for any value.

Long enough for a password, and 32 bytes in base64, as programs expect of seeds (`bastide: a secret of the state..`).
"""

_PLAIN_KEY = re.compile(r"[A-Za-z_$][\w$-]*\Z")


@final
class Unknown:
    """A value that is known only after apply. There is one instance, `UNKNOWN`: compare with `is`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return MASKED_UNKNOWN

    def __bool__(self) -> NoReturn:
        # `if inputs["public"]` on an unknown value would fail open, so it raises (a rule that raises fails).
        raise TypeError("an unknown value is neither true nor false: test `value is UNKNOWN` first")

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@final
class Secret:
    """A secret value. Neither `repr`, `str`, `format`, `json` nor a failing assertion ever shows it.

    Not a dataclass: pytest, rich and `dataclasses.asdict` would look into its fields.
    """

    __slots__ = ("_value",)
    _value: Any

    def __init__(self, value: Any) -> None:
        object.__setattr__(self, "_value", value)

    @property
    def value(self) -> Any:
        """The value in clear text. Whoever reads it must not let it reach a report, log or exception."""
        return self._value

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("a Secret cannot be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and bool(self._value == other._value)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return MASKED_SECRET

    def __reduce__(self) -> tuple[type[Secret], tuple[Any]]:
        return Secret, (self._value,)


@dataclass(frozen=True, slots=True)
class ResourceRef:
    """A resource passed as a value."""

    urn: str
    id: Any = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A file given as a value. `kind` is `text`, `path` or `uri`."""

    kind: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Archive:
    """A set of files given as a value. `kind` is `assets` (name -> Asset or Archive), `path` or `uri`."""

    kind: str
    value: Any = field(repr=False)


def revealed(value: Any) -> Any:
    """The value without its outermost secret markers: for code that must look at it, never for a report."""
    while isinstance(value, Secret):
        value = value.value
    return value


def masked(value: Any) -> Any:
    """A JSON-ready copy in which no secret is readable and unknown values stand as `[unknown]`.

    Raises TypeError for a value that no plan can hold.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Secret):
        return MASKED_SECRET
    if value is UNKNOWN:
        return MASKED_UNKNOWN
    if isinstance(value, Mapping):
        return {str(key): masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    return _masked_object(value)


def _masked_object(value: Any) -> Any:
    if isinstance(value, ResourceRef):
        return {"resource": value.urn}
    if isinstance(value, Asset):
        return {"asset": {value.kind: value.value}}
    if isinstance(value, Archive):
        return {"archive": {value.kind: masked(value.value)}}
    raise TypeError(f"a plan cannot hold a value of type {type(value).__name__}")


def unknowns(inputs: Any) -> tuple[str, ...]:
    """Property paths (`rules[0].port`, `tags["a.b"]`) of all unknown values, secret ones too."""
    return tuple(_unknown_paths(inputs, ""))


def _unknown_paths(value: Any, path: str) -> Iterator[str]:
    value = revealed(value)
    if value is UNKNOWN:
        yield path
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _unknown_paths(item, _joined(path, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _unknown_paths(item, f"{path}[{index}]")


def _joined(path: str, key: str) -> str:
    if not _PLAIN_KEY.match(key):
        quoted = key.replace("\\", "\\\\").replace('"', '\\"')
        return f'{path}["{quoted}"]'
    return f"{path}.{key}" if path else key
