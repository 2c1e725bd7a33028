"""Where `--output` writes: a file whole or not at all, and nothing that is no file is ever replaced."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from bastide.commands.terminal import emit
from facts.errors import BadInput


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
