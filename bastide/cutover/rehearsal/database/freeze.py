"""Make the source read-only, prove it by attempted writes, and lift it again.

Three things, for each alone leaves a way: new sessions are read-only by default (a session may say otherwise), sessions
that are open are ended (they were begun before), and a guard refuses every write to every table (whoever asks, a
superuser too). The applier of a replication is not stopped by the guard, as no ordinary trigger stops it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from bastide.cutover.rehearsal.database import catalogue
from bastide.cutover.rehearsal.database.catalogue import OURS
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.failure import ToolkitFailed

Connection = psycopg.Connection[Any]
Relation = tuple[str, str]
_TRIES: Final = 20
_REFUSAL: Final = "BA001"
"""SQLSTATE of the guard: a class of our own, so that a proof does not take another error for it."""

_READ_ONLY: Final = "25006"
"""PostgreSQL's own, `read_only_sql_transaction`."""

_GUARD: Final = sql.SQL(
    "CREATE SCHEMA IF NOT EXISTS {schema};"
    "REVOKE ALL ON SCHEMA {schema} FROM PUBLIC;"
    "CREATE OR REPLACE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'frozen: this database is being moved' USING ERRCODE = 'BA001'; END $$;"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What attempted writes found.

    Attributes:
        tables: on how many it was tried.
        open: names of what answered otherwise than it should: written to where it must be refused, or the reverse.
    """

    tables: int
    open: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.tables > 0 and not self.open


def freeze(source: Endpoint) -> None:
    """Make it read-only. Done again, it does no harm.

    Raises ToolkitFailed where a table is held by a writer that comes back each time.
    """
    with connected(source) as connection:
        _by_default(connection, "on")
        end_sessions(connection)
        _guard(connection)
        end_sessions(connection)


def prove(source: Endpoint) -> Proof:
    """Try to write: as an ordinary new session, and to each table as one that insists. Nothing is ever changed."""
    return _tried(source, refused=True)


def lift(source: Endpoint) -> None:
    """Undo the freeze, all of it. Done again, or without a freeze, it does no harm."""
    with connected(source) as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(OURS)))
        _by_default(connection, None)


def prove_lifted(source: Endpoint) -> Proof:
    """Try the same writes, which must all be allowed again."""
    return _tried(source, refused=False)


def end_sessions(connection: Connection) -> int:
    """End all sessions of people and programs in this database but ours; how many. Replication is left alone."""
    row = connection.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    ).fetchone()
    return int(row[0]) if row else 0


def _tried(source: Endpoint, refused: bool) -> Proof:
    """Try all writes; names of those that were not refused, or were, as `refused` wants it."""
    with connected(source) as connection:
        tables, columns = catalogue.written(connection), _writable(connection)
        wrong = [
            ".".join(table) for table in tables if _refused(connection, table, columns.get(table, ())) is not refused
        ]
    if tables and _session_refused(source, tables[0]) is not refused:
        wrong.insert(0, "new sessions")
    return Proof(len(tables), tuple(wrong))


def _by_default(connection: Connection, value: str | None) -> None:
    row = connection.execute("SELECT current_database()").fetchone()
    assert row is not None
    name = sql.Identifier(row[0])
    if value is None:
        connection.execute(sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name))
    else:
        statement = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
        connection.execute(statement.format(name, sql.Literal(value)))


def _guard(connection: Connection) -> None:
    connection.execute(_GUARD.format(schema=sql.Identifier(OURS)))
    # a write through what holds partitions fires no trigger of theirs
    for table in catalogue.written(connection):
        _guard_table(connection, table)


def _guard_table(connection: Connection, table: Relation) -> None:
    statement = sql.SQL(
        "CREATE OR REPLACE TRIGGER bastide_freeze BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
        " FOR EACH STATEMENT EXECUTE FUNCTION {}.refuse()"
    ).format(sql.Identifier(*table), sql.Identifier(OURS))
    connection.execute("SET lock_timeout = '500ms'")
    for _ in range(_TRIES):
        try:
            connection.execute(statement)
            return
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            end_sessions(connection)
            time.sleep(0.05)
    raise ToolkitFailed(f"{'.'.join(table)} is written to all the time", "stop its writers, then go on with --resume")


def _refused(connection: Connection, table: Relation, columns: Iterable[str]) -> bool:
    """Whether the guard refuses to delete and to insert. Neither would change a row."""
    name = sql.Identifier(*table)
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    statements = [sql.SQL("DELETE FROM {} WHERE false").format(name)]
    if listed.as_string(None):
        statements.append(sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM {0} WHERE false").format(name, listed))
    return all(_is_refused(connection, statement, _REFUSAL) for statement in statements)


def _is_refused(connection: Connection, statement: sql.Composed, how: str) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except psycopg.Error as error:
        if error.sqlstate in (_REFUSAL, _READ_ONLY):
            return error.sqlstate == how
        raise
    return False


def _session_refused(source: Endpoint, table: Relation) -> bool:
    """Whether a session that says nothing of its own may not write."""
    statement = sql.SQL("DELETE FROM {} WHERE false").format(sql.Identifier(*table))
    with connected(source, insists=False) as connection:
        return _is_refused(connection, statement, _READ_ONLY)


def _writable(connection: Connection) -> dict[Relation, tuple[str, ...]]:
    """Table -> one column that an INSERT may name; none where all are generated."""
    found = connection.execute(
        "SELECT n.nspname, c.relname, min(a.attname::text) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
        " AND a.attidentity <> 'a' GROUP BY 1, 2"
    ).fetchall()
    return {(schema, name): (column,) for schema, name, column in found}
