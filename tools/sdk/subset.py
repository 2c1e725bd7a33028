"""What of a provider's facts goes into its SDK: used resources and look-ups, the types they reach, their secrets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
PROVIDERS: Final = ROOT / "providers"
SCALARS: Final = {"str": "str", "int": "int", "number": "float", "bool": "bool"}

BASE: Final = "terraform-provider"
BASE_VERSION: Final = "1.1.3"
ADDRESSES: Final = {
    "outscale": "registry.opentofu.org/outscale/outscale",
    "numspot": "registry.opentofu.org/numspot/numspot",
    "cloudtemple": "registry.opentofu.org/cloud-temple/cloudtemple",
}
"""Package -> address of its Terraform provider, as the parameter of the base plugin names it."""

Fields = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A resource or a look-up. `outputs` are the properties that are no inputs."""

    terraform: str
    token: str
    inputs: Fields
    outputs: Fields
    decides: bool
    """Whether the provider's own code also decides what replaces."""

    @property
    def name(self) -> str:
        """The last part of the token."""
        return self.token.rpartition(":")[2]


@dataclass(frozen=True)
class Subset:
    """One SDK's contents."""

    package: str
    version: str
    provider: Fields
    resources: tuple[Kind, ...]
    functions: tuple[Kind, ...]
    types: Mapping[str, Fields]

    @property
    def parameter(self) -> str:
        """What the base plugin is told, as JSON."""
        remote = {"url": ADDRESSES[self.package], "version": self.version}
        return json.dumps({"remote": remote}, separators=(",", ":"))

    def is_secret(self, field: Mapping[str, Any]) -> bool:
        """Whether the field or anything within it is a secret."""
        return bool(field.get("secret")) or any(map(self.is_secret, self.types.get(bare(field["type"]), {}).values()))

    def input_types(self) -> dict[str, Fields]:
        """The nested types that a program gives, without the fields that only the cloud fills."""
        roots = [field for kind in (*self.resources, *self.functions) for field in kind.inputs.values()]
        return {name: given(self.types[name]) for name in self._reached([*roots, *self.provider.values()], given)}

    def output_types(self) -> dict[str, Fields]:
        """The nested types that a program reads."""
        kinds = (*self.resources, *self.functions)
        roots = [field for kind in kinds for fields in (kind.inputs, kind.outputs) for field in fields.values()]
        return {name: self.types[name] for name in self._reached(roots, lambda fields: fields)}

    def _reached(self, roots: Iterable[Mapping[str, Any]], of: Any) -> list[str]:
        found: set[str] = set()
        waiting = [bare(field["type"]) for field in roots]
        while waiting:
            name = waiting.pop()
            if name in self.types and name not in found:
                found.add(name)
                waiting += [bare(field["type"]) for field in of(self.types[name]).values()]
        return sorted(found)


def given(fields: Fields) -> Fields:
    """The fields that a program may set."""
    return {name: field for name, field in fields.items() if not field.get("readonly")}


def bare(kind: str) -> str:
    """`[VmNic]`, `{VmNic}` and `VmNic`: `VmNic`."""
    return kind.strip("[]{}")


def subset(package: str) -> Subset:
    """Read the facts. Raises KeyError or ValueError where the tables name what the facts do not have."""
    facts = json.loads((PROVIDERS / "schemas" / f"{package}.json").read_text(encoding="utf-8"))
    used = _yaml("used.yaml")[package]
    known = _yaml("secrets.yaml")[package]
    _check_suspects(package, facts, known)
    _mark(facts, known["secret"])
    return Subset(
        package=package,
        version=facts["version"],
        provider=facts["provider"],
        resources=_kinds(facts["resources"], used["resources"]),
        functions=_kinds(facts["functions"], used["functions"]),
        types=facts["types"],
    )


def _yaml(name: str) -> Any:
    return yaml.safe_load((PROVIDERS / name).read_text(encoding="utf-8"))


def _kinds(facts: Mapping[str, Any], names: Iterable[str]) -> tuple[Kind, ...]:
    rows = [(name, facts[name]) for name in names]
    return tuple(
        Kind(
            terraform=name,
            token=row["token"],
            inputs=row["inputs"],
            outputs={key: field for key, field in row["outputs"].items() if key not in row["inputs"]},
            decides=bool(row.get("modifyPlan") or row.get("customizeDiff")),
        )
        for name, row in rows
    )


def _check_suspects(package: str, facts: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    open_ones = set(facts["unflagged_secret_suspects"]) - set(known["secret"]) - set(known["plain"])
    if open_ones:
        raise ValueError(f"providers/secrets.yaml does not say whether these of {package} are secret: {open_ones}")
    both = set(known["secret"]) & set(known["plain"])
    if both:
        raise ValueError(f"providers/secrets.yaml says of these of {package} that they are secret and are not: {both}")


def _mark(facts: dict[str, Any], secrets: Iterable[str]) -> None:
    """Set `secret` where the table says so. Raises ValueError for a name that is nowhere."""
    owners = {"provider": [facts["provider"]]} | {name: [fields] for name, fields in facts["types"].items()}
    for row in (*facts["resources"].values(), *facts["functions"].values()):
        owners[row["token"].rpartition(":")[2]] = [row["inputs"], row["outputs"]]
    for path in secrets:
        owner, _, name = path.partition(".")
        places = [fields for fields in owners.get(owner, ()) if name in fields]
        if not places:
            raise ValueError(f"providers/secrets.yaml: the facts of {facts['package']} have no {path}")
        for fields in places:
            fields[name]["secret"] = True
