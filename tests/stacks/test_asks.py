"""Every ask of every spec: where each cloud honours it, or which gap says that it does not. A new field needs a row.

The tables (`tests/components/<cloud>/asks.py`) are read by people too: a field of a spec, and what becomes of it there.
The tests hold them against the specs (no field without a row), the facts (a missing capability really is one) and the
plans (an input named there really carries what was asked). The table of a move is held against both sides of each
cutover: the roles that only a move has, and those that a cloud builds in a way of its own there.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import yaml

from components import moves, relays
from components.contract import roles
from components.contract.capability import CATALOGUE
from components.contract.role import Role, Spec
from components.contract.roles import relay
from components.contract.roles.relay import CrossingSpec, RelaySpec
from components.contract.words import Cloud, Size
from components.documents import Surroundings
from facts import load
from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret, unknowns
from stacks.catalogue import FOLDER, cutovers
from stacks.intents import intent_of
from tests.components.asks import Asks, Input, Lacks, Said
from tests.estates import CLOUDS, LEGACY

Plans = Mapping[str, tuple[LayerPlan, ...]]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTQmfounrcFlIyLdxx1CG+z8I6Cf5B+iq3Bhnc8PU58"


@dataclass(frozen=True)
class Stand:
    """Where a table counts: an estate, or one side of a cutover (`side`), by the name under which it is planned."""

    name: str
    cloud: Cloud
    asks: Asks
    side: str | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.side}" if self.side else self.name


def _table(cloud: Cloud, name: str) -> Asks:
    found: Asks = getattr(importlib.import_module(f"tests.components.{cloud.value}.asks"), name)
    return found


def _sides(move: str) -> Iterator[Stand]:
    target = CLOUDS[move.removeprefix("cutover-")]
    yield Stand(move, target, _table(target, "MOVE"), "target")
    by_bgp = bool(moves.gateway(target).tunnels)
    yield Stand(move, CLOUDS[LEGACY], _table(CLOUDS[LEGACY], "MOVE_BY_BGP" if by_bgp else "MOVE"), "legacy")


ESTATES = tuple(Stand(name, cloud, _table(cloud, "ASKS")) for name, cloud in CLOUDS.items())
SIDES = tuple(side for move in cutovers() for side in _sides(move))


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
SPECS: dict[str, type[Spec]] = {
    spec.__name__: spec for kind in ROLES.values() for base in kind.__orig_bases__ for spec in get_args(base)[:1]
}
OF_ESTATES = sorted(name for name, spec in SPECS.items() if spec.__module__ != relay.__name__)


def _asks(spec: type[Spec]) -> Iterator[tuple[str, ...]]:
    """The ways to answer for each field: by its own name, or by the names of its parts' fields."""
    hints = get_type_hints(spec)
    for field in dataclasses.fields(spec):
        part = next((item for item in get_args(hints[field.name]) if dataclasses.is_dataclass(item)), None)
        yield (field.name,)
        if part is not None:
            yield tuple(f"{field.name}.{inner.name}" for inner in dataclasses.fields(part))


def _built_apart(cloud: Cloud) -> set[str]:
    """The specs for whose roles the cloud has a builder of the move's own."""
    builders = importlib.import_module(f"components.{cloud.value}.relay").BUILDERS
    names = {name: getattr(ROLES[name], "BUILDER", next(iter(spec.ESSENTIAL), "")) for name, spec in SPECS.items()}
    return {name for name, builder in names.items() if builder in builders}


@pytest.mark.parametrize("side", SIDES, ids=str)
def test_the_table_of_a_move_holds_what_is_built_there_in_a_way_of_its_own(side: Stand) -> None:
    assert set(side.asks) == {CrossingSpec.__name__, *_built_apart(side.cloud)}


@pytest.mark.parametrize(
    ("stand", "name"),
    [(stand, name) for stand in ESTATES for name in OF_ESTATES]
    + [(side, name) for side in SIDES for name in side.asks],
    ids=str,
)
def test_every_field_of_a_spec_has_a_row_and_every_row_a_field(stand: Stand, name: str, plans: Plans) -> None:
    offered = load.capabilities(stand.cloud.value)
    made = _made(plans, stand, name)
    if made and all(_is_blocked(role, offered) for _, role in made):
        assert name not in stand.asks, "the role is a gap: nothing becomes of what is asked"
        return
    assert made or stand.side is None, f"no {name} in {stand}"
    rows = set(stand.asks.get(name, {}))
    answered: set[str] = set()
    missing = []
    for ways in _by_field(SPECS[name]).values():
        complete = [way for way in ways if set(way) <= rows]
        if complete:
            answered |= set(complete[-1])
        else:
            missing.append(ways[0][0])
    where = f"tests/components/{stand.cloud}/asks.py"
    assert not missing, f"{name}: say in {where} where it is honoured, or add a feature whose gap says it is not"
    assert rows == answered


def _by_field(spec: type[Spec]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for way in _asks(spec):
        found.setdefault(way[0].partition(".")[0], []).append(way)
    return found


CASES = [
    (stand, spec, field) for stand in (*ESTATES, *SIDES) for spec, fields in stand.asks.items() for field in fields
]


@pytest.mark.parametrize(("stand", "spec", "field"), CASES, ids=str)
def test_a_cloud_honours_the_ask_or_a_gap_says_that_it_does_not(
    stand: Stand, spec: str, field: str, plans: Plans
) -> None:
    offered = load.capabilities(stand.cloud.value)
    answers = stand.asks[spec][field]
    made = _made(plans, stand, spec)
    for answer in answers if isinstance(answers, tuple) else (answers,):
        if isinstance(answer, Input):
            _carried(answer, spec, field, made)
        elif isinstance(answer, Lacks):
            assert answer.capability in CATALOGUE
            assert not offered[answer.capability].level.built
            _gap_where_asked(answer.capability, spec)
        elif isinstance(answer, Said):
            assert offered[answer.capability].level.built
            assert answer.words in offered[answer.capability].note


# The document of a relay holds secrets that are known after apply, and is unknown as a whole in every plan.
ASKED_OF_A_RELAY = RelaySpec(
    size=Size.SMALL,
    disk_gb=100,
    zone=1,
    address="10.65.240.10",
    bastion_cidr="10.64.9.0/24",
    proxy_address="10.64.9.10",
    operators=("platform-operator-7",),
    time_servers=("10.64.9.20",),
    names={"account.blob.example": "10.17.240.10", "server.database.example": "10.17.240.40"},
    until=date(2027, 6, 30),
)


@pytest.mark.parametrize("side", [side for side in SIDES if side.side == "target"], ids=str)
def test_the_document_of_a_relay_holds_what_the_table_says(side: Stand) -> None:
    rows, asked = side.asks[RelaySpec.__name__], ASKED_OF_A_RELAY.inputs()
    around = Surroundings("hdh-move-relay-1", intent_of(FOLDER / f"{side.cloud}.yaml").plan)
    made = relays.document(ASKED_OF_A_RELAY, around, KEY, relays.plain("/dev/disk"), ())
    text = json.dumps(yaml.safe_load(made))
    fields = [field for field, answer in rows.items() if answer == rows["names"]]
    assert {"bastion_cidr", "names", "operators", "proxy_address", "time_servers"} == set(fields)
    for field in fields:
        values = (*_values(asked, field), *_names(asked, RelaySpec.__name__, field))
        assert values
        assert not [value for value in values if value not in text], field


def _gap_where_asked(capability: str, spec: str) -> None:
    """That some value of the spec asks for it; `test_capabilities` holds that each such ask is a gap."""
    assert f'"{capability}"' in inspect.getsource(SPECS[spec].features), f"{spec} never asks for {capability}"


Made = list[tuple[LayerPlan, PlannedResource]]


def _made(plans: Plans, stand: Stand, spec: str) -> Made:
    """The roles of a spec where the table counts."""
    kind = ROLES[spec].__name__
    return [
        (layer, resource)
        for layer in plans[stand.name]
        for resource in layer.resources
        if resource.role_kind == kind and (stand.side is None or _side(layer, resource) == stand.side)
    ]


def _side(layer: LayerPlan, role: PlannedResource) -> str:
    """The side of a move to which a role belongs: itself, or a child of it."""
    found = {item.urn: item.inputs["spec"]["side"] for item in layer.resources if item.role_kind == "Crossing"}
    return str(found.get(role.urn) or found[role.parent])


def _is_blocked(role: PlannedResource, offered: Mapping[str, Any]) -> bool:
    """Whether an essential capability is among the role's gaps: one that is the role itself, or a bastion's mode."""
    kind = role.role_kind.lower()
    gaps = [gap["capability"] for gap in role.inputs["gaps"]]
    mode = role.inputs["spec"].get("mode")
    essential = {name for name in CATALOGUE if name.replace("-", "") == kind} | {f"bastion.{mode}"}
    return any(name in essential and not offered[name].level.built for name in gaps)


def _carried(answer: Input, spec: str, field: str, made: Made) -> None:
    """In every role that asks: the resource is below it, and its input holds all that was asked."""
    asked = checked = 0
    for layer, role in made:
        asks = (*_values(role.inputs["spec"], field), *_names(role.inputs["spec"], spec, field))
        values = [value for value in asks if value not in (None, "", False)]
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


def _names(data: Mapping[str, Any], spec: str, field: str) -> tuple[str, ...]:
    """What a field that is a mapping by itself has on its left."""
    hint = get_type_hints(SPECS[spec]).get(field)
    return tuple(data[field]) if get_origin(hint) is Mapping else ()


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
