"""The README's commands are run, and its screen is what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
# Set up by the very run that runs this test, or need an account at a cloud; each with the reason.
NOT_RUN = {
    "make preview": "its set-up is this test run's own; `bastide preview` is run instead",
    "make test": "this is it",
    "pulumi ": "needs the Pulumi CLI and an account at a cloud",
    "export ": "belongs to `pulumi`",
    "git ": "newcomer's own copy",
    "cd ": "newcomer's own copy",
    "make e2e": "run by .ci/run",
    "make bench": "run by .ci/run",
    "make check": "run by .ci/run",
}


def commands() -> list[str]:
    found = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
    return [line for line in found if line and not line.startswith("#")]


def runnable() -> list[str]:
    return [line for line in commands() if not line.startswith(tuple(NOT_RUN))]


def run(command: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    binaries = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    return subprocess.run(
        command, shell=True, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_readme_has_commands_that_are_run() -> None:
    assert len(runnable()) >= 4


@pytest.mark.parametrize("command", runnable())
def test_a_command_of_the_readme_works(command: str, tmp_path: Path) -> None:
    done = run(command.replace("plan.json", str(tmp_path / "plan.json")).replace("plan.html", str(tmp_path / "p.html")))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_screen_in_the_readme_is_the_real_one() -> None:
    screen = next(text for language, text in BLOCKS if language == "console")
    command, _, shown = screen.partition("\n")
    real = run(command.removeprefix("$ "))
    assert real.returncode == 0, real.stderr
    expected = [line.rstrip() for line in shown.splitlines()]
    actual = [line.rstrip() for line in real.stdout.splitlines()]
    missing = [line for line in expected if line and line.strip() != "..." and line not in actual]
    assert not missing, f"the screen has changed; renew it with: make readme\n{missing}"


def test_every_folder_and_file_that_the_readme_names_exists() -> None:
    for path in re.findall(r"`([a-zA-Z_.]+/[a-zA-Z0-9_./-]*)`", README):
        if "<" not in path:
            assert (REPOSITORY / path).exists(), path
