"""The journal in a real PostgreSQL: what the table itself keeps, and what is said where something is wrong."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("psycopg")

import psycopg

from bastide.cutover.journal.opened import VARIABLE, open_store
from bastide.cutover.journal.postgres.setup import setup
from bastide.cutover.journal.postgres.store import PostgresStore
from bastide.cutover.rehearsal.servers.postgres import USER as ROOT
from facts.errors import BadInput
from stacks.approval import canonical
from stacks.approval.chain import Broken
from tests import network_guard
from tests.bastide.cutover.journal.conftest import Database, Place
from tests.bastide.cutover.journal.said import content, note

SECRET = "very$ecret-word"
pytestmark = pytest.mark.xdist_group("journal-postgres")


@pytest.fixture
def ready(database: Database) -> Database:
    assert setup(database.url(), ["writer"])
    return database


@contextmanager
def connected(database: Database, role: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database.url(role), autocommit=True) as connection:
        yield connection


def test_what_is_added_is_read_back_the_same(ready: Database) -> None:
    store = PostgresStore(ready.url("writer"))
    assert store.read().entries == ()
    added = [store.append(content(number)) for number in range(8)]

    assert list(store.read().entries) == added
    assert list(PostgresStore(ready.url()).read().entries) == added
    assert [entry.previous for entry in added] == ["", *(entry.digest for entry in added[:-1])]


def test_its_lines_are_those_of_the_file(ready: Database, place: Place) -> None:
    """The same chain: what a table holds can be taken into a file, and is checked there as well."""
    store = PostgresStore(ready.url("writer"))
    added = [store.append(content(number)) for number in range(8)]
    with connected(ready, "writer") as connection:
        lines = [row[0] for row in connection.execute("SELECT line FROM bastide.journal ORDER BY number")]
    place.file.parent.mkdir()
    place.file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert list(place.store().read().entries) == added


def test_setup_can_be_done_again_and_can_add_a_writer(ready: Database) -> None:
    PostgresStore(ready.url("writer")).append(content(0))
    assert setup(ready.url(), ["writer"]) is False
    assert len(PostgresStore(ready.url("writer")).read().entries) == 1


@pytest.mark.parametrize("role", ["writer", "owner", ROOT])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bastide.journal SET line = 'x'",
        "DELETE FROM bastide.journal",
        "TRUNCATE bastide.journal",
        "INSERT INTO bastide.journal SELECT number + 2, repeat('a', 64), digest, line FROM bastide.journal",
        "INSERT INTO bastide.journal SELECT number + 1, repeat('a', 64), repeat('b', 64), line FROM bastide.journal",
        "SET session_replication_role = replica; DELETE FROM bastide.journal",
    ],
)
def test_entries_are_added_in_their_order_and_never_changed(ready: Database, role: str, statement: str) -> None:
    store = PostgresStore(ready.url("writer"))
    first = store.append(content(0))
    with connected(ready, role) as connection, pytest.raises(psycopg.Error) as error:
        connection.execute(statement)
    assert error.value.sqlstate in ("42501", "23000")
    assert store.read().entries == (first,)


def test_a_writer_cannot_take_away_what_keeps_the_table(ready: Database) -> None:
    for statement in (
        "ALTER TABLE bastide.journal DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_keeps_rows ON bastide.journal",
        "DROP TABLE bastide.journal",
        "ALTER FUNCTION bastide.journal_keeps() RENAME TO other",
    ):
        with connected(ready, "writer") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def owned(database: Database, statement: str) -> None:
    """What an owner can do who means it: the triggers off for a moment."""
    with connected(database, "owner") as connection:
        connection.execute("ALTER TABLE bastide.journal DISABLE TRIGGER USER")
        connection.execute(statement)
        connection.execute("ALTER TABLE bastide.journal ENABLE ALWAYS TRIGGER journal_follows")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE bastide.journal SET line = replace(line, 'cardio', 'neuro') WHERE number = 2", "that was changed"),
        ("UPDATE bastide.journal SET line = line || ' ' WHERE number = 2", "not written as entries are"),
        ("UPDATE bastide.journal SET digest = repeat('a', 64) WHERE number = 3", "say something else than their entry"),
        ("UPDATE bastide.journal SET line = '{' WHERE number = 2", "no JSON"),
        ("DELETE FROM bastide.journal WHERE number = 2", "does not follow"),
        ("DELETE FROM bastide.journal WHERE number = 1", "does not follow"),
        ("UPDATE bastide.journal SET number = number + 10 WHERE number = 1", "does not follow"),
    ],
)
def test_what_an_owner_changes_all_the_same_is_found(ready: Database, statement: str, words: str) -> None:
    store = PostgresStore(ready.url("writer"))
    for number in range(4):
        store.append(content(number))
    owned(ready, statement)
    for use in (store.read, lambda: PostgresStore(ready.url("writer")).append(content(5))):
        with pytest.raises(BadInput, match=words) as error:
            use()
        assert "PostgreSQL, bastide.journal, entry" in error.value.message()
        assert "backup" in error.value.action


def test_a_table_made_anew_under_a_writer_is_refused(ready: Database) -> None:
    store = PostgresStore(ready.url("writer"))
    for number in range(3):
        store.append(content(number))
    owned(ready, "DELETE FROM bastide.journal")
    other = PostgresStore(ready.url("writer")).append(note(words="made anew"))
    with pytest.raises(Broken, match="another table than the one that was read before"):
        store.append(content(1))
    # whoever has not seen the other one can tell by an anchor alone
    assert store.read().entries == (other,)


def test_a_decision_is_made_while_nobody_else_can_write(ready: Database) -> None:
    store = PostgresStore(ready.url("writer"))
    other = PostgresStore(ready.url("writer"))
    written: list[int] = []
    thread = threading.Thread(target=lambda: written.append(other.append(content(1)).number))

    def decide(known: object) -> Any:
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "the other one waits"
        return note(words="decided")

    assert store.append(decide).number == 1
    thread.join(20)
    assert written == [2]


def test_what_a_decision_raises_undoes_everything(ready: Database) -> None:
    store = PostgresStore(ready.url("writer"))

    def red(known: object) -> Any:
        raise BadInput("the gate is red", action="measure")

    with pytest.raises(BadInput, match="the gate is red"):
        store.append(red)
    assert store.append(content(0)).number == 1


def test_whoever_holds_the_journal_for_too_long_is_told_of(ready: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from bastide.cutover.journal.postgres import table  # noqa: PLC0415

    monkeypatch.setattr(table, "SAFE", table.SAFE.replace("30s", "200ms"))
    with connected(ready, ROOT) as connection, connection.transaction():
        connection.execute(table.ALONE)
        with pytest.raises(BadInput, match="somebody else has held the journal") as error:
            PostgresStore(ready.url("writer")).append(content(0))
    assert error.value.action == "try again"


def test_an_isolation_that_the_server_prefers_changes_nothing(ready: Database) -> None:
    """With one snapshot a transaction a writer would not see what was written while it waited."""
    with connected(ready, ROOT) as connection:
        connection.execute("ALTER ROLE writer SET default_transaction_isolation = 'serializable'")
        connection.execute("ALTER ROLE writer SET synchronous_commit = off")
    try:
        stores = [PostgresStore(ready.url("writer")) for _ in range(4)]
        threads = [
            threading.Thread(target=lambda one=store: [one.append(content(n)) for n in range(10)]) for store in stores
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert [entry.number for entry in stores[0].read().entries] == list(range(1, 41))
    finally:
        with connected(ready, ROOT) as connection:
            connection.execute("ALTER ROLE writer RESET ALL")


def test_a_commit_is_safe_whatever_the_server_prefers(ready: Database) -> None:
    from bastide.cutover.journal.postgres import table  # noqa: PLC0415

    for preferred, wanted in (("off", "on"), ("local", "on"), ("remote_apply", "remote_apply")):
        with connected(ready, "writer") as connection:
            connection.execute(f"SET synchronous_commit = {preferred}")
            with connection.transaction():
                connection.execute(table.SAFE)
                row = connection.execute("SHOW synchronous_commit").fetchone()
        assert row == (wanted,)


def test_a_line_that_was_put_in_by_hand_must_be_an_entry(ready: Database) -> None:
    store = PostgresStore(ready.url("writer"))
    first = store.append(content(0))
    data = {**first.model_dump(mode="json", by_alias=True), "number": 2, "previous": first.digest, "words": "by hand"}
    line = canonical.line({**data, "digest": "a" * 64})
    with connected(ready, "writer") as connection:
        connection.execute("INSERT INTO bastide.journal VALUES (2, %s, %s, %s)", ("a" * 64, first.digest, line))
    with pytest.raises(Broken, match="an entry that was changed"):
        store.read()


class TestSaid:
    """What is said where there is no journal, no right, no server; and never a password."""

    def refused(self, url: str, words: str) -> BadInput:
        for use in (lambda: PostgresStore(url).read(), lambda: PostgresStore(url).append(content(0))):
            with pytest.raises(BadInput, match=words) as error:
                use()
            assert SECRET not in error.value.message()
            assert error.value.action
        return error.value

    def test_no_table(self, database: Database) -> None:
        assert "journal setup" in self.refused(database.url(), "there is no journal in this database").action

    def test_no_right(self, database: Database) -> None:
        setup(database.url(), [])
        assert "--writer ROLE" in self.refused(database.url("writer"), "the role may not do this").action

    def test_no_database(self, database: Database) -> None:
        self.refused(replace(database, name="nothing").url(), "there is no such database")

    def test_no_role(self, database: Database) -> None:
        self.refused(database.url("nobody"), "refuses the role or its password")

    def test_a_wrong_password(self, database: Database) -> None:
        self.refused(replace(database, password=SECRET).url(), "refuses the role or its password")

    def test_no_password(self, database: Database) -> None:
        self.refused(database.url().replace(f":{database.password}", ""), "refuses the role or its password")

    def test_no_server(self) -> None:
        self.refused(f"postgresql://someone:{SECRET}@127.0.0.1:1/move", "the database server cannot be reached")

    @pytest.mark.parametrize(
        "url",
        [
            f"postgresql://someone:{SECRET}%zz@127.0.0.1/move",
            f"postgresql://someone:{SECRET}@/x@127.0.0.1:1/move",
            f"postgresql://someone:x/{SECRET}@127.0.0.1:1/move",
            f"postgresql://127.0.0.1:{SECRET}/move",
            f"postgresql://127.0.0.1/move?password={SECRET}&nothing={SECRET}",
            f"postgresql://[{SECRET}",
            f"postgresql:///move?host=/{SECRET}",
        ],
    )
    def test_no_url(self, url: str) -> None:
        # some read as the name of a host, which is looked for
        with network_guard.expected():
            self.refused(url, "cannot be read|cannot be reached")

    def test_a_standby(self, ready: Database) -> None:
        with connected(ready, ROOT) as connection:
            connection.execute(f"ALTER DATABASE {ready.name} SET default_transaction_read_only = on")
        # what a session may set is no standby: the entry is written all the same
        assert PostgresStore(ready.url("writer")).append(content(0)).number == 1

    def test_a_connection_that_is_lost(self, ready: Database) -> None:
        def killed(known: object) -> Any:
            with connected(ready, ROOT) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bastide'"
                )
            return note()

        with pytest.raises(BadInput, match="whether the entry was written is not known") as error:
            PostgresStore(ready.url("writer")).append(killed)
        assert "journal show" in error.value.action
        assert PostgresStore(ready.url("writer")).read().entries == ()

    def test_a_database_that_is_not_in_utf8(self, database: Database) -> None:
        with connected(database, ROOT) as connection:
            connection.execute("CREATE DATABASE latin OWNER owner ENCODING 'LATIN1' TEMPLATE template0")
        try:
            with pytest.raises(BadInput, match="keeps its text as LATIN1"):
                setup(replace(database, name="latin").url(), [])
        finally:
            with connected(database, ROOT) as connection:
                connection.execute("DROP DATABASE latin")

    @pytest.mark.parametrize(
        ("role", "words"),
        [("owner", "could change entries"), (ROOT, "could change entries"), ('no"body', "has no role")],
    )
    def test_writers_that_are_none(self, database: Database, role: str, words: str) -> None:
        with pytest.raises(BadInput, match=words):
            setup(database.url(), [role])
        # all or nothing
        with pytest.raises(BadInput, match="there is no journal"):
            PostgresStore(database.url()).read()


def test_a_password_is_nowhere(ready: Database, place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Not in a log, in an error, in the store's name, or among a process's arguments."""
    with caplog.at_level(logging.DEBUG):
        store = open_store(place.root, {VARIABLE: ready.url("writer")})
        store.append(content(0))
        with pytest.raises(BadInput) as error:
            open_store(place.root, {VARIABLE: replace(ready, name="nothing").url("writer")}).read()
    assert ready.password not in " ".join([caplog.text, error.value.message(), store.name, *sys.argv])


def test_everything_from_the_usual_variables(ready: Database, monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    usual = {"HOST": "127.0.0.1", "PORT": ready.port, "DATABASE": ready.name, "USER": "writer"}
    for name, value in {**usual, "PASSWORD": ready.password}.items():
        monkeypatch.setenv(f"PG{name}", str(value))
    assert open_store(place.root, {VARIABLE: "postgresql://"}).append(content(0)).number == 1
    # they select nothing by themselves
    assert open_store(place.root, {}).read().entries == ()


@pytest.mark.parametrize("value", ["mysql://host/db", "stacks/journal.jsonl", SECRET, " postgresql://x"])
def test_a_variable_that_holds_something_else(place: Place, value: str) -> None:
    with pytest.raises(BadInput, match="holds no URL") as error:
        open_store(place.root, {VARIABLE: value})
    assert value not in error.value.message()


def test_without_the_client_it_says_what_to_install(place: Place) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from pathlib import Path\n"
        "from bastide.cutover.journal.opened import open_store\n"
        "from facts.errors import BadInput\n"
        "open_store(Path('.'), {}).read()\n"
        "try: open_store(Path('.'), {'BASTIDE_JOURNAL': 'postgresql://'})\n"
        "except BadInput as error: sys.exit(error.message())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "pip install 'psycopg[binary]" in done.stderr
