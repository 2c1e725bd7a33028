"""An estate that keeps its keys itself, under the real engine: documents are built at apply, then nothing changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from plan.engine.estate import Target, previews, ups
from plan.engine.session import session
from plan.model import Operation
from tests.components.test_own_keys import MACHINES, OPTION
from tests.plan.engine.conftest import Lives
from tests.plan.engine.lives import checkout, operations


def choose(root: Path, estate: str) -> None:
    file = root / "stacks" / f"{estate}.yaml"
    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    data[estate] |= OPTION
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize("estate", MACHINES)
def test_it_comes_up_and_then_nothing_changes(lives: Lives, estate: str, tmp_path: Path) -> None:
    root = checkout(tmp_path, lambda copied: choose(copied, estate))
    kind, _, _ = MACHINES[estate]
    with session(root, estate) as (run, host):
        target = Target(estate, host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        ups(run, host, target)
        second = previews(run, host, target)

    assert operations(second) == {Operation.SAME}
    assert (
        len([item for plan in second for item in plan.resources if item.type == kind and "-keys-" in item.name]) == 21
    )
