"""Logical replication from the source to the target: made once, watched, and never believed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from bastide.cutover.rehearsal.database import catalogue, slots
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.names import Names
from bastide.cutover.rehearsal.database.preflight import without_identity
from bastide.failure import ToolkitFailed
from facts.errors import BadInput

Connection = psycopg.Connection[Any]
Report = Callable[[str], None]
_POLL: Final = 0.2
_SILENCE: Final = 120.0


@dataclass(frozen=True, slots=True)
class Route:
    """How the target reaches the source, which may be another way than ours (a tunnel, a relay).

    Attributes:
        source: as the target sees it.
        passfile_at_target: a file of passwords on the target's machine that its server can read. None: the password
            is taken from our own file and sent within the connection; `preflight` refuses that where it is logged.
    """

    source: Endpoint
    passfile_at_target: Path | None = None

    def conninfo(self, password: str | None) -> str:
        given = self.source.parameters() | {"passfile": str(self.passfile_at_target or "")}
        if password is not None:
            given["password"] = password
        return psycopg.conninfo.make_conninfo("", **{name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the target is behind.

    Attributes:
        seconds: what the source had committed when asked, the target had on disk this much later. Measured by waiting
            for it, not computed from clocks; at least that much where `reached` is false.
        bytes: WAL that the target had not confirmed when asked.
    """

    seconds: float
    bytes: int
    reached: bool


def publish(source: Connection, names: Names) -> None:
    """Publish all logged tables, those without identity never: UPDATE would fail at the source from then on.

    Raises BadInput where such a table is there, naming it; nothing is made then.
    """
    wrong = without_identity(source)
    if wrong:
        raise BadInput(
            f"tables without replica identity: {', '.join(wrong)}",
            expected="a primary key or a replica identity on each: publishing them makes UPDATE fail at the source",
            action="give each one, then go on with --resume",
        )
    published = source.execute("SELECT 1 FROM pg_publication WHERE pubname = %s", (names.publication,)).fetchone()
    if published:
        return
    listed = [sql.Identifier(table.schema, table.table) for table in catalogue.tables(source) if table.logged]
    if not listed:
        raise BadInput(
            "the source has no table", expected="a database that holds something", action="name the right one"
        )
    source.execute(
        sql.SQL("CREATE PUBLICATION {} FOR TABLE {}").format(
            sql.Identifier(names.publication), sql.SQL(", ").join(listed)
        )
    )


def subscribe(source: Connection, target: Connection, route: Route, names: Names, password: str | None) -> None:
    """Have the target copy all tables, then follow. Goes on with what is there; the route may have changed since.

    The slot is made by us and not by the subscription: killed between the two, we find it and make it anew.
    """
    conninfo, name = route.conninfo(password), sql.Identifier(names.subscription)
    there = target.execute(
        "SELECT subconninfo FROM pg_subscription WHERE subname = %s", (names.subscription,)
    ).fetchone()
    # the two statements with a password in them do not reach for the source: what fails is logged with its statement
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        target.execute("SET log_min_error_statement = 'panic'")
    if there is None:
        slots.drop(source, names.slot)
        source.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", (names.slot,))
        target.execute(
            sql.SQL(
                "CREATE SUBSCRIPTION {} CONNECTION {} PUBLICATION {} WITH (connect = false, slot_name = {})"
            ).format(name, sql.Literal(conninfo), sql.Identifier(names.publication), sql.Literal(names.slot))
        )
    elif there[0] != conninfo:
        target.execute(sql.SQL("ALTER SUBSCRIPTION {} CONNECTION {}").format(name, sql.Literal(conninfo)))
    target.execute(sql.SQL("ALTER SUBSCRIPTION {} ENABLE").format(name))
    if not _tables(target, names):
        target.execute(sql.SQL("ALTER SUBSCRIPTION {} REFRESH PUBLICATION WITH (copy_data = true)").format(name))


def unready(target: Connection, names: Names) -> tuple[str, ...]:
    """Tables whose first copy is not done, and the subscription itself where it has none at all."""
    found = _tables(target, names)
    return tuple(name for name, ready in found if not ready) if found else (names.subscription,)


def _tables(target: Connection, names: Names) -> list[tuple[str, bool]]:
    """Tables of the subscription, and whether the first copy of each is done."""
    return target.execute(
        "SELECT r.srrelid::regclass::text, r.srsubstate = 'r' FROM pg_subscription_rel r"
        " JOIN pg_subscription s ON s.oid = r.srsubid WHERE s.subname = %s ORDER BY 1",
        (names.subscription,),
    ).fetchall()


def await_copy(target: Endpoint, names: Names, report: Report, silence: float = _SILENCE) -> None:
    """Wait until all tables are copied. A server that goes away meanwhile is waited for.

    Raises ToolkitFailed where nothing moves for `silence` seconds, naming the tables.
    """
    last, since = None, time.monotonic()
    while True:
        try:
            with connected(target) as connection:
                waiting = unready(connection, names)
                copied = _copied(connection)
        except psycopg.OperationalError:
            waiting, copied = ("the target does not answer",), -1
        else:
            if not waiting:
                return
            report(f"{len(waiting)} tables to copy, {copied:,} rows of them")
        if (waiting, copied) != last and copied >= 0:
            last, since = (waiting, copied), time.monotonic()
        if time.monotonic() - since > silence:
            raise ToolkitFailed(
                f"the first copy stands still: {', '.join(waiting[:5])}",
                "read the target's log, then go on with --resume",
            )
        time.sleep(_POLL)


def mark(source: Connection) -> str:
    """The place in the WAL after all that is committed now; it is on the source's disk when this returns."""
    with source.transaction():
        source.execute("SET LOCAL synchronous_commit = on")
        row = source.execute("SELECT pg_logical_emit_message(true, 'bastide', '')::text").fetchone()
    assert row is not None
    return str(row[0])


def behind(source: Connection, names: Names, place: str) -> int | None:
    """Bytes of WAL up to `place` that the target has not confirmed; 0 or less: it has all. None: no slot."""
    row = source.execute(
        "SELECT pg_wal_lsn_diff(%s::pg_lsn, confirmed_flush_lsn)::bigint FROM pg_replication_slots"
        " WHERE slot_name = %s",
        (place, names.slot),
    ).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def lag(source: Endpoint, target: Endpoint, names: Names, limit: float) -> Lag:
    """How far the target is behind; waits at most `limit` seconds for it to catch up.

    A table whose first copy is not done makes it not reached, however little WAL is left.
    """
    with connected(source) as connection:
        place, begun = mark(connection), time.monotonic()
        first = behind(connection, names, place)
    amount = max(first, 0) if first is not None else 0
    while not _reached(source, target, names, place):
        if time.monotonic() - begun > limit:
            return Lag(time.monotonic() - begun, amount, False)
        time.sleep(0.05)
    return Lag(time.monotonic() - begun, amount, True)


def _reached(source: Endpoint, target: Endpoint, names: Names, place: str) -> bool:
    try:
        with connected(source) as one:
            left = behind(one, names, place)
        if left is None or left > 0:
            return False
        with connected(target) as other:
            return not unready(other, names)
    except psycopg.OperationalError:
        return False


def _copied(target: Connection) -> int:
    row = target.execute(
        "SELECT coalesce(sum(tuples_processed), 0)::bigint FROM pg_stat_progress_copy"
        " WHERE datname = current_database()"
    ).fetchone()
    return int(row[0]) if row else 0
