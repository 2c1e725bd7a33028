"""The tables of a package: read, merged and looked up. `tables/README.md` is their format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from facts.errors import BadInput, Place
from plan.offline.kinds import Rules, kind_from
from plan.offline.shapes import Kind

ROOT: Final = Path(__file__).resolve().parents[2]
FACTS: Final = ROOT / "providers" / "schemas"
TABLES: Final = ROOT / "plan" / "offline" / "tables"
RULES: Final = ROOT / "plan" / "offline" / "rules"

PARAMETERIZED: Final = "terraform-provider"
SERVED: Final = ("aws", "azure-native", "openstack", "ovh", "random", "scaleway", PARAMETERIZED)
"""Names of plugins as the engine asks for them; one serves every package generated from a Terraform provider."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Package:
    """What is known of one package. Kinds are made when they are first looked up."""

    def __init__(self, name: str, facts: Path = FACTS, tables: Path = TABLES, rules: Path = RULES) -> None:
        """Raises BadInput for a table that is no table."""
        self.name = name
        self._paths = (facts / f"{name}.json", tables / f"{name}.json", rules / f"{name}.yaml")
        found, added, noted = _json(self._paths[0]), _json(self._paths[1]), _yaml(self._paths[2])
        self.known = bool(found or added)
        self.version: str = added.get("version") or found.get("version") or ""
        self.types: dict[str, Any] = _merged(found.get("types", {}), added.get("types", {}))
        self.config: dict[str, Any] = {**found.get("provider", {}), **added.get("config", {})}
        self.functions: dict[str, Any] = _by_token(found.get("functions", {}), added.get("functions", {}))
        self._resources = _by_token(found.get("resources", {}), added.get("resources", {}))
        self._aliases = {**found.get("deprecated_aliases", {}), **added.get("deprecated_aliases", {})}
        self._rules = Rules(noted, added.get("constants", {}))
        self._kinds: dict[str, Kind | None] = {}

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of all kinds, sorted."""
        return tuple(sorted(self._resources))

    def kind(self, token: str) -> Kind | None:
        """The kind with a token, None where no table knows it."""
        if token not in self._kinds:
            self._kinds[token] = self._made(token)
        return self._kinds[token]

    def raw(self, token: str) -> Mapping[str, Any]:
        """What the tables say of a kind, as it was read; nothing where none knows it."""
        found: Mapping[str, Any] = self._resources.get(token, {})
        return found

    @property
    def aliases(self) -> Mapping[str, str]:
        """Older tokens -> the one that took their place."""
        return self._aliases

    def _made(self, token: str) -> Kind | None:
        raw = self._resources.get(token) or self._resources.get(self._aliases.get(token, ""))
        return kind_from(token, raw, self.types, self._rules) if raw else None

    @property
    def rules(self) -> Mapping[str, Mapping[str, Any]]:
        """The rules by token, as they were written."""
        return self._rules.resources

    @property
    def where(self) -> str:
        """The file that a person extends, for messages."""
        return f"plan/offline/tables/{self.name}.json or plan/offline/rules/{self.name}.yaml"


@cache
def package(name: str) -> Package:
    """The package of a token's first part, read once."""
    return Package(name)


def package_of(token: str, find: Callable[[str], Package] = package) -> Package:
    """The package that a token belongs to."""
    return find(token.split(":", 1)[0])


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        read = json.loads(path.read_bytes())
    except ValueError as error:
        raise _no_table(path, f"it is no JSON: {error}") from None
    return _object(path, read)


def _yaml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        read = yaml.load(path.read_bytes(), Loader=_Loader)
    except yaml.YAMLError as error:
        raise _no_table(path, f"it is no YAML: {error}") from None
    return _object(path, read or {})


def _object(path: Path, read: Any) -> dict[str, Any]:
    if not isinstance(read, dict):
        raise _no_table(path, f"it holds a {type(read).__name__}")
    return read


def _no_table(path: Path, found: str) -> BadInput:
    return BadInput(
        found,
        place=Place(path, None, None, ""),
        expected="a table of the offline providers, as plan/offline/tables/README.md describes it",
        action="restore the file from git, or make it anew with tools/offline_tables.py",
    )


def _by_token(*sources: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for source in sources:
        for entry in source.values():
            token = entry["token"]
            merged[token] = _merged_entry(merged[token], entry) if token in merged else entry
    return merged


def _merged_entry(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **old,
        **new,
        "inputs": _merged(old.get("inputs", {}), new.get("inputs", {})),
        "outputs": _merged(old.get("outputs", {}), new.get("outputs", {})),
    }


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for name, value in new.items():
        before = merged.get(name)
        merged[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return merged
