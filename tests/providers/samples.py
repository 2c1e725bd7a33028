"""Values for every input of a resource: as a program writes them, and as they must arrive at the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plan.values import Secret
from tests.providers.facts import Fact, fields_of, is_secret, snake

_SCALARS: Mapping[str, Any] = {"str": "text", "int": 3, "number": 4.0, "bool": True}
PLANTED = "planted-"


@dataclass
class Sample:
    """What to give, what must arrive, and which secrets were planted."""

    given: dict[str, Any] = field(default_factory=dict)
    arrived: dict[str, Any] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)


def sample(fact: Fact, inputs: Mapping[str, Any] | None = None) -> Sample:
    """A value for every input, a secret of its own for each secret one."""
    made = Sample()
    for name, row in (fact.row["inputs"] if inputs is None else inputs).items():
        given, arrived = _value(made, fact.cloud, fact.name, name, row)
        made.given[snake(name)], made.arrived[name] = given, arrived
    return made


def _value(made: Sample, cloud: str, owner: str, name: str, row: Mapping[str, Any]) -> tuple[Any, Any]:
    given, arrived = _of_type(made, cloud, row["type"])
    if not is_secret(cloud, owner, name, row):
        return given, arrived
    secret = f"{PLANTED}{owner}-{name}"
    made.planted.append(secret)
    return secret, Secret(secret)


def _of_type(made: Sample, cloud: str, kind: str) -> tuple[Any, Any]:
    if kind.startswith("["):
        given, arrived = _of_type(made, cloud, kind[1:-1])
        return [given], [arrived]
    if kind.startswith("{"):
        given, arrived = _of_type(made, cloud, kind[1:-1])
        # a key of the user's own must stay as it is
        return {"their_key": given}, {"their_key": arrived}
    if kind in _SCALARS:
        return _SCALARS[kind], _SCALARS[kind]
    fields = {name: row for name, row in fields_of(cloud, kind).items() if not row.get("readonly")}
    pairs = {name: _value(made, cloud, kind, name, row) for name, row in fields.items()}
    return {snake(name): pair[0] for name, pair in pairs.items()}, {name: pair[1] for name, pair in pairs.items()}
