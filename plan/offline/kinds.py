"""From the rows of the tables to the form of a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from plan.offline.shapes import SCALARS, Bounds, Field, Kind, Shape

_RANGE: Final = re.compile(
    r"^(?P<what>length|size)?(?:at(?P<end>Least|Most)|between)(?:Validator)?:(?P<numbers>[-\d.,]+)$", re.IGNORECASE
)
_SPAN: Final = re.compile(r"^(?P<low>-?\d*)\.\.(?P<high>-?\d*)$")
_VALIDATED: Final = {
    "validation.IsUUID": "uuid",
    "validation.IsIPv4Address": "ipv4",
    "validation.IsIPAddress": "ip",
    "validation.IsMACAddress": "mac",
    "validatorstring.cidrValidator": "cidr",
    "validatorstring.ipValidator": "ip",
}
"""Validators in the providers' own code whose meaning is a format."""

_MARKS: Final = ("inplace", "computed", "secret", "plain", "absent")
_VALUES: Final = ("replace", "format", "value", "echo", "output", "enum")


class Rules:
    """What people wrote down beside the schemas: per token, by path."""

    def __init__(self, noted: Mapping[str, Any], constants: Mapping[str, str]) -> None:
        self.resources: Mapping[str, Mapping[str, Any]] = noted.get("resources") or {}
        self.constants = {**constants, **(noted.get("constants") or {})}
        self.ids: tuple[Mapping[str, str], ...] = tuple(noted.get("ids") or ({"id": "{uuid}"},))

    def of(self, token: str) -> Mapping[str, Any]:
        """The rules of one kind."""
        return self.resources.get(token, {})


class _Maker:
    """Makes the fields of one kind; rules may single out a field at any depth."""

    def __init__(self, types: Mapping[str, Mapping[str, Any]], rules: Mapping[str, Any]) -> None:
        self._types = types
        self._rules = rules
        self._ruled = {path for part in (*_MARKS, *_VALUES) for path in rules.get(part) or ()}

    def fields(self, rows: Mapping[str, Any], prefix: str = "") -> dict[str, Field]:
        snake = {_snake(name): name for name in rows} | {
            row["tf"]: name for name, row in rows.items() if isinstance(row, dict) and "tf" in row
        }
        return {
            name: self._field(name, row if isinstance(row, dict) else {"type": row}, prefix + name, snake)
            for name, row in rows.items()
        }

    def _field(self, name: str, row: Mapping[str, Any], path: str, siblings: Mapping[str, str]) -> Field:
        replaces, reason = self._replaces(row, path)
        return Field(
            name=name,
            shape=self._shape(row["type"], path),
            required=bool(row.get("required")),
            secret=(bool(row.get("secret")) or self._marked("secret", path)) and not self._marked("plain", path),
            replace=replaces,
            replace_if_given=row.get("replaceMode") == "ifConfigured",
            replace_unknown=bool(row.get("replaceUnknown")) and not self._decided(path),
            reason=reason,
            enum=frozenset(str(value) for value in row.get("enum") or (self._rules.get("enum") or {}).get(path, ())),
            bounds=_bounds(row.get("range")),
            conflicts=_named(row, "conflictsWith", siblings),
            needs=_named(row, "requiredWith", siblings),
            exactly_one=_named(row, "exactlyOneOf", siblings),
            at_least_one=_named(row, "atLeastOneOf", siblings),
            readonly=bool(row.get("readonly")),
            computed=bool(row.get("computed")) or self._marked("computed", path),
            writeonly=bool(row.get("writeonly")),
            autoname=bool(row.get("autoname")),
            absent=bool(row.get("absent")) or self._marked("absent", path),
            format=self._value("format", path) or row.get("format") or _validated(row),
            value=self._template(row, path),
            echo=self._value("echo", path) or row.get("echo", ""),
            alike=frozenset((self._rules.get("alike") or {}).get(path, ())),
        )

    def _replaces(self, row: Mapping[str, Any], path: str) -> tuple[bool, str]:
        reasons = self._rules.get("replace") or {}
        if path in reasons:
            return True, str(reasons[path])
        return bool(row.get("replace")) and not self._marked("inplace", path), str(row.get("reason", ""))

    def _decided(self, path: str) -> bool:
        return path in (self._rules.get("replace") or {}) or self._marked("inplace", path)

    def _marked(self, mark: str, path: str) -> bool:
        return path in (self._rules.get(mark) or ())

    def _value(self, name: str, path: str) -> str:
        found = (self._rules.get(name) or {}).get(path, "")
        return str(found)

    def _template(self, row: Mapping[str, Any], path: str) -> str | None:
        ruled = self._rules.get("value") or {}
        if path in ruled:
            return str(ruled[path])
        # What a provider takes where the program gives nothing; an empty list or map says nothing.
        default = row.get("default")
        literal = str(default) if default not in (None, "{}", "[]") else None
        return row.get("value") or literal

    def _shape(self, text: str, path: str) -> Shape:
        if text[0] == "[":
            return Shape("list", item=self._shape(text[1:-1], path))
        if text[0] == "{":
            return Shape("map", item=self._shape(text[1:-1], path))
        if text in SCALARS:
            return Shape(text)
        if text not in self._types:
            return Shape("any", name=text)
        return Shape("object", name=text, load=lambda: self.fields(self._types[text], f"{path}."))


def kind_from(token: str, raw: Mapping[str, Any], types: Mapping[str, Any], rules: Rules) -> Kind:
    """The kind of one resource's row."""
    own = rules.of(token)
    make = _Maker(types, own)
    inputs = make.fields(raw.get("inputs") or {})
    extra = {path: kind for path, kind in (own.get("output") or {}).items()}
    outputs = make.fields({**(raw.get("outputs") or {}), **extra})
    computed = {name for name, field in inputs.items() if field.computed}
    return Kind(
        token=token,
        inputs=inputs,
        outputs=outputs,
        always=tuple(
            name
            for name in sorted({*(raw.get("always") or ()), *computed} - set(outputs))
            if name in inputs and not inputs[name].absent
        ),
        id=own.get("id") or raw.get("id") or _default_id(rules, inputs),
        constants=rules.constants,
        has_secrets=any(field.secret for field in inputs.values()),
        autonamed=tuple(name for name, field in inputs.items() if field.autoname),
    )


def _default_id(rules: Rules, inputs: Mapping[str, Field]) -> str:
    return next((rule["id"] for rule in rules.ids if "has" not in rule or rule["has"] in inputs), "{uuid}")


def _validated(row: Mapping[str, Any]) -> str:
    return next((_VALIDATED[name] for name in row.get("validators") or () if name in _VALIDATED), "")


def _named(row: Mapping[str, Any], key: str, siblings: Mapping[str, str]) -> tuple[str, ...]:
    # A path such as `interval.0.hours` names a field beside this one by its last part.
    names = (str(path).rsplit(".", 1)[-1] for path in row.get(key) or ())
    return tuple(siblings.get(name, name) for name in names if siblings.get(name, name) in siblings.values())


def _bounds(text: str | None) -> Bounds | None:
    if not text:
        return None
    if span := _SPAN.match(text):
        return Bounds(_number(span["low"]), _number(span["high"]))
    found = _RANGE.match(text.rstrip(":"))
    if found is None or (found["what"] or "").lower() == "size":
        return None
    numbers = [_number(part) for part in found["numbers"].split(",")]
    low = None if (found["end"] or "").lower() == "most" else numbers[0]
    high = None if (found["end"] or "").lower() == "least" else numbers[-1]
    return Bounds(low, high, length=bool(found["what"]))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
