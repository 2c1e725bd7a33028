"""The journal in a table of PostgreSQL: one writer at a time, whatever the machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from bastide.cutover.journal.chained import IN_DATABASE, Said, dated
from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.postgres import table
from bastide.cutover.journal.postgres.connect import Connection, connected
from facts.errors import BadInput, Place
from stacks.approval import chain as chains
from stacks.approval.chain_file import Kept


class PostgresStore:
    """The table. Times are the server's: writers' clocks may differ."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known: tuple[Entry, ...] = ()

    @property
    def name(self) -> str:
        return "PostgreSQL, bastide.journal"

    def read(self) -> Kept[Entry]:
        with connected(self._url, writes=False) as connection:
            self._known = _entries(connection, ())
        return Kept(self._known)

    def append(self, said: Said) -> Entry:
        with connected(self._url, writes=True) as connection:
            connection.execute(table.SAFE)
            connection.execute(table.ALONE)
            # The entry names the digest of the last one, and so all that was read before: that the table still says the
            # same of the older ones is for the next reading to find.
            self._known = known = _entries(connection, self._known)
            entry = _next(connection, known, said)
            line = chains.line_of(entry)
            # what is written can be read again
            chains.entries_of(IN_DATABASE, [line], _place, known[-1] if known else None)
            connection.execute(table.INSERT, (entry.number, entry.digest, entry.previous, line.decode("utf-8")))
        # committed by now
        return entry


def _entries(connection: Connection, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Every entry: those that are known already, and what the table has from the last of them on, which is checked."""
    older = known[:-1]
    rows = connection.execute(table.SINCE, (len(older) + 1,)).fetchall()
    lines = [str(row[3]).encode("utf-8") for row in rows]
    newer = chains.entries_of(IN_DATABASE, lines, _place, older[-1] if older else None)
    _require_repeated(rows, newer)
    if known and newer[:1] != known[-1:]:
        raise _broken("another table than the one that was read before", known[-1].number)
    return (*older, *newer)


def _next(connection: Connection, known: tuple[Entry, ...], said: Said) -> Entry:
    row = connection.execute(table.NOW).fetchone()
    assert row is not None
    content = dated(said, known, row[0].astimezone(UTC))
    try:
        return chains.made(IN_DATABASE, known[-1] if known else None, content)
    except ValueError as error:
        raise BadInput(
            f"this cannot be an entry of the journal: {str(error).splitlines()[0]}",
            place=_place(len(known) + 1),
            action="correct what is to be written",
        ) from None


def _require_repeated(rows: Sequence[tuple[Any, ...]], entries: Sequence[Entry]) -> None:
    for row, entry in zip(rows, entries, strict=True):
        if tuple(row[:3]) != (entry.number, entry.digest, entry.previous):
            raise _broken("columns that say something else than their entry", entry.number)


def _broken(found: str, number: int) -> chains.Broken:
    return chains.Broken(
        f"found {found}",
        place=_place(number),
        expected="the journal as it was written: entries are added and never changed",
        action=IN_DATABASE.restore,
    )


def _place(number: int) -> Place:
    return Place(None, None, None, f"PostgreSQL, bastide.journal, entry {number}")
