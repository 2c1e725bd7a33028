"""Making the journal's table, and giving roles the right to add to it."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from bastide.cutover.journal.postgres import table
from bastide.cutover.journal.postgres.connect import Connection, connected
from facts.errors import BadInput


def setup(url: str, writers: Sequence[str]) -> bool:
    """Make the table where there is none, and let `writers` read it and add to it. Returns whether it was made.

    All or nothing. The role that connects owns the table. It is not for daily use: an owner can undo what keeps it.

    Raises:
        BadInput: no connection, no right, a database that is not in UTF-8, or a writer that is no role or owns it too.
    """
    with connected(url, writes=True) as connection:
        connection.execute(table.ALONE)
        made = not _one(connection, table.EXISTS)
        if made:
            _require_utf8(str(_one(connection, table.ENCODING)))
            connection.execute(table.CREATE)
        for writer in writers:
            _allow(connection, writer)
    return made


def _one(connection: Connection, statement: str) -> object:
    row = connection.execute(statement.encode()).fetchone()
    return row[0] if row else None


def _require_utf8(encoding: str) -> None:
    if encoding != "UTF8":
        raise BadInput(
            f"the database keeps its text as {encoding}",
            expected="UTF8: entries hold what people write, in any language",
            action="CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0, and use that one",
        )


def _allow(connection: Connection, writer: str) -> None:
    row = connection.execute(table.ROLE, (writer,)).fetchone()
    if row is None:
        raise BadInput(f"the database has no role `{writer}`", action=f'CREATE ROLE "{writer}" LOGIN, then again')
    if row[0]:
        raise BadInput(
            f"the role `{writer}` could change entries all the same: it owns the table, or may do everything",
            expected="a role of its own for who writes",
            action="name another role",
        )
    for statement in (table.USAGE, table.WRITE):
        connection.execute(sql.SQL(statement).format(sql.Identifier(writer)))
