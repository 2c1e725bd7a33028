"""Compare both databases by what each server computes over its own rows: another way than the one of the copy.

A table's digest is the number of its rows and two sums over the MD5 of each row's text: it does not depend on the order
of the rows, and needs no sorting. It finds accidents and hand-made changes; it is no proof against somebody who builds
rows to have the same sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from bastide.cutover.rehearsal.database import carry, catalogue
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Digest:
    """Of the rows of one table or materialised view."""

    rows: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Side:
    """What one server says of itself.

    Attributes:
        tables: name -> digest.
        views: name of a materialised view -> digest of what it holds; None for one that was never filled.
        fresh: name of a materialised view -> digest of what its definition gives now; asked of the target alone.
        large: number of a large object -> digest.
    """

    tables: Mapping[str, Digest]
    views: Mapping[str, Digest | None]
    large: Mapping[int, str]
    fresh: Mapping[str, Digest]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, compared.

    Attributes:
        tables: how many the source has.
        rows: in all tables of the target.
        different: names of tables that differ, with how.
        left_out: names of large objects that are not at the target as at the source, and of materialised views that
            hold neither what the source's hold, which may be old, nor what their definition gives.
    """

    tables: int
    rows: int
    different: tuple[str, ...]
    left_out: tuple[str, ...]


def compare(source: Endpoint, target: Endpoint) -> Comparison:
    """Have both servers compute, at the same time. Only of a frozen source does the result mean anything."""
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(side, (source, target), (False, True))
    return compared(one, other)


def side(endpoint: Endpoint, fresh: bool) -> Side:
    """What the server says of itself, all in one snapshot."""
    with connected(endpoint) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        views = carry.materialised(connection)
        return Side(
            {
                ".".join(table): digest(connection, table, names)
                for table, names in sorted(catalogue.columns(connection).items())
            },
            {".".join(view): _of_view(connection, view) for view in views},
            carry.digests(connection),
            {".".join(view): _of_definition(connection, view) for view in views if fresh},
        )


def compared(source: Side, target: Side) -> Comparison:
    """Pure: what differs, by name. Something that only one side has differs."""
    different = [
        f"{name}: {_how(source.tables.get(name), target.tables.get(name))}"
        for name in sorted(source.tables.keys() | target.tables.keys())
        if source.tables.get(name) != target.tables.get(name)
    ]
    views = [
        name
        for name in sorted(source.views.keys() | target.views.keys())
        # one that the source never filled holds nothing that could be missing
        if source.views.get(name) is not None
        and target.views.get(name) not in (source.views.get(name), target.fresh.get(name, source.views.get(name)))
    ]
    large = [
        f"large object {number}"
        for number in sorted(source.large.keys() | target.large.keys())
        if source.large.get(number) != target.large.get(number)
    ]
    rows = sum(found.rows for found in target.tables.values())
    return Comparison(len(source.tables), rows, tuple(different), (*views, *large))


def digest(connection: Connection, relation: tuple[str, str], columns: Iterable[str]) -> Digest:
    """Of all rows, over the columns by name: their order in the table does not matter."""
    return _digest(connection, sql.SQL("ONLY {}").format(sql.Identifier(*relation)), columns)


def _digest(connection: Connection, rows: sql.Composable, columns: Iterable[str]) -> Digest:
    listed = sql.SQL(", ").join(sql.Identifier("t", name) for name in sorted(columns))
    row = connection.execute(
        sql.SQL(
            "SELECT count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint), 0),"
            " coalesce(sum(('x' || right(h, 16))::bit(64)::bigint), 0)"
            " FROM (SELECT md5(ROW({})::text) AS h FROM {} t OFFSET 0) hashed"
        ).format(listed, rows)
    ).fetchone()
    assert row is not None
    return Digest(int(row[0]), int(row[1]), int(row[2]))


def _of_view(connection: Connection, view: tuple[str, str]) -> Digest | None:
    filled, names, _ = _view(connection, view)
    return digest(connection, view, names) if filled else None


def _of_definition(connection: Connection, view: tuple[str, str]) -> Digest:
    _, names, definition = _view(connection, view)
    return _digest(connection, sql.SQL("({})").format(sql.SQL(definition)), names)


def _view(connection: Connection, view: tuple[str, str]) -> tuple[bool, list[str], LiteralString]:
    row = connection.execute(
        "SELECT c.relispopulated, array_agg(a.attname::text), rtrim(pg_get_viewdef(c.oid), ';') FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname = %s AND c.relname = %s GROUP BY c.oid",
        view,
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def _how(source: Digest | None, target: Digest | None) -> str:
    if source is None:
        return "only at the target"
    if target is None:
        return "only at the source"
    if source.rows != target.rows:
        return f"{source.rows:,} rows at the source, {target.rows:,} at the target"
    return f"the same {source.rows:,} rows, other content"
