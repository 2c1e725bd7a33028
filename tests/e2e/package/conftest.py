"""Another team: a folder of its own, an empty state, the real CLI, and providers that need no cloud."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from plan.engine import environment
from plan.engine.children import ready_offline, starting_offline
from tests.conftest import REPOSITORY
from tests.pulumi_cli import real_cli
from tools.go_tools import find

COMPONENTS = REPOSITORY / "components"
PROJECT = "team"
Done = subprocess.CompletedProcess[str]


@dataclass
class Team:
    """Calls the CLI in its own folder. Nothing of the user's environment reaches it."""

    cli: Path
    folder: Path
    environment: dict[str, str]
    stacks: set[str] = field(default_factory=set)
    """Those that are there: every call names its own, so that none has to be selected."""

    def call(self, *arguments: str, check: bool = True) -> Done:
        done = subprocess.run(
            [self.cli, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done

    def changes(self, stack: str) -> dict[str, int]:
        """What a preview would do: operation -> number of resources."""
        found: dict[str, int] = self.preview(stack)["changeSummary"]
        return found

    def preview(self, stack: str) -> dict[str, Any]:
        done = self.call("preview", "--json", "--show-sames", "--non-interactive", "--stack", stack)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def up(self, stack: str) -> None:
        self.call("up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack)

    def resources(self, stack: str) -> list[dict[str, Any]]:
        """What its state holds."""
        found: list[dict[str, Any]] = json.loads(self.call("stack", "export", "--stack", stack).stdout)["deployment"][
            "resources"
        ]
        return found

    def write(self, stack: str, properties: Mapping[str, Any], **rest: Any) -> None:
        """A YAML program with one `Environment`, and a stack for it."""
        for file in self.folder.glob("Pulumi.*"):
            file.unlink()
        resource = {"type": "bastide:Environment", "properties": dict(properties), **rest.pop("resource", {})}
        program = {
            "name": PROJECT,
            "runtime": "yaml",
            "plugins": {"providers": [{"name": "bastide", "path": str(COMPONENTS)}]},
            **rest,
            "resources": {**rest.get("resources", {}), "platform": resource},
        }
        (self.folder / "Pulumi.yaml").write_text(yaml.safe_dump(program, sort_keys=False), encoding="utf-8")
        if stack not in self.stacks:
            self.call("stack", "init", stack)
            self.stacks.add(stack)


@pytest.fixture(scope="session")
def yaml_host() -> Path:
    """The language host for YAML."""
    found = find("pulumi-yaml")
    if found is None:
        reason = "the language host for YAML is not here: run `make setup-dev`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, int]]:
    """The offline providers: package -> port."""
    with starting_offline(tmp_path_factory.mktemp("offline")) as child:
        yield ready_offline(child)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, yaml_host: Path, offline: Mapping[str, int]) -> Team:
    return make_team(tmp_path_factory.mktemp("team"), {**environment.attached(offline)}, yaml_host.parent)


def make_team(folder: Path, settings: Mapping[str, str], *programs: Path) -> Team:
    home, state, work = (folder / name for name in ("home", "state", "work"))
    for each in (home, state, work):
        each.mkdir()
    closed = environment.of_pulumi(home)
    return Team(
        real_cli().path,
        work,
        {
            **closed,
            "PATH": os.pathsep.join([*map(str, programs), closed["PATH"]]),
            "PULUMI_BACKEND_URL": f"file://{state}",
            "PULUMI_CONFIG_PASSPHRASE": "correct horse",
            **settings,
        },
    )


def hosts_of(team: Team) -> list[int]:
    """Processes of the component package that this team's engine has started."""
    marker, found = f"PULUMI_HOME={team.environment['PULUMI_HOME']}".encode(), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                ours = str(COMPONENTS).encode() in (entry / "cmdline").read_bytes()
                if ours and marker in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue  # it has ended
    return found


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
