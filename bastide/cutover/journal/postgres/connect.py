"""One connection to the journal's database for one piece of work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import IsolationLevel
from psycopg.conninfo import conninfo_to_dict

from bastide.cutover.journal.postgres import failures

Connection = psycopg.Connection[tuple[Any, ...]]
_SECONDS: Final = 10


@contextmanager
def connected(url: str, *, writes: bool) -> Iterator[Connection]:
    """A connection in one transaction: committed at the end, undone where anything is raised.

    Raises:
        BadInput: there is no connection, or a statement failed; in words of our own.
    """
    connection = _connect(url)
    try:
        # each statement sees what is committed by then: also what was while the lock was waited for
        connection.isolation_level = IsolationLevel.READ_COMMITTED
        connection.read_only = not writes
        with connection, connection.transaction():
            yield connection
    except psycopg.Error as error:
        raise failures.of_running(error) from None
    finally:
        connection.close()


def _connect(url: str) -> Connection:
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error:
        raise failures.of_url() from None
    options: dict[str, Any] = {"application_name": "bastide", "client_encoding": "UTF8"}
    if "connect_timeout" not in given and "PGCONNECT_TIMEOUT" not in os.environ:
        options["connect_timeout"] = _SECONDS
    try:
        # no prepared statements: a pooler between us and the server need not know them
        return psycopg.connect(url, prepare_threshold=None, **options)
    except psycopg.Error as error:
        raise failures.of_connecting(error) from None
