"""Progress is shown on a terminal, and only there."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY

COMMAND = [sys.executable, "-m", "bastide", "preview", "scaleway-bootstrap", "ovhcloud-bootstrap", "--format", "json"]


def test_a_terminal_shows_the_stack_that_is_planned_and_a_pipe_shows_nothing(tmp_path: Path) -> None:
    piped = subprocess.run(COMMAND, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert piped.stderr == ""
    ours, theirs = pty.openpty()
    # to a file: a full pipe would stop the command while its terminal is read
    with (tmp_path / "plan.json").open("w") as out:
        process = subprocess.Popen(COMMAND, cwd=REPOSITORY, stdout=out, stderr=theirs)
    os.close(theirs)
    shown = b"".join(read_to_its_end(ours))
    os.close(ours)
    assert process.wait() == 0
    assert b"-bootstrap: " in shown
    assert (tmp_path / "plan.json").read_text() == piped.stdout


def read_to_its_end(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side has closed the terminal
            return
        if not part:
            return
        yield part
