"""A writer that ends at any byte: what was acknowledged stays, and the next one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.opened import VARIABLE, open_store
from facts.errors import BadInput
from stacks.approval.chain import Broken
from tests.bastide.cutover.journal.conftest import Database, Place
from tests.bastide.cutover.journal.said import content, note
from tests.conftest import REPOSITORY


def aside(place: Place) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in place.file.parent.iterdir() if file != place.file}


def test_a_line_that_ends_at_any_byte_is_found_put_aside_and_written_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    # four times as fast, and no power is lost here
    monkeypatch.setattr(os, "fsync", lambda _: None)
    store = place.store()
    kept = [store.append(content(number)) for number in range(2)]
    whole = place.file.read_bytes()
    store.append(content(2))
    last = place.file.read_bytes()[len(whole) :]

    for end in range(1, len(last) - 1):
        place.file.write_bytes(whole + last[:end])
        found = place.store().read()
        assert (list(found.entries), found.torn) == (kept, last[:end])
        place.said.clear()
        added = place.store().append(content(5))
        assert list(place.store().read().entries) == [*kept, added]
        (told,) = place.said
        assert f"the writing of entry 3 was interrupted; its {end} bytes" in told
        ((name, piece),) = aside(place).items()
        assert piece == last[:end]
        assert name in told
        (place.file.parent / name).unlink()


def test_a_whole_line_that_lacks_its_end_alone_is_kept(place: Place) -> None:
    store = place.store()
    kept = [store.append(content(number)) for number in range(3)]
    place.file.write_bytes(place.file.read_bytes()[:-1])
    assert place.store().read().torn

    added = place.store().append(content(3))
    assert list(place.store().read().entries) == [*kept, added]
    assert not aside(place)
    assert "entry 3 was whole but for its end, and is kept" in place.said[0]


def test_zeros_that_a_loss_of_power_left_are_an_interrupted_end(place: Place) -> None:
    first = place.store().append(content(0))
    with place.file.open("ab") as file:
        file.write(b'{"by":"run' + bytes(4096))
    added = place.store().append(content(1))
    assert list(place.store().read().entries) == [first, added]


@pytest.mark.parametrize("end", [b"x", b"[1", b'{"by":1} ', b"{}x", b"  ", b"\xef\xbb\xbf"])
def test_any_other_end_is_refused_and_nothing_is_taken_away(place: Place, end: bytes) -> None:
    store = place.store()
    store.append(content(0))
    damaged = place.file.read_bytes() + end
    place.file.write_bytes(damaged)
    with pytest.raises(Broken, match="an end that is no beginning of an entry"):
        store.append(content(1))
    assert place.file.read_bytes() == damaged


def test_a_damaged_end_of_the_last_line_is_no_interrupted_one(place: Place) -> None:
    store = place.store()
    store.append(content(0))
    place.file.write_bytes(place.file.read_bytes()[:-1] + b"!")
    with pytest.raises(Broken):
        place.store().append(content(1))


def killed(place: Place, longest: float, journal: str = "") -> list[str]:
    """The digests that were acknowledged to real processes, of which 50 were killed at random moments.

    After each kill the next entry is written by another process.
    """
    acknowledged = place.root / "acknowledged"
    command = [sys.executable, "-m", "tests.bastide.cutover.journal.crashing"]
    arguments = [str(place.root), str(acknowledged), "50", str(longest)]
    environment = {**os.environ, VARIABLE: journal}
    done = subprocess.run(
        [*command, *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["50"], "each writer was ended by the signal"
    return acknowledged.read_text().split()


def require_kept(entries: Sequence[Entry], told: list[str]) -> None:
    assert len(told) > 50
    assert len(set(told)) == len(told)
    # all of them, in the order in which they were acknowledged
    assert [entry.digest for entry in entries if entry.digest in set(told)] == told


def test_killed_fifty_times_at_random_moments(place: Place) -> None:
    told = killed(place, 0.08)
    require_kept(place.store().read().entries, told)


@pytest.mark.xdist_group("journal-postgres")
def test_killed_fifty_times_at_random_moments_beside_a_database(place: Place, database: Database) -> None:
    from bastide.cutover.journal.postgres.setup import setup  # noqa: PLC0415 (an optional dependency)

    setup(database.url(), ["writer"])
    told = killed(place, 0.3, database.url("writer"))
    require_kept(open_store(place.root, {VARIABLE: database.url("writer")}).read().entries, told)


class TestFullDisk:
    """The kernel's own limit of a file's size stands for a full disk: it writes what fits, then fails."""

    def run(self, place: Place, room: int) -> subprocess.CompletedProcess[str]:
        limit = (place.file.stat().st_size if place.file.exists() else 0) + room
        code = (
            "import resource, signal, sys; from pathlib import Path\n"
            "from bastide.cutover.journal.file_store import FileStore\n"
            "from facts.errors import BadInput\n"
            "from tests.bastide.cutover.journal.said import content\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
            "try:\n"
            "    FileStore(Path(sys.argv[1]), print).append(content(1))\n"
            "except BadInput as error:\n"
            "    sys.exit(error.message())\n"
        )
        command = [sys.executable, "-c", code, str(place.root)]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)

    @pytest.mark.parametrize("room", [0, 1, 100])
    def test_nothing_is_half_written(self, place: Place, room: int) -> None:
        first = place.store().append(content(0))
        before = place.file.read_bytes()
        done = self.run(place, room)

        assert done.returncode == 1
        assert "the journal cannot be written" in done.stderr
        assert "free some space" in done.stderr
        assert place.file.read_bytes() == before
        assert list(place.store().read().entries) == [first]

    def test_with_room_it_is_written(self, place: Place) -> None:
        place.store().append(content(0))
        assert self.run(place, 2000).returncode == 0
        assert len(place.store().read().entries) == 2

    def test_a_disk_that_fails_to_keep_it(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        store = place.store()
        store.append(content(0))
        before = place.file.read_bytes()

        def fails(_: int) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(os, "fsync", fails)
        with pytest.raises(BadInput, match="cannot be written: Input/output error"):
            store.append(content(1))
        assert place.file.read_bytes() == before


def test_an_interrupt_while_deciding_writes_nothing(place: Place) -> None:
    store = place.store()
    # a shell that starts something in the background tells it to ignore interrupts
    before_it = signal.signal(signal.SIGINT, signal.default_int_handler)
    store.append(content(0))
    before = place.file.read_bytes()

    def interrupted(_: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return note()

    try:
        with pytest.raises(KeyboardInterrupt):
            store.append(interrupted)  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGINT, before_it)
    assert place.file.read_bytes() == before
    assert store.append(content(1)).number == 2


def test_the_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "stacks").mkdir()
    place = Place(tmp_path, [])
    place.store().append(content(0))
    assert [file.name for file in (tmp_path / "stacks" / "journal").iterdir()] == ["cutover.jsonl"]
