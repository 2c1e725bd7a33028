"""The five moves, planned once for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plan.model import LayerPlan
from stacks.catalogue import FOLDER, cutovers
from tests.planned import plans_of

MOVES = cutovers()


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in MOVES])
def move(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def plan(move: str) -> LayerPlan:
    (plan,) = plans_of(move)
    return plan


Edited = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A copy of `stacks/` in which one text of one file is another one."""

    def edit(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "stacks"
        if not folder.exists():
            folder.mkdir()
            for source in (*FOLDER.glob("*.yaml"), *FOLDER.glob("*.json")):
                shutil.copy(source, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return edit
