"""Where and how the commands write: files whole or not at all, standard output in any surroundings."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bastide.commands.terminal import emit, screen
from facts.errors import BadInput
from tests.conftest import REPOSITORY


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    emit("é\n", pipe)
    reader.join(10)
    assert read == ["é\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("old", ["old\n", None], ids=["of a file", "of none yet"])
def test_a_link_stays_and_its_file_is_written(tmp_path: Path, old: str | None) -> None:
    file, link = tmp_path / "plan.json", tmp_path / "link.json"
    if old is not None:
        file.write_text(old, encoding="utf-8")
    link.symlink_to(file)
    emit("new\n", link)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == "new\n"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["link.json", "plan.json"]


@pytest.mark.parametrize("name", ["", ".", "folder"])
def test_a_folder_and_an_empty_name_are_bad_input(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="cannot be written"):
        emit("new\n", Path(name))
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_the_locale_neither_changes_a_byte_nor_ends_a_command(encoding: str) -> None:
    def run(encoding: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "bastide", "rules", "SOV-CTL-002", "--lang", "fr"],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )

    found = run(encoding)
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout == run("utf-8").stdout


@pytest.mark.parametrize("columns", ["0", "-5", "x", ""])
def test_a_width_that_is_none_leaves_tables_wide(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert screen().width == 140
