"""Checkouts whose estates mix real and offline providers, plugins that are none, and the command as its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import pytest

from plan.engine.cache import root as cache_folder
from plan.engine.environment import of_pulumi
from plan.engine.plugins import CHOICE
from tests.plan.engine.lives import Edit, checkout, replaced
from tests.pulumi_cli import real_cli

_SDKS = {"random": "pulumi_random", "scaleway": "pulumiverse_scaleway"}
_INTENT = "intent: hdh.yaml\n"
_COMMAND = "import sys; from bastide.cli import main; sys.argv[0] = 'bastide'; main()"

Done = subprocess.CompletedProcess[str]
Command = Callable[..., Done]


def providers(**modes: str) -> Edit:
    """The estate `scaleway` says itself who plays these packages."""
    said = ", ".join(f"{package}: {mode}" for package, mode in modes.items())
    return replaced("stacks/scaleway.yaml", _INTENT, f"{_INTENT}providers: {{{said}}}\n")


def write_plugin(folder: Path, package: str, script: str) -> Path:
    """A folder of plugins with a program that stands where the plugin of a package would."""
    home = folder / f"resource-{package}-v{version(_SDKS[package])}"
    home.mkdir(parents=True)
    program = home / f"pulumi-resource-{package}"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    return folder


def bastide(root: Path, *arguments: str, **variables: str | None) -> subprocess.Popen[str]:
    """Start the command in a checkout; a variable that is None is taken away."""
    environment = {**os.environ, **variables}
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _COMMAND, *arguments],
        cwd=root,
        env={name: value for name, value in environment.items() if value is not None},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def preview(root: Path, *arguments: str, **variables: str | None) -> Done:
    """Run `bastide preview` to its end."""
    with bastide(root, "preview", *arguments, **variables) as process:
        out, err = process.communicate(timeout=180)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def require_one_message(done: Done, code: int) -> None:
    """The exit code, and a message that names the next action and is no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stderr.count("error: ") == 1
    assert done.stderr.count("  do: ") == 1
    assert "Traceback" not in done.stderr


def make_stack(root: Path, home: Path, backend: str, stack: str, passphrase: str) -> None:
    """What a person does before the first preview with real providers."""
    home.mkdir(exist_ok=True)
    variables: Mapping[str, str] = {
        **of_pulumi(home),
        "PULUMI_BACKEND_URL": backend,
        "PULUMI_CONFIG_PASSPHRASE": passphrase,
    }
    command = [str(real_cli().path), "stack", "init", stack, "--secrets-provider", "passphrase", "--non-interactive"]
    subprocess.run(command, cwd=root, env=dict(variables), check=True, capture_output=True, timeout=60)


@pytest.fixture
def no_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no plugin is installed."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    monkeypatch.setenv(CHOICE, str(folder))
    return folder


@pytest.fixture
def branch(tmp_path: Path) -> Callable[..., Path]:
    """Makes a checkout in which the estate `scaleway` says who plays which package."""
    real_cli()
    return lambda **modes: checkout(tmp_path, providers(**modes) if modes else None)


@pytest.fixture
def cache() -> dict[str, str]:
    """Where the built CLI is, for a command with another home."""
    root = cache_folder()
    assert root is not None
    return {"XDG_CACHE_HOME": str(root.parent)}
