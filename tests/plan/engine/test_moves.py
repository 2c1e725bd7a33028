"""A cutover stack under the real engine: planned as by the built-in one, and through its life until nothing is left."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from plan import estate
from plan.agreement import disagreements
from plan.engine.estate import Target, previews
from plan.engine.moves import apply_ends, ends_of
from plan.engine.plans import Request, plan_estate
from plan.engine.session import session
from plan.model import Operation
from stacks.catalogue import MOVE, cutovers
from stacks.cutover import load_cutover
from tests.plan.engine.lives import REPOSITORY, checkout, operations, replaced


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


def test_both_engines_plan_the_same_move() -> None:
    name = cutovers()[-1]
    (theirs,) = plan_estate(name, (), REPOSITORY, Request())
    (ours,) = estate.plan_estate(name)
    assert theirs.engine == "pulumi"
    assert theirs.layer == ours.layer == MOVE
    found = disagreements(ours, theirs)
    assert not found, "\n".join(map(str, found[:20]))
    assert theirs.gaps == ours.gaps != ()


def test_what_a_branch_changes_of_a_move_is_named_alone(tmp_path: Path) -> None:
    name = "cutover-scaleway"
    root = checkout(tmp_path)
    (root / ".gitignore").write_text("__pycache__/\n")
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("add", "-A"),
        ("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-qm", "base"),
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    replaced("stacks/hdh-move.yaml", "disk_gb: 500", "disk_gb: 600")(root)
    (plan,) = plan_estate(name, (), root, Request("HEAD", allow_dirty=True))
    changed = {item.type for item in plan.resources if item.operation not in (Operation.SAME, Operation.READ)}
    assert changed == {"scaleway:block/volume:Volume", "bastide:access:Relay"}
    assert plan.base is not None
    assert plan.base.kind == "revision"
