"""A repository that everybody fetches from, a clone with a change, and the scripts run for real in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.copies import again, cloned, copied, without_spaces

ESTATE = "scaleway"
_PROGRAM = ("bastide", "components", "facts", "pipelines", "plan", "policies", "providers", "stacks", "tools")
_FILES = ("Pulumi.yaml", "__main__.py", "requirements.txt", "pyproject.toml", ".gitignore")
_SDKS = ("outscale", "numspot", "cloudtemple")
Done = subprocess.CompletedProcess[str]


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    done = subprocess.run(["git", "-C", str(root), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Clone:
    """Somebody's clone, set up."""

    root: Path

    def environment(self, **more: str) -> dict[str, str]:
        """What a job has: nothing of the machine that runs the tests but its search path, its home and its cache."""
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "XDG_CACHE_HOME", "BASTIDE_PULUMI")
            if name in os.environ
        }
        return {**kept, **more}

    def script(self, name: str, *arguments: str, **environment: str) -> Done:
        return run(
            self.root / "pipelines" / name, *arguments, cwd=self.root, environment=self.environment(**environment)
        )

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, message: str = "change") -> str:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-qm", message)
        return git(self.root, "rev-parse", "HEAD")

    def text(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")


def run(script: Path, *arguments: str, cwd: Path, environment: Mapping[str, str]) -> Done:
    return subprocess.run(
        ["bash", str(script), *arguments],
        cwd=cwd,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _only_one_estate(root: Path) -> None:
    """With one space. A run over all of them takes minutes, and says the same."""
    for file in (root / "stacks").glob("*.yaml"):
        if "schema: bastide/estate/1" in file.read_text(encoding="utf-8") and file.stem != ESTATE:
            file.unlink()
    shortfalls = root / "policies" / "shortfalls.yaml"
    known = yaml.safe_load(shortfalls.read_text(encoding="utf-8"))
    known["estates"] = {ESTATE: known["estates"][ESTATE]}
    shortfalls.write_text(yaml.safe_dump(known), encoding="utf-8")
    targets = root / "pipelines" / "targets.yaml"
    aims = yaml.safe_load(targets.read_text(encoding="utf-8"))
    aims["estates"] = {ESTATE: aims["estates"][ESTATE]}
    aims["stacks"] = {name: aim for name, aim in aims["stacks"].items() if name.startswith(f"{ESTATE}-")}
    targets.write_text(yaml.safe_dump(aims), encoding="utf-8")
    without_spaces(root, "onco")


def _set_up(root: Path) -> None:
    """What `pipelines/setup.sh` leaves, without asking a package index: the environment of these tests."""
    path = os.pathsep.join(['"$root"', *(f'"$root/providers/{name}"' for name in _SDKS)])
    head = f'#!/bin/sh\nroot=$(cd "$(dirname "$0")/../.." && pwd)\nexport PYTHONPATH={path}\n'
    (root / ".venv" / "bin").mkdir(parents=True)
    for name, command in (("python", '"$@"'), ("bastide", '-m bastide "$@"')):
        file = root / ".venv" / "bin" / name
        file.write_text(f"{head}exec {sys.executable} {command}\n", encoding="utf-8")
        file.chmod(0o755)


def _registered(root: Path) -> None:
    """Have the commands in the copy's command line where the repository's does not have them yet."""
    cli = root / "bastide" / "cli.py"
    text = cli.read_text(encoding="utf-8")
    missing = [name for name in ("comment", "receipt", "target", "up") if f"{name}.{name}," not in text]
    lines = [f"from bastide.commands import {name}\n\napp.command()({name}.{name})\n" for name in missing]
    mark = "@contextmanager\n"
    assert mark in text
    cli.write_text(text.replace(mark, "".join((*lines, mark)), 1), encoding="utf-8")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, with one estate."""
    root = tmp_path_factory.mktemp("server") / "repository"
    copied(root, _PROGRAM, _FILES)
    _only_one_estate(root)
    _registered(root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    return root


@pytest.fixture(scope="session")
def untouched(server: Path, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """For tests that write nothing into it."""
    root = cloned(server, tmp_path_factory.mktemp("untouched") / "clone")
    _set_up(root)
    return Clone(root)


@pytest.fixture
def clone(untouched: Clone, tmp_path: Path) -> Clone:
    """For tests that write into it: a copy, with the times that its bytecode goes by."""
    return Clone(again(untouched.root, tmp_path / "clone"))


@pytest.fixture(scope="session")
def ahead(untouched: Clone, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """One commit after what everybody has, for tests that write nothing into it."""
    made = Clone(again(untouched.root, tmp_path_factory.mktemp("ahead") / "clone"))
    (made.root / "note.md").write_text("words\n", encoding="utf-8")
    made.commit()
    return made
