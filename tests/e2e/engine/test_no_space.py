"""A disk that is full: one message, exit code 3, nothing left. Needs root, to mount a small file system."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plan.engine.lives import REPOSITORY

pytestmark = pytest.mark.e2e


@pytest.fixture(params=["16k", "120k", "300k", "600k"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A file system that is full before, during and after the start of a run."""
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={request.param},mode=0700", "none", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_one_message(small: Path) -> None:
    script = "from bastide.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "preview", "scaleway-bootstrap", "--engine", "pulumi"],
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(small)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert not list(small.glob("bastide-*/run-*"))
    if done.returncode == 0:
        # There was enough: then all of it must be there.
        assert re.search(r"^ cloud resources +29 *$", done.stdout, re.MULTILINE), done.stdout
        return
    assert done.returncode == 3, done.stderr
    assert "do: " in done.stderr
    assert "Traceback" not in done.stderr
    assert "goroutine" not in done.stderr
    assert len(done.stderr.splitlines()) <= 6, done.stderr
    assert not done.stdout
