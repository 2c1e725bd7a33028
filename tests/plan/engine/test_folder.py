"""Private folders, and what is left of runs that were killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from plan.engine.folder import run_folder
from plan.errors import EngineFailed


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_only_this_user_can_read_it_and_it_is_gone_after() -> None:
    with run_folder() as folder:
        (folder / "secret").write_text("x")
        for one in (folder, folder.parent):
            assert stat.S_IMODE(one.stat().st_mode) == 0o700
    assert not folder.exists()


def test_it_is_gone_after_a_failure_too() -> None:
    with pytest.raises(KeyError), run_folder() as folder:
        raise KeyError
    assert not folder.exists()


def test_runs_at_the_same_time_have_folders_of_their_own() -> None:
    with run_folder() as first, run_folder() as second:
        assert first != second
        assert first.exists()


def test_the_folder_of_a_killed_run_is_swept(tmp_path: Path) -> None:
    script = """
import time
from plan.engine.folder import run_folder
with run_folder() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    ) as run:
        assert run.stdout
        left = Path(run.stdout.readline().strip())
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert left.exists()

    with run_folder():
        assert not left.exists()


def test_a_folder_that_others_can_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"bastide-{os.getuid()}").mkdir(mode=0o755)

    with pytest.raises(EngineFailed, match="not a folder that only you can read"), run_folder():
        pass


def test_a_link_that_somebody_put_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / f"bastide-{os.getuid()}").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(EngineFailed, match="not a folder that only you can read"), run_folder():
        pass


def test_no_place_for_it_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))

    with pytest.raises(EngineFailed, match=r"set TMPDIR"), run_folder():
        pass
