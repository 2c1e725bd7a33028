"""A TypeScript program of another team uses `Environment`. Inline, so that it needs no language host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from plan.engine import environment
from plan.model import LayerPlan
from stacks.catalogue import BOOTSTRAP
from tests.e2e.package.conftest import COMPONENTS, Team, hosts_of, make_team
from tests.stacks.package.arguments import arguments
from tools.node_modules import TYPESCRIPT

FILES = ("package.json", "tsconfig.json", "environment.ts", "index.ts")


@pytest.fixture
def compiled(tmp_path: Path, offline: Mapping[str, int]) -> Team:
    """The program, checked by the TypeScript compiler, in a folder of its own."""
    node, modules = shutil.which("node"), TYPESCRIPT.folder / "node_modules"
    if node is None or not TYPESCRIPT.ready():
        reason = "Node and the modules of tests/e2e/package/typescript are needed: run `make setup-dev`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # the executable is found by its name on the search path, as a link
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "pulumi-resource-bastide").symlink_to(COMPONENTS / "pulumi-resource-bastide")
    team = make_team(tmp_path, environment.attached(offline), tmp_path / "plugins", Path(node).parent)
    team.environment["PATH"] = os.pathsep.join([str(team.cli.parent), team.environment["PATH"]])
    for file in FILES:
        shutil.copy(TYPESCRIPT.folder / file, team.folder / file)
    (team.folder / "node_modules").symlink_to(modules)
    done = node_call(team, "node_modules/typescript/bin/tsc")
    assert done.returncode == 0, done.stdout
    return team


def node_call(team: Team, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", *arguments],
        cwd=team.folder,
        env=team.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def program(team: Team, operation: str, args: Mapping[str, Any]) -> dict[str, Any]:
    (team.folder / "arguments.json").write_text(json.dumps(args), encoding="utf-8")
    done = node_call(team, "index.js", operation, "arguments.json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_preview_up_no_change_and_a_wrong_argument(compiled: Team, plans: Mapping[str, tuple[LayerPlan, ...]]) -> None:
    args = arguments("scaleway", BOOTSTRAP)
    own = plans["scaleway"][0]
    # one more than our own stack: the component itself (the provider of the package is not counted)
    expected = len(own.resources) + 1
    assert program(compiled, "preview", args) == {"changes": {"create": expected}}
    made = program(compiled, "up", args)
    assert made["changes"] == {"create": expected}
    assert made["outputs"]["projects"] == sorted(role.name for role in own.resources if role.role_kind == "Project")
    assert made["outputs"]["gaps"] == [gap.capability for gap in own.gaps]
    assert program(compiled, "preview", args) == {"changes": {"same": expected}}

    (compiled.folder / "arguments.json").write_text(json.dumps({**args, "layer": "space-none"}), encoding="utf-8")
    wrong = node_call(compiled, "index.js", "preview", "arguments.json")
    assert wrong.returncode != 0
    assert "found the layer `space-none`" in wrong.stderr
    assert 'File "' not in wrong.stderr
    assert hosts_of(compiled) == []
