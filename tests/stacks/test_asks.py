"""Every ask of every spec: where each cloud honours it, or which gap says that it does not. A new field needs a row.

The tables (`tests/components/<cloud>/asks.py`) are read by people too: a field of a spec, and what becomes of it there.
The tests hold them against the specs (no field without a row), the facts (a missing capability really is one) and the
plans (an input named there really carries what was asked).
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

import pytest

from components.contract import roles
from components.contract.capability import CATALOGUE
from components.contract.role import Role, Spec
from components.contract.roles import relay
from components.contract.words import Cloud
from facts import load
from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret, unknowns
from tests.components.asks import Asks, Input, Lacks, Said
from tests.estates import CLOUDS

Plans = Mapping[str, tuple[LayerPlan, ...]]
ESTATES = {cloud: estate for estate, cloud in CLOUDS.items()}
ASKS: Mapping[Cloud, Asks] = {
    cloud: importlib.import_module(f"tests.components.{cloud.value}.asks").ASKS for cloud in ESTATES
}


def _role_types() -> dict[str, type[Any]]:
    """Name of a spec -> its role."""
    for module in pkgutil.iter_modules(roles.__path__):
        importlib.import_module(f"{roles.__name__}.{module.name}")
    found: dict[str, type[Any]] = {}
    waiting = list(Role.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        for base in getattr(kind, "__orig_bases__", ()):
            for argument in get_args(base):
                if isinstance(argument, type) and issubclass(argument, Spec):
                    found[argument.__name__] = kind
    return found


ROLES = _role_types()
# the roles of the move stand in estates of their own, see tests/stacks/cutover
SPECS: dict[str, type[Spec]] = {
    spec.__name__: spec
    for kind in ROLES.values()
    for base in kind.__orig_bases__
    for spec in get_args(base)[:1]
    if spec.__module__ != relay.__name__
}


def _asks(spec: type[Spec]) -> Iterator[tuple[str, ...]]:
    """The ways to answer for each field: by its own name, or by the names of its parts' fields."""
    hints = get_type_hints(spec)
    for field in dataclasses.fields(spec):
        part = next((item for item in get_args(hints[field.name]) if dataclasses.is_dataclass(item)), None)
        yield (field.name,)
        if part is not None:
            yield tuple(f"{field.name}.{inner.name}" for inner in dataclasses.fields(part))


@pytest.mark.parametrize("cloud", ESTATES)
@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_field_of_a_spec_has_a_row_and_every_row_a_field(name: str, cloud: Cloud, plans: Plans) -> None:
    offered = load.capabilities(cloud.value)
    made = list(_roles(plans[ESTATES[cloud]], ROLES[name].__name__))
    if made and all(_is_blocked(role, offered) for _, role in made):
        assert name not in ASKS[cloud], "the role is a gap: nothing becomes of what is asked"
        return
    rows = set(ASKS[cloud].get(name, {}))
    answered: set[str] = set()
    missing = []
    for ways in _by_field(SPECS[name]).values():
        complete = [way for way in ways if set(way) <= rows]
        if complete:
            answered |= set(complete[-1])
        else:
            missing.append(ways[0][0])
    where = f"tests/components/{cloud}/asks.py"
    assert not missing, f"{name}: say in {where} where it is honoured, or add a feature whose gap says it is not"
    assert rows == answered


def _by_field(spec: type[Spec]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for way in _asks(spec):
        found.setdefault(way[0].partition(".")[0], []).append(way)
    return found


CASES = [(cloud, spec, field) for cloud, asks in ASKS.items() for spec, fields in asks.items() for field in fields]


@pytest.mark.parametrize(("cloud", "spec", "field"), CASES)
def test_a_cloud_honours_the_ask_or_a_gap_says_that_it_does_not(
    cloud: Cloud, spec: str, field: str, plans: Plans
) -> None:
    offered = load.capabilities(cloud.value)
    answers = ASKS[cloud][spec][field]
    made = list(_roles(plans[ESTATES[cloud]], ROLES[spec].__name__))
    for answer in answers if isinstance(answers, tuple) else (answers,):
        if isinstance(answer, Input):
            _carried(answer, field, made)
        elif isinstance(answer, Lacks):
            assert answer.capability in CATALOGUE
            assert not offered[answer.capability].level.built
            _gap_where_asked(answer.capability, spec)
        elif isinstance(answer, Said):
            assert offered[answer.capability].level.built
            assert answer.words in offered[answer.capability].note


def _gap_where_asked(capability: str, spec: str) -> None:
    """That some value of the spec asks for it; `test_capabilities` holds that each such ask is a gap."""
    assert f'"{capability}"' in inspect.getsource(SPECS[spec].features), f"{spec} never asks for {capability}"


def _roles(layers: tuple[LayerPlan, ...], kind: str) -> Iterator[tuple[LayerPlan, PlannedResource]]:
    for layer in layers:
        for resource in layer.resources:
            if resource.role_kind == kind:
                yield layer, resource


def _is_blocked(role: PlannedResource, offered: Mapping[str, Any]) -> bool:
    """Whether an essential capability is among the role's gaps: one that is the role itself, or a bastion's mode."""
    kind = role.role_kind.lower()
    gaps = [gap["capability"] for gap in role.inputs["gaps"]]
    mode = role.inputs["spec"].get("mode")
    essential = {name for name in CATALOGUE if name.replace("-", "") == kind} | {f"bastion.{mode}"}
    return any(name in essential and not offered[name].level.built for name in gaps)


def _carried(answer: Input, field: str, made: list[tuple[LayerPlan, PlannedResource]]) -> None:
    """In every role that asks: the resource is below it, and its input holds all that was asked."""
    asked = checked = 0
    for layer, role in made:
        values = [value for value in _values(role.inputs["spec"], field) if value not in (None, "", False)]
        if not values:
            continue
        asked += 1
        found = [
            answer.read(_plain(_at(resource.inputs, answer.path))) for resource in _below(layer, role, answer.kind)
        ]
        if not found:
            continue
        checked += 1
        assert any(item is not None for item in found), f"{answer.kind} has no {answer.path}"
        if any(item is UNKNOWN or unknowns(item) for item in found):
            continue
        text = json.dumps([_plain(item) for item in found], default=str).lower()
        missing = [value for value in values if answer.shown(value).lower() not in text]
        assert not missing, f"{role.name}: {answer.kind} {answer.path} does not hold {missing}"
    assert checked or not asked, f"no {answer.kind} below any role"


def _below(layer: LayerPlan, role: PlannedResource, kind: str) -> Iterator[PlannedResource]:
    parents = {role.urn}
    for resource in layer.resources:
        if resource.parent in parents:
            if resource.type.startswith("bastide:"):
                continue
            parents.add(resource.urn)
            if resource.type.endswith(kind):
                yield resource


def _values(data: Any, path: str) -> list[Any]:
    """Every scalar under a dotted path, lists and mappings opened."""
    if isinstance(data, list | tuple):
        return [value for item in data for value in _values(item, path)]
    if isinstance(data, Mapping):
        if not path:
            return [value for item in data.values() for value in _values(item, "")]
        head, _, tail = path.partition(".")
        return _values(data.get(head), tail)
    return [data]


def _at(inputs: Any, path: str) -> Any:
    for part in path.split(".") if path else ():
        inputs = inputs.value if isinstance(inputs, Secret) else inputs
        inputs = inputs.get(part) if isinstance(inputs, Mapping) else None
    return inputs


def _plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return _plain(value.value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
