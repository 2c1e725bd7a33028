"""Eight writers at the same time lose nothing, and none comes between another's reading and writing."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.opened import VARIABLE, open_store
from tests.bastide.cutover.journal.conftest import Database, Place
from tests.conftest import REPOSITORY

WRITERS, ENTRIES = 8, 200


def write(root: Path, journal: str = "") -> None:
    command = [sys.executable, "-m", "tests.bastide.cutover.journal.writers", str(root), str(WRITERS), str(ENTRIES)]
    environment = {**os.environ, VARIABLE: journal}
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


def require_all(entries: Sequence[Entry]) -> None:
    assert len(entries) == WRITERS * ENTRIES
    by_writer: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_writer[entry.by].append(entry.words)
    assert len(by_writer) == WRITERS
    assert all(said == [f"entry {number}" for number in range(ENTRIES)] for said in by_writer.values())
    turns = sum(one.by != other.by for one, other in itertools.pairwise(entries))
    assert turns > WRITERS, "they took turns"


def test_in_a_file(place: Place) -> None:
    write(place.root)
    require_all(place.store().read().entries)


@pytest.mark.xdist_group("journal-postgres")
def test_in_a_database(place: Place, database: Database) -> None:
    from bastide.cutover.journal.postgres.setup import setup  # noqa: PLC0415 (an optional dependency)

    setup(database.url(), ["writer"])
    write(place.root, database.url("writer"))
    require_all(open_store(place.root, {VARIABLE: database.url("writer")}).read().entries)
    assert not place.file.exists()
