"""A cutover stack through its life under the real engine: up, nothing to do, destroy, nothing left."""

from __future__ import annotations

import pytest

from plan.engine.estate import Target, previews
from plan.engine.moves import apply_ends, ends_of
from plan.engine.session import session
from plan.model import Operation
from stacks.catalogue import MOVE, cutovers
from stacks.cutover import load_cutover
from tests.plan.engine.lives import REPOSITORY, operations


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in cutovers()])
def test_after_a_destroy_nothing_is_left(name: str) -> None:
    move = load_cutover(name)
    with session(REPOSITORY, name) as (run, host):
        target = Target(name, host.cloud, host.layers)
        stack = target.stack(MOVE)
        run.add_stack(stack)
        apply_ends(run, host, ends_of(move))
        before = {
            end.stack(layer): run.files.read_state(end.stack(layer)) for end in ends_of(move) for layer in end.layers
        }
        assert operations(previews(run, host, target, below=())) == {Operation.CREATE}

        made = run.up(host, stack)
        assert made.code == 0, made.stderr
        resources = (run.files.read_state(stack) or {})["resources"]
        assert len(resources) > 60
        assert not [item["urn"] for item in resources if item.get("protect") or item.get("retainOnDelete")]
        assert operations(previews(run, host, target, below=())) == {Operation.SAME}

        gone = run.destroy(stack)
        assert gone.code == 0, gone.stderr
        assert not (run.files.read_state(stack) or {}).get("resources")
        assert {name: run.files.read_state(name) for name in before} == before
