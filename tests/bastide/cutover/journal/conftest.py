"""Journals, people with keys, and a database server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from bastide.cutover.journal.file_store import FileStore
from bastide.cutover.rehearsal.servers.postgres import USER as ROOT
from bastide.cutover.rehearsal.servers.postgres import Cluster
from bastide.cutover.rehearsal.servers.postgres_programs import find
from tests.bastide.cutover.journal.people import People

OWNER = "owner"


@dataclass
class Place:
    """A folder with a journal, and what was said when something was mended."""

    root: Path
    said: list[str]

    @property
    def file(self) -> Path:
        return self.store().file

    def store(self) -> FileStore:
        """Each one reads everything anew."""
        return FileStore(self.root, self.said.append)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "stacks").mkdir()
    return Place(tmp_path, [])


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    return People(tmp_path_factory.mktemp("keys"))


@dataclass(frozen=True)
class Database:
    """A database of its own for a test, at a server on loopback. Every role has the same password."""

    port: int
    name: str
    password: str

    def url(self, role: str = OWNER) -> str:
        return f"postgresql://{role}:{self.password}@127.0.0.1:{self.port}/{self.name}"


@pytest.fixture(scope="session")
def administration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The server, with the roles `owner` and `writer`, who may do nothing yet."""
    psycopg = pytest.importorskip("psycopg")
    programs = find()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    # what a loss of power does is not tried here
    cluster = Cluster(programs, tmp_path_factory.mktemp("server"), "journal", {"fsync": "off"})
    try:
        cluster.start()
        password = cluster.passfile.read_text(encoding="ascii").strip().rpartition(":")[2]
        made = Database(cluster.port, "postgres", password)
        with psycopg.connect(made.url(ROOT), autocommit=True) as connection:
            for role in (OWNER, "writer"):
                connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")
        yield made
    finally:
        cluster.remove()


_numbers = count(1)


@pytest.fixture
def database(administration: Database) -> Database:
    """It belongs to `owner`; `writer` may connect and nothing else yet."""
    import psycopg  # noqa: PLC0415 (an optional dependency)

    made = replace(administration, name=f"move{next(_numbers)}")
    with psycopg.connect(administration.url(ROOT), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {made.name} OWNER {OWNER}")
    return made
