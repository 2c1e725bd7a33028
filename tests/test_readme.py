"""The README's commands are run, and its screens are what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.pulumi_cli import real_cli
from tools.readme import CHANGES, PREVIEW, RULE, branch, printed, without_commit

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
# Set up by the very run that runs this test, or need an account at a cloud; each with the reason.
NOT_RUN = {
    "make preview": "its set-up is this test run's own; `bastide preview` is run instead",
    "make test": "this is it",
    "git ": "newcomer's own copy",
    "cd ": "newcomer's own copy",
    "make e2e": "its first half is run by .ci/run, its second takes a cloud",
    "make bench": "run by .ci/run",
    "make check": "run by .ci/run",
    "make test-offline": "this is it",
    "make pulumi": "part of the set-up of this test run",
    "make record-upgrade": "writes into the checkout; what it writes is held by tests/upgrades",
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
    if "--engine pulumi" in command:
        real_cli()
    for name in ("plan.json", "plan.html", "findings.sarif", "build/tender", "build/evidence"):
        command = command.replace(name, str(tmp_path / name))
    done = run(command)
    # what a check finds is no failure of the command
    assert done.returncode in ((0, 1) if command.startswith("bastide check") else (0,)), done.stderr
    assert "Traceback" not in done.stderr


def screens() -> dict[str, list[str]]:
    """Command -> what the README shows of its output."""
    found = [text.partition("\n") for language, text in BLOCKS if language == "console"]
    return {command.removeprefix("$ "): shown.splitlines() for command, _, shown in found}


def assert_shown(shown: list[str], real: list[str]) -> None:
    """What the README shows stands in the output, in its order; `...` stands for what is left out."""
    expected = [line.rstrip() for line in shown if line.strip() not in ("", "...")]
    rest = iter(real)
    missing = [line for line in expected if line not in rest]
    assert expected
    assert not missing, f"the screen has changed; renew it with: make readme\n{missing[0]}"


def test_there_are_three_screens() -> None:
    assert set(screens()) == {PREVIEW, CHANGES, RULE}


def test_the_screen_of_a_rule_is_the_real_one() -> None:
    assert_shown(screens()[RULE], printed(RULE, REPOSITORY))


def test_the_screen_of_the_estates_is_the_real_one() -> None:
    assert_shown(screens()[PREVIEW], printed(PREVIEW, REPOSITORY))


def test_the_screen_of_a_branch_is_the_real_one_and_shows_every_change(tmp_path: Path) -> None:
    real_cli()
    real = [without_commit(line) for line in printed(CHANGES, branch(tmp_path))]
    shown = screens()[CHANGES]
    assert_shown(shown, real)
    start = next(index for index, line in enumerate(real) if line.startswith("Changes against"))
    assert [line for line in shown if line.strip() != "..."] == [line for line in real[start:] if line]


@pytest.mark.parametrize("real", [["a", "c"], ["c", "b", "a"], []])
def test_a_screen_that_is_not_the_real_one_is_found(real: list[str]) -> None:
    with pytest.raises(AssertionError, match="renew it"):
        assert_shown(["a", " ...", "b", "c"], real)


def test_every_folder_and_file_that_the_readme_names_exists() -> None:
    for path in re.findall(r"`([a-zA-Z_.]+/[a-zA-Z0-9_./-]*)`", README):
        if "<" not in path:
            assert (REPOSITORY / path).exists(), path


PAGES = sorted([REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *(REPOSITORY / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_link_within_the_documentation_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_every_decision_is_listed_and_every_place_of_a_lesson_exists() -> None:
    decisions = REPOSITORY / "docs" / "decisions"
    listed = (decisions / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in decisions.glob("0*.md") if f"({page.name})" not in listed] == []
    lessons = (REPOSITORY / "docs" / "hard-lessons.md").read_text(encoding="utf-8")
    places = re.findall(r"\| `([^`|]+)` \|$", lessons, re.MULTILINE)
    assert len(places) > 20
    assert [place for place in places if not (REPOSITORY / place).exists()] == []
