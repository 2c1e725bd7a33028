"""What stands where the journal should be and is none: refused, with what it is."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from facts.errors import BadInput
from stacks.approval import chain_file
from tests.bastide.cutover.journal.conftest import Place
from tests.bastide.cutover.journal.said import content


def refused(place: Place, words: str) -> None:
    for use in (lambda: place.store().read(), lambda: place.store().append(content(0))):
        with pytest.raises(BadInput) as error:
            use()
        message = error.value.message()
        assert words in message
        assert "cutover.jsonl" in message
        assert "  do: " in message


@pytest.fixture
def folder(place: Place) -> Path:
    place.file.parent.mkdir()
    return place.file.parent


def test_a_symbolic_link(place: Place, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("")
    place.file.symlink_to(elsewhere)
    refused(place, "a symbolic link")
    assert elsewhere.read_text() == ""


def test_a_link_to_nothing(place: Place, folder: Path, tmp_path: Path) -> None:
    place.file.symlink_to(tmp_path / "nowhere")
    refused(place, "a symbolic link")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder(place: Place, folder: Path) -> None:
    place.file.mkdir()
    refused(place, "a folder")


def test_a_pipe(place: Place, folder: Path) -> None:
    os.mkfifo(place.file)
    refused(place, "no file")


def test_a_device(place: Place, folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root makes devices")
    os.mknod(place.file, 0o20666, os.makedev(1, 7))
    refused(place, "no file")


def test_a_file_where_its_folder_should_be(place: Place) -> None:
    place.file.parent.write_text("")
    refused(place, "a file where its folder should be")


def test_without_the_right_to_read_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.store().append(content(0))
    real = os.open

    # root may read everything, so that the answer of the system is given here
    def denies(file: object, *rest: object, **named: object) -> int:
        if file == place.file:
            raise PermissionError(13, "Permission denied")
        return real(file, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", denies)
    refused(place, "Permission denied")


def test_a_file_that_is_too_large(place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_file, "MAX_BYTES", 1000)
    place.file.write_bytes(b"x" * 1001)
    refused(place, "1,001 bytes, more than 1,000")


def test_a_file_that_is_replaced_while_the_lock_is_waited_for_is_read_anew(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = place.store()
    first = store.append(content(0))
    copy = place.root / "copy"
    copy.write_bytes(place.file.read_bytes())
    calls: list[int] = []
    real = fcntl.flock

    def replaced(descriptor: int, kind: int) -> None:
        if not calls:
            copy.replace(place.file)
        calls.append(kind)
        real(descriptor, kind)

    monkeypatch.setattr("stacks.approval.chain_file.fcntl.flock", replaced)
    second = store.append(content(1))
    assert len(calls) == 2
    assert list(place.store().read().entries) == [first, second]


def test_an_older_journal_put_back_is_read_as_it_is(place: Place) -> None:
    """What a store remembers is not taken for what is there."""
    store = place.store()
    store.append(content(0))
    older = place.file.read_bytes()
    store.append(content(1))
    place.file.write_bytes(older)
    assert [entry.number for entry in store.read().entries] == [1]
    place.file.unlink()
    assert store.read().entries == ()
    assert store.append(content(2)).number == 1


def test_a_writer_that_never_ends_is_told_of(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.store().append(content(0))
    monkeypatch.setattr(chain_file, "WAIT_SECONDS", 0.1)
    with place.file.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        refused(place, "another process has held the journal for 0.1 s")
    assert place.store().append(content(1)).number == 2
