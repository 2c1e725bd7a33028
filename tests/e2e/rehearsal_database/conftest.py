"""Two PostgreSQL servers for the session, and for each test a database of its own at both."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.database import slots, switch
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.findings import Finding
from bastide.cutover.rehearsal.database.loopback import Loopback, endpoint
from bastide.cutover.rehearsal.database.names import Names
from bastide.cutover.rehearsal.database.part import DatabasePart
from bastide.cutover.rehearsal.database.preflight import preflight
from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from bastide.cutover.rehearsal.servers.postgres_programs import Programs, find

# the kernel keeps what a killed server has written: only the machine's own crash would need more
FAST = {
    "fsync": "off",
    "wal_retrieve_retry_interval": "100ms",
    "max_replication_slots": "30",
    "max_wal_senders": "30",
}
_NUMBERS = itertools.count(1)


@dataclass
class Move:
    """A database that moves between the two servers of the session."""

    servers: Loopback
    names: Names
    source: Endpoint
    target: Endpoint
    folder: Path
    changes: dict[str, Any] = field(default_factory=dict)

    def at_source(self, statement: str, *values: Any) -> list[Any]:
        return _done(self.source, statement, values)

    def at_target(self, statement: str, *values: Any) -> list[Any]:
        return _done(self.target, statement, values)

    def findings(self, passfile: bool = True) -> tuple[Finding, ...]:
        with connected(self.source) as source, connected(self.target) as target:
            return preflight(source, target, self.names, passfile)

    def part(self) -> DatabasePart:
        return DatabasePart(self.names.wave, self.folder, self.settings())

    def settings(self) -> DatabaseSettings:
        given = {
            "source": self.source,
            "target": self.target,
            "passfile_at_target": self.servers.source.passfile,
            "patience_seconds": 20.0,
        }
        return DatabaseSettings(**{**given, **self.changes})


def values(found: tuple[Measurement, ...]) -> dict[str, Any]:
    return {measurement.measure: measurement.value for measurement in found}


def named(found: tuple[Measurement, ...], measure: str) -> tuple[str, ...]:
    return next(measurement.objects for measurement in found if measurement.measure == measure)


def _done(where: Endpoint, statement: str, given: tuple[Any, ...]) -> list[Any]:
    with connected(where) as connection:
        cursor = connection.execute(statement, given or None)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def programs() -> Programs:
    found = find()
    if found is None:
        assert not os.environ.get("CI"), "PostgreSQL's programs are not here"
        pytest.skip("PostgreSQL's programs are not here: Debian's package `postgresql`, or tools/get_postgres.py")
    return found


@pytest.fixture(scope="session")
def servers(programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    found = Loopback(programs, tmp_path_factory.mktemp("postgres"), FAST)
    try:
        found.start()
        yield found
    finally:
        found.remove()


@pytest.fixture
def move(servers: Loopback, tmp_path: Path) -> Iterator[Move]:
    servers.start()
    number = next(_NUMBERS)
    name = f"platform_{number}"
    for cluster in (servers.source, servers.target):
        _make(endpoint(cluster, "postgres"), name, "UTF8", "C")
    found = Move(
        servers, Names(f"wave-{number}"), endpoint(servers.source, name), endpoint(servers.target, name), tmp_path
    )
    try:
        yield found
    finally:
        servers.start()
        _take_away(found, name)


@pytest.fixture
def remake() -> Callable[[Endpoint, str, str], None]:
    """Makes a database anew, with an encoding and a locale."""

    def again(where: Endpoint, encoding: str, locale: str) -> None:
        server = where.model_copy(update={"database": "postgres"})
        _done(server, f"DROP DATABASE {where.database} WITH (FORCE)", ())
        _make(server, where.database, encoding, locale)

    return again


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Waits until something is so."""

    def wait(holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end, "it did not come to that in 20 s"
            time.sleep(0.05)

    return wait


def _make(server: Endpoint, name: str, encoding: str, locale: str) -> None:
    _done(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE '{locale}'", ())


def _take_away(move: Move, name: str) -> None:
    switch.end_replication(move.source, move.target, move.names)
    with connected(move.source) as connection:
        for slot in slots.logical_slots(connection):
            slots.drop(connection, slot.name)
    for where in (move.source, move.target):
        with connected(where.model_copy(update={"database": "postgres"})) as connection:
            for _ in range(50):
                try:
                    connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
                    break
                except psycopg.errors.ObjectInUse:
                    time.sleep(0.1)
