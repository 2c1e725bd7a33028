"""Terraform's azurerm resources as the classes of the legacy, by the table `plan/azurerm.yaml`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import yaml

from plan.offline.tables import ROOT
from plan.terraform_fields import loose
from plan.values import UNKNOWN, Secret

PACKAGE: Final = "azurerm"
_FILE: Final = ROOT / "plan" / "azurerm.yaml"
_REPLICATED: Final = "replication"
_IMPLIED: Final = "implied"
"""What the presence of a block says by itself."""


@cache
def _types() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["types"]
    return found


def token_of(terraform_type: str) -> str:
    """The class of a type; `azurerm:unknown:<type>` where the table has none."""
    row = _types().get(terraform_type)
    return str(row["token"]) if row else f"{PACKAGE}:unknown:{terraform_type}"


def inputs(terraform_type: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of the class; a field without counterpart stays one, as `azurerm:<field>`."""
    row = _types().get(terraform_type)
    if row is None:
        return loose(values)
    found = _Inputs()
    for path, value in (row.get("always") or {}).items():
        found.put(path, value)
    found.add(row["fields"], values, "")
    return _with_sku(found.values)


def input_of(terraform_type: str, field: str) -> str:
    """The input that a field fills, or the first of several that a block does: its outermost name."""
    spec: Any = ((_types().get(terraform_type) or {}).get("fields") or {}).get(field)
    while isinstance(spec, Mapping):
        spec = spec.get("to") or next((path for name, path in spec.get("once", {}).items() if name != _IMPLIED), None)
    return str(spec).partition("|")[0].strip().partition(".")[0] if spec else f"{PACKAGE}:{field}"


class _Inputs:
    """Collects values under dotted paths."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def put(self, path: str, value: Any) -> None:
        *above, last = path.split(".")
        place = self.values
        for part in above:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                # an unknown whole has no parts
                return
        if isinstance(place.get(last), dict) and isinstance(value, dict):
            place[last].update(value)
        else:
            place[last] = value

    def add(self, fields: Mapping[str, Any], values: Any, prefix: str) -> None:
        for name, value in values.items():
            if value is None or value in ([], {}):
                continue
            spec = fields.get(name)
            if spec is None:
                if name not in {"id", "timeouts"}:
                    self.values[f"{PACKAGE}:{prefix}{name}"] = value
            elif isinstance(spec, str):
                self._one(spec, value)
            elif "once" in spec:
                self._block(spec["once"], value, f"{prefix}{name}.")
            else:
                self.put(spec["to"], _members(spec, value, self.values.get(spec["to"])))

    def _one(self, spec: str, value: Any) -> None:
        path, _, word = (part.strip() for part in spec.partition("|"))
        self.put(path, _changed(word, value))

    def _block(self, fields: Mapping[str, Any], value: Any, prefix: str) -> None:
        value = value.value if isinstance(value, Secret) else value
        block = value[0] if isinstance(value, list) and value else value
        if isinstance(block, Mapping) or block is UNKNOWN:
            for path, implied in (fields.get(_IMPLIED) or {}).items():
                self.put(path, implied)
        if isinstance(block, Mapping):
            self.add(fields, block, prefix)
        elif block is UNKNOWN:
            for name, spec in fields.items():
                if name != _IMPLIED:
                    self._one(spec, UNKNOWN)


def _members(spec: Mapping[str, Any], value: Any, before: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [*(before if isinstance(before, list) else ()), *(_member(spec, item) for item in value)]


def _member(spec: Mapping[str, Any], item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    found = _Inputs()
    for path, fixed in (spec.get("always") or {}).items():
        found.put(path, fixed)
    found.add(spec["each"], item, "")
    return found.values


def _with_sku(found: dict[str, Any]) -> dict[str, Any]:
    """A storage account's `sku.name`, which azurerm gives in two halves."""
    sku = found.get("sku")
    if isinstance(sku, dict) and _REPLICATED in sku:
        tier, kind = sku.pop("tier", None), sku.pop(_REPLICATED)
        sku["name"] = f"{tier}_{kind}" if isinstance(tier, str) and isinstance(kind, str) else UNKNOWN
    return found


def _changed(word: str, value: Any) -> Any:
    """What `word` makes of a value. Secrets stay secret, unknowns unknown."""
    if isinstance(value, Secret):
        return Secret(_changed(word, value.value)) if word != "secret" else value
    if word == "secret":
        return Secret(value)
    if value is UNKNOWN or not word:
        return value
    if word in _WORDS:
        return _WORDS[word](value)
    # the name of a field: a list of texts becomes one of objects
    return [{word: item} for item in value] if isinstance(value, list) else value


def _enabled(value: Any) -> Any:
    return {True: "Enabled", False: "Disabled"}.get(value, value) if isinstance(value, bool) else value


def _last(value: Any) -> Any:
    return value.rpartition("/")[2] if isinstance(value, str) else value


def _text(value: Any) -> Any:
    plain = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return ", ".join(value) if plain else UNKNOWN if isinstance(value, list) else value


def _identity(value: Any) -> Any:
    return value.replace(" ", "") if isinstance(value, str) else value


def _access(value: Any) -> Any:
    return {"private": "None", "blob": "Blob", "container": "Container"}.get(value, value)


def _key(value: Any) -> Any:
    """The parts of a key's address: vault, name, version."""
    if not isinstance(value, str) or "/keys/" not in value:
        return value
    vault, _, rest = value.partition("/keys/")
    name, _, version = rest.partition("/")
    return {"keyVaultUri": vault, "keyName": name, **({"keyVersion": version} if version else {})}


def _seconds(value: Any) -> Any:
    """A date as seconds since 1970, as the SDK has it; what is no date stays as it is."""
    try:
        return int(datetime.datetime.fromisoformat(str(value)).timestamp())
    except ValueError:
        return value


def _gigabytes(value: Any) -> Any:
    return value // 1024 if isinstance(value, int) and value % 1024 == 0 else value


_WORDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "access": _access,
    "enabled": _enabled,
    "gigabytes": _gigabytes,
    "identity": _identity,
    "key": _key,
    "last": _last,
    "list": lambda value: [value],
    "not": lambda value: not value if isinstance(value, bool) else value,
    "seconds": _seconds,
    "small-enabled": lambda value: str(_enabled(value)).lower(),
    "text": _text,
}
