"""Which resource the configuration of another one names, through variables and outputs of modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN

_INDEX: Final = re.compile(r"\[(?:\"(?:[^\"\\]|\\.)*\"|[^\]]*)\]")
_DEEPEST: Final = 100
Found = Mapping[str, tuple[str, ...]]


class Configuration:
    """The `configuration` of a plan. Addresses in it stand for all instances of a `count` or `for_each`."""

    def __init__(self, configuration: Any) -> None:
        root = _object(_object(configuration).get("root_module"))
        self.modules = dict(_modules(root, ""))
        self._resources = {
            f"{path}{_text(row, 'address')}": (path, row)
            for path, module in self.modules.items()
            for row in _rows(module.get("resources"))
        }
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._resources)

    def row(self, address: str) -> Mapping[str, Any] | None:
        """The configuration of a resource by the address of an instance, None where there is none."""
        found = self._resources.get(without_index(address))
        return found[1] if found else None

    def needed(self, address: str) -> Found:
        """Field -> addresses (without index) of the resources that its value is made of."""
        found = self._resources.get(without_index(address))
        if found is None:
            return {}
        path, row = found
        expressions = _object(row.get("expressions"))
        needed = {key: self._resolved(path, _references(value)) for key, value in expressions.items()}
        return {key: tuple(sorted(names)) for key, names in needed.items() if names}

    def _resolved(self, path: str, references: Iterable[str]) -> set[str]:
        return {name for reference in references for name in self._targets(path, reference, 0)}

    def _targets(self, path: str, reference: str, depth: int) -> frozenset[str]:
        key = (path, reference)
        if key not in self._known:
            # what refers to itself refers to nothing else
            self._known[key] = frozenset()
            self._known[key] = frozenset(self._looked_up(path, reference, depth)) if depth < _DEEPEST else frozenset()
        return self._known[key]

    def _looked_up(self, path: str, reference: str, depth: int) -> Iterator[str]:
        first, *rest = without_index(reference).split(".")
        if first == "var" and rest and path:
            above, call = _call(self.modules, path)
            for name in _references(_object(call.get("expressions")).get(rest[0])):
                yield from self._targets(above, name, depth + 1)
        elif first == "module" and len(rest) >= 2:
            below = f"{path}module.{rest[0]}."
            outputs = _object(self.modules.get(below, {}).get("outputs"))
            for name in _references(_object(outputs.get(rest[1])).get("expression")):
                yield from self._targets(below, name, depth + 1)
        elif rest:
            address = f"{path}{first}.{rest[0]}"
            if address in self._resources:
                yield address


def modules_from_elsewhere(configuration: Any) -> Iterator[str]:
    """Names of the modules that are no folder beside the caller. Where they come from can hold a password."""
    for _, module in _modules(_object(_object(configuration).get("root_module")), ""):
        for name, call in _object(module.get("module_calls")).items():
            if not _text(_object(call), "source").startswith(("./", "../")):
                yield name


def constants(expression: Any) -> Any:
    """What the configuration says where a plan has no values: what is made of references is UNKNOWN."""
    if isinstance(expression, list):
        return [constants(item) for item in expression]
    if not isinstance(expression, dict):
        return expression
    if "constant_value" in expression:
        return expression["constant_value"]
    return UNKNOWN if "references" in expression else {key: constants(item) for key, item in expression.items()}


def without_index(address: str) -> str:
    """`module.a["x"].t.n[0]`: `module.a.t.n`."""
    return _INDEX.sub("", address)


def _modules(module: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield path, module
    for name, call in _object(module.get("module_calls")).items():
        yield from _modules(_object(_object(call).get("module")), f"{path}module.{name}.")


def _call(modules: Mapping[str, Mapping[str, Any]], path: str) -> tuple[str, Mapping[str, Any]]:
    """The module above and the call of it that makes the module at `path`."""
    above, _, name = path.removesuffix(".").rpartition("module.")
    return above, _object(_object(modules.get(above, {}).get("module_calls")).get(name))


def _references(value: Any) -> Iterator[str]:
    """All `references` of an expression, in blocks of any depth."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, Mapping):
            found = item.get("references")
            if isinstance(found, list):
                yield from (name for name in found if isinstance(name, str))
            waiting += [inner for key, inner in item.items() if key not in ("references", "constant_value")]


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (row for row in value if isinstance(row, Mapping)) if isinstance(value, list) else ()


def _text(row: Mapping[str, Any], key: str) -> str:
    found = row.get(key)
    return found if isinstance(found, str) else ""
