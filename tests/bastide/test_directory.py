"""A folder of files is written whole, or not at all."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bastide.directory import Files, write_folder
from facts.errors import BadInput

SIGN = "report.json"
NEW: Files = {SIGN: "new", "sub/page.html": "é", "raw.bin": b"\x00\xff"}


def content(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def alone(folder: Path) -> bool:
    """Whether nothing is left beside it."""
    return [item.name for item in folder.parent.iterdir()] == [folder.name]


def test_a_folder_is_made_with_all_that_is_around_it(tmp_path: Path) -> None:
    output = tmp_path / "build" / "tender"
    write_folder(NEW, output, sign=SIGN)
    assert content(output) == {SIGN: b"new", "sub/page.html": "é".encode(), "raw.bin": b"\x00\xff"}
    assert alone(output)


@pytest.mark.parametrize("old", [{}, {SIGN: "old", "sub/gone.txt": "old"}], ids=["empty", "earlier"])
def test_an_empty_or_earlier_folder_is_replaced(tmp_path: Path, old: dict[str, str]) -> None:
    output = tmp_path / "tender"
    output.mkdir()
    for name, text in old.items():
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_text(text, encoding="utf-8")
    write_folder(NEW, output, sign=SIGN)
    assert set(content(output)) == set(NEW)
    assert alone(output)


def test_what_is_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "home"
    output.mkdir()
    (output / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match=r"holds files, and no `report\.json`"):
        write_folder(NEW, output, sign=SIGN)
    assert content(output) == {"diary.txt": b"mine"}
    assert alone(output)


def test_a_file_that_somebody_put_beside_ours_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "tender"
    write_folder(NEW, output, sign=SIGN)
    (output / "offers.xlsx").write_text("a bidder's", encoding="utf-8")
    before = content(output)
    with pytest.raises(BadInput, match=r"holds `offers\.xlsx`, which this command did not write"):
        write_folder({**NEW, SIGN: "newer"}, output, sign=SIGN)
    assert content(output) == before
    assert alone(output)


def _file(output: Path) -> None:
    output.write_text("mine", encoding="utf-8")


def _link(output: Path) -> None:
    (output.parent / "elsewhere").mkdir()
    output.symlink_to(output.parent / "elsewhere")


@pytest.mark.parametrize("make", [_file, _link])
def test_a_file_or_link_is_no_folder(tmp_path: Path, make: Callable[[Path], None]) -> None:
    output = tmp_path / "tender"
    make(output)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BadInput, match="is no folder"):
        write_folder(NEW, output, sign=SIGN)
    assert sorted(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_the_earlier_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "tender"
    write_folder({SIGN: "old"}, output, sign=SIGN)

    def full(self: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadInput, match="cannot be written: No space left on device"):
        write_folder(NEW, output, sign=SIGN)
    assert content(output) == {SIGN: b"old"}
    assert alone(output)


def test_a_failure_at_the_last_step_brings_the_earlier_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "tender"
    write_folder({SIGN: "old"}, output, sign=SIGN)
    rename = Path.rename

    def fails(self: Path, target: Any) -> Path:
        if self.suffix == ".part":
            raise OSError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(BadInput, match="Permission denied"):
        write_folder(NEW, output, sign=SIGN)
    assert content(output) == {SIGN: b"old"}
    assert alone(output)
