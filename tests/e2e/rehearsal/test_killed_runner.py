"""The runner killed at any moment goes on, and the end is the same."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.e2e.rehearsal import runner

KILLS = 5
SERIES = int(os.environ.get("BASTIDE_KILLED_SERIES", "1"))
"""Each takes about a minute; `BASTIDE_KILLED_SERIES=4` makes twenty moments of them."""


LOST = ("the source does not do what it is asked", "the source has no container", "the source has lost what it held")
"""Azurite keeps its lists in memory between two savings, and may lose its container or some objects: never green."""


def _start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.e2e.rehearsal.runner", str(folder)]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _killed(folder: Path, chance: random.Random) -> bool:
    """Whether it was killed, after so many of its words and a while; a run that ends before is well too."""
    process, words = _start(folder), chance.randrange(1, 8)
    assert process.stdout is not None
    for line in process.stdout:
        words -= line.startswith("- ")
        if words == 0:
            time.sleep(chance.uniform(0, 1.5))
            break
    if words:
        _, err = process.communicate()
        assert process.returncode == 0 or _lost(err), err
        return False
    process.kill()
    process.communicate()
    return process.returncode < 0


def _lost(said: str) -> bool:
    return any(words in said for words in LOST)


def _finished(folder: Path) -> dict[str, Any] | None:
    """What it said at its end; None where the source had lost what it held."""
    process = _start(folder)
    out, err = process.communicate(timeout=300)
    if _lost(err):
        assert process.returncode != 0
        return None
    assert process.returncode == 0 and out.splitlines(), err
    said: dict[str, Any] = json.loads(out.splitlines()[-1])
    return said


@pytest.mark.parametrize("seed", range(SERIES))
def test_killed_and_resumed(seed: int, tmp_path: Path) -> None:
    """Five random moments each."""
    chance = random.Random(seed)
    killed, folders = 0, [tmp_path / "run-0"]
    while killed < KILLS:
        if _killed(folders[-1], chance):
            killed += 1
        else:
            folders.append(tmp_path / f"run-{len(folders)}")
    ended = [said for folder in folders if (said := _finished(folder)) is not None]
    for said in ended:
        # a source that lost its last writes is not as it was: said by the rollback's gate, which is red then
        assert set(said["red"]) <= {"rehearsal.rollback_done"}
        assert said["unnamed"] == []
    whole = _finished(tmp_path / "not-killed")
    assert whole is not None
    assert whole["red"] == []
    for said in (*ended, whole):
        assert said["count"] >= runner.SIZE.objects
