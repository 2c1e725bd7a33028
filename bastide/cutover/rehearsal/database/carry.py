"""What replication leaves out, brought to the target after the freeze: sequences, large objects, materialised views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from bastide.cutover.rehearsal.database.settings import MARGIN

Connection = psycopg.Connection[Any]
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence. `last`: the last value given out; None: none yet."""

    schema: str
    sequence: str
    last: int | None
    start: int
    step: int
    least: int
    most: int
    cycle: bool

    @property
    def name(self) -> str:
        return f"{self.schema}.{self.sequence}"

    def ahead(self, margin: int) -> int:
        """The last value that the target's is to have; never beyond the sequence's end."""
        base = self.start if self.last is None else self.last
        return max(self.least, min(self.most, base + margin * self.step))

    def behind(self, other: Sequence | None) -> bool:
        """Whether `other` would give out a value again that this one has given out. Absent is behind."""
        if other is None:
            return True
        if self.last is None:
            return False
        if other.last is None:
            return True
        return (other.last - self.last) * self.step < 0


def sequences(connection: Connection) -> tuple[Sequence, ...]:
    """All of the database, those of identity columns included, by name."""
    with connection.cursor(row_factory=class_row(Sequence)) as cursor:
        return tuple(
            cursor.execute(
                "SELECT schemaname AS schema, sequencename AS sequence, last_value AS last, start_value AS start,"
                " increment_by AS step, min_value AS least, max_value AS most, cycle"
                " FROM pg_sequences WHERE schemaname !~ '^pg_' ORDER BY 1, 2"
            ).fetchall()
        )


def set_sequences(source: Connection, target: Connection, margin: int = MARGIN) -> int:
    """Set each of the target's ahead of the source's; how many. One that is ahead already stays."""
    there = {sequence.name: sequence for sequence in sequences(target)}
    count = 0
    for sequence in sequences(source):
        other = there.get(sequence.name)
        if other is None or sequence.last is None or not _short(sequence, other, margin):
            continue
        name = sql.Identifier(sequence.schema, sequence.sequence).as_string(target)
        target.execute("SELECT setval(%s::regclass, %s)", (name, sequence.ahead(margin)))
        count += 1
    return count


def behind(source: Connection, target: Connection) -> tuple[tuple[str, ...], int]:
    """Names of sequences that would give out a value again, and how many sequences there are."""
    there = {sequence.name: sequence for sequence in sequences(target)}
    all_of_them = sequences(source)
    names = tuple(sequence.name for sequence in all_of_them if sequence.behind(there.get(sequence.name)))
    return names, len(all_of_them)


def refresh(target: Connection) -> tuple[str, ...]:
    """Fill every materialised view; names of those that cannot be, with why.

    One may read another: what fails is tried again as long as any other succeeds.
    """
    waiting = materialised(target)
    while waiting:
        failed = {view: why for view in waiting if (why := _refresh(target, view))}
        if len(failed) == len(waiting):
            return tuple(f"{'.'.join(view)}: {why}" for view, why in sorted(failed.items()))
        waiting = tuple(failed)
    return ()


def materialised(connection: Connection) -> tuple[tuple[str, str], ...]:
    """(schema, name) of materialised views, in the order in which they were made."""
    return tuple(
        connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'm' ORDER BY c.oid"
        ).fetchall()
    )


def copy_large_objects(source: Connection, target: Connection) -> int:
    """Copy those that are absent or other at the target under the same number, and drop what the source has not.

    Rights on them are not copied. How many were copied.
    """
    ours, theirs = digests(source), digests(target)
    for number in theirs.keys() - ours.keys():
        target.execute("SELECT lo_unlink(%s)", (number,))
    wanted = sorted(number for number, digest in ours.items() if theirs.get(number) != digest)
    for number in wanted:
        with target.transaction():
            target.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid = %s", (number,))
            target.execute("SELECT lo_create(%s)", (number,))
            for offset, chunk in _chunks(source, number):
                target.execute("SELECT lo_put(%s, %s, %s)", (number, offset, chunk))
    return len(wanted)


def digests(connection: Connection) -> dict[int, str]:
    """Number of each large object -> a digest of its bytes; computed by the server, a megabyte at a time."""
    return dict(
        connection.execute(
            "SELECT m.oid::bigint, m.size || ' ' || coalesce((SELECT md5(string_agg("
            "md5(lo_get(m.oid, piece * 1048576, 1048576)), ',' ORDER BY piece))"
            " FROM generate_series(0, (m.size - 1) / 1048576) piece WHERE m.size > 0), '')"
            # 262144 is INV_READ, 2 is SEEK_END
            " FROM (SELECT oid, lo_lseek64(lo_open(oid, 262144), 0, 2) AS size FROM pg_largeobject_metadata OFFSET 0) m"
        ).fetchall()
    )


def _short(sequence: Sequence, other: Sequence, margin: int) -> bool:
    wanted = sequence.ahead(margin)
    return other.last is None or (other.last - wanted) * sequence.step < 0


def _refresh(target: Connection, view: tuple[str, str]) -> str:
    try:
        target.execute(sql.SQL("REFRESH MATERIALIZED VIEW {}").format(sql.Identifier(*view)))
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    return ""


def _chunks(source: Connection, number: int) -> Iterator[tuple[int, bytes]]:
    offset = 0
    while True:
        row = source.execute("SELECT lo_get(%s, %s, %s)", (number, offset, _CHUNK)).fetchone()
        chunk = bytes(row[0]) if row and row[0] is not None else b""
        if not chunk:
            return
        yield offset, chunk
        offset += len(chunk)
