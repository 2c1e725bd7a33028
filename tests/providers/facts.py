"""The facts of the three providers as the tests read them: by themselves, not through what generates the SDKs."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.conftest import REPOSITORY

CLOUDS = ("outscale", "numspot", "cloudtemple")
PROVIDERS = REPOSITORY / "providers"


@cache
def facts(cloud: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PROVIDERS / "schemas" / f"{cloud}.json").read_text(encoding="utf-8"))
    return found


@cache
def table(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROVIDERS / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Fact:
    """One used resource or look-up."""

    cloud: str
    terraform: str
    row: Mapping[str, Any]

    @property
    def token(self) -> str:
        return str(self.row["token"])

    @property
    def name(self) -> str:
        return self.token.rpartition(":")[2]

    @property
    def is_function(self) -> bool:
        return self.name.startswith("get")

    @property
    def sdk(self) -> Any:
        return importlib.import_module(f"pulumi_{self.cloud}")

    def is_secret(self, name: str, field: Mapping[str, Any]) -> bool:
        return is_secret(self.cloud, self.name, name, field)

    def __str__(self) -> str:
        return self.terraform


def used(kind: str) -> list[Fact]:
    """`resources` or `functions` of all clouds."""
    return [Fact(cloud, name, facts(cloud)[kind][name]) for cloud in CLOUDS for name in table("used")[cloud][kind]]


def is_secret(cloud: str, owner: str, name: str, field: Mapping[str, Any]) -> bool:
    """Flagged by the provider, or noted by us."""
    return bool(field.get("secret")) or f"{owner}.{name}" in table("secrets")[cloud]["secret"]


def fields_of(cloud: str, kind: str) -> Mapping[str, Any]:
    """The fields of a nested type; none for a scalar."""
    found: Mapping[str, Any] = facts(cloud)["types"].get(bare(kind), {})
    return found


def bare(kind: str) -> str:
    return re.sub(r"[\[\]{}]", "", kind)


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda found: f"_{found[0]}", name).lower().replace("gi_b", "gi_b")


def secret_paths(cloud: str, owner: str, fields: Mapping[str, Any], *, given: bool) -> Iterator[str]:
    """Paths of all secrets among some fields; `given`: only those that a program sets."""
    for name, field in fields.items():
        if given and field.get("readonly"):
            continue
        if is_secret(cloud, owner, name, field):
            yield name
        inner = fields_of(cloud, field["type"])
        for path in secret_paths(cloud, bare(field["type"]), inner, given=given):
            yield f"{name}.{path}"
