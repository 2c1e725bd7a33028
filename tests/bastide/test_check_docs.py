"""docs/check.md: its commands are understood, its files are sound, and what it says of profiles is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from policies.exemptions import load
from policies.profiles import profiles
from tests.conftest import REPOSITORY, Answer

PAGE = (REPOSITORY / "docs" / "check.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
IN_CI = [line.strip() for _, text in BLOCKS for line in re.findall(r"\.venv/bin/(bastide check .*)", text)]


@pytest.mark.parametrize("command", [line for line in (*COMMANDS, *IN_CI) if line.startswith("bastide ")])
def test_a_command_is_understood(command: str, bastide: Callable[..., Answer]) -> None:
    # help comes before the work and after the options are read
    answer = bastide(*shlex.split(command)[1:], "--help")
    assert answer.code == 0, answer.err
    assert "Usage" in answer.out


def test_every_other_command_is_of_pulumi() -> None:
    assert len(COMMANDS) > 8
    assert {line.partition(" ")[0] for line in COMMANDS} == {"bastide", "pulumi"}


def test_the_files_are_yaml_and_the_exemption_is_sound(tmp_path: Path) -> None:
    texts = [text for language, text in BLOCKS if language == "yaml"]
    assert all(isinstance(yaml.safe_load(text), dict) for text in texts)
    (register,) = (text for text in texts if "bastide/exemptions/1" in text)
    file = tmp_path / "exemptions.yaml"
    file.write_text(register, encoding="utf-8")
    assert [item.rule for item in load(file)] == ["NET-007"]


def test_every_profile_is_named() -> None:
    table = PAGE.partition("## Profiles")[2].partition("## ")[0]
    assert set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == set(profiles())
