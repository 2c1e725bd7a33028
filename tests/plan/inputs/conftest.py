"""Files as other tools write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plan.model import LayerPlan
from plan.shape import read_plans

Read = Callable[..., LayerPlan]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a value, or text, as a file with a name that tells nothing."""

    def write(content: Any, name: str = "some-export.data") -> Path:
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return write


@pytest.fixture
def read(written: Callable[..., Path]) -> Read:
    """The one plan of a value, through a file."""

    def plan_of(content: Any, name: str = "some-export.data") -> LayerPlan:
        (plan,) = read_plans(written(content, name))
        return plan

    return plan_of
