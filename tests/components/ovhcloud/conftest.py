"""Plans of the estate at OVHcloud, made once, and variants of it."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # the SDKs warn of their own old names while they are imported; a use of one still fails
    warnings.simplefilter("ignore", DeprecationWarning)
    import components.ovhcloud

from plan.estate import plan_estate
from plan.model import LayerPlan, PlannedResource
from plan.values import Secret

STACKS = Path(__file__).resolve().parents[3] / "stacks"
ESTATE = "ovhcloud"
Layers = dict[str, LayerPlan]
Variant = Callable[..., Layers]

assert components.ovhcloud.KIT


def planned(folder: Path = STACKS) -> Layers:
    return {plan.layer: plan for plan in plan_estate(ESTATE, folder=folder)}


@pytest.fixture(scope="session")
def layers() -> Layers:
    """The plan of each layer of the estate."""
    return planned()


@pytest.fixture
def variant(tmp_path: Path) -> Variant:
    """The plans of the estate with some text of its intent or choices changed: `variant((old, new), ...)`."""

    def make(*changes: tuple[str, str]) -> Layers:
        for file in (f"{ESTATE}.yaml", "hdh.yaml"):
            shutil.copy(STACKS / file, tmp_path / file)
        for old, new in changes:
            _change(tmp_path, old, new)
        return planned(tmp_path)

    return make


def _change(folder: Path, old: str, new: str) -> None:
    found = [file for file in folder.glob("*.yaml") if old in file.read_text(encoding="utf-8")]
    assert len(found) == 1, f"{old!r} is in {len(found)} files"
    text = found[0].read_text(encoding="utf-8")
    found[0].write_text(text.replace(old, new, 1), encoding="utf-8")


def every(layers: Layers, kind: str = "") -> Iterator[PlannedResource]:
    """All cloud resources of a type (its last part, such as `Storage`); of all types where none is named."""
    for plan in layers.values():
        for resource in plan.resources:
            if resource.is_cloud and kind in ("", resource.type.rpartition(":")[2], resource.type):
                yield resource


def clear(value: Any) -> Any:
    """A value without its secret marker."""
    return value.value if isinstance(value, Secret) else value
