"""The plan of the whole estate, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from plan.estate import plan_estate
from plan.model import LayerPlan, PlannedResource
from plan.values import Secret
from stacks.catalogue import FOLDER

Change = Callable[[str], str]


@dataclass(frozen=True)
class Plans:
    """The layers of one estate."""

    layers: tuple[LayerPlan, ...]

    def layer(self, name: str) -> LayerPlan:
        return next(plan for plan in self.layers if plan.layer == name)

    @cached_property
    def cloud(self) -> tuple[PlannedResource, ...]:
        """Everything that exists at the cloud."""
        return tuple(resource for plan in self.layers for resource in plan.resources if resource.is_cloud)

    def of(self, *types: str) -> tuple[PlannedResource, ...]:
        """Resources of the given types, without the package (`object/bucket:Bucket`)."""
        wanted = {f"scaleway:{token}" for token in types}
        found = tuple(resource for resource in self.cloud if resource.type in wanted)
        assert found, f"no resource of {types} in the plan: the test proves nothing"
        return found

    def named(self, kind: str, name: str) -> PlannedResource:
        return next(resource for resource in self.of(kind) if resource.name == name)


@pytest.fixture(scope="session")
def plans() -> Plans:
    return Plans(plan_estate("scaleway"))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change, Change], Plans]:
    """Plans of a copy of the estate whose intent and choices are changed first."""

    def planned(intent: Change, choices: Change = lambda text: text) -> Plans:
        for name, change in (("hdh.yaml", intent), ("scaleway.yaml", choices)):
            text = (FOLDER / name).read_text(encoding="utf-8")
            (tmp_path / name).write_text(change(text), encoding="utf-8")
        return Plans(plan_estate("scaleway", folder=tmp_path))

    return planned


def plain(value: Any) -> Any:
    """A value with its secrets and unknowns as marks that can be compared."""
    if isinstance(value, Secret):
        return ("secret", plain(value.value))
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Secret):
        yield from texts(value.value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from texts(item)
