"""The plan of the legacy, made once, and the same legacy with a changed intent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from plan.estate import plan_estate
from plan.model import LayerPlan, PlannedResource
from plan.values import Secret
from stacks.catalogue import FOLDER

ESTATE = "azure-legacy"
Change = Callable[[str], str]


@dataclass(frozen=True)
class Legacy:
    """The layers of the legacy."""

    layers: tuple[LayerPlan, ...]

    def layer(self, name: str) -> LayerPlan:
        return next(plan for plan in self.layers if plan.layer == name)

    @cached_property
    def cloud(self) -> tuple[PlannedResource, ...]:
        """Everything that exists at Azure."""
        return tuple(resource for plan in self.layers for resource in plan.resources if resource.is_cloud)

    def of(self, *kinds: str) -> tuple[PlannedResource, ...]:
        """Resources of kinds such as `storage:StorageAccount`."""
        wanted = {f"azure-native:{kind}" for kind in kinds}
        found = tuple(resource for resource in self.cloud if resource.type in wanted)
        assert found, f"no resource of {kinds} in the plan: the test proves nothing"
        return found

    def one(self, kind: str, name: str) -> PlannedResource:
        (found,) = [resource for resource in self.of(kind) if resource.name == name]
        return found


@pytest.fixture(scope="session")
def legacy() -> Legacy:
    return Legacy(plan_estate(ESTATE))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Legacy]:
    """The legacy with the text of a file changed; it adopts nothing then."""

    def make(change: Change, file: str = "hdh-legacy.yaml") -> Legacy:
        folder = tmp_path / "stacks"
        folder.mkdir(exist_ok=True)
        for source in FOLDER.glob("*legacy*.yaml"):
            shutil.copy(source, folder / source.name)
        for path, edit in ((folder / file, change), (folder / f"{ESTATE}.yaml", _without_imports)):
            path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        return Legacy(plan_estate(ESTATE, folder=folder))

    return make


def _without_imports(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("imports:"))


def plain(value: Any) -> Any:
    """A value without the marks of secrets."""
    if isinstance(value, Secret):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
