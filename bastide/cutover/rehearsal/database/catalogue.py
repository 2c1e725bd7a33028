"""What a database holds, read from its catalogue: tables, and the shape of everything as digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, LiteralString

import psycopg
from psycopg.rows import class_row

OURS: Final = "bastide_freeze"
"""The schema that the freeze makes at the source. It is no part of what moves."""

# schemas and relations that PostgreSQL or an extension brings itself
_OWN_SCHEMAS: Final[LiteralString] = (
    "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND n.nspname <> 'bastide_freeze'"
)
_NO_EXTENSION: Final[LiteralString] = (
    "NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '{0}'::regclass AND e.objid = {1} AND e.deptype = 'e')"
)


@dataclass(frozen=True, slots=True)
class Table:
    """An ordinary table, a partition included; what holds partitions alone is none.

    Attributes:
        logged: changes are in the WAL; else the table is unlogged, and never replicated.
        identity: UPDATE and DELETE can say which row they mean.
        estimate: rows, as the planner has it; -1 where nobody has counted.
    """

    schema: str
    table: str
    logged: bool
    identity: bool
    estimate: int

    @property
    def name(self) -> str:
        return f"{self.schema}.{self.table}"


_TABLES: Final[LiteralString] = f"""
SELECT n.nspname AS schema, c.relname AS table, c.relpersistence = 'p' AS logged, c.reltuples::bigint AS estimate,
       CASE c.relreplident
         WHEN 'f' THEN true
         WHEN 'd' THEN EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND i.indisvalid)
         WHEN 'i' THEN EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisvalid)
         ELSE false
       END AS identity
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence IN ('p', 'u') AND {_OWN_SCHEMAS}
  AND {_NO_EXTENSION.format("pg_class", "c.oid")}
ORDER BY 1, 2
"""

_WRITTEN: Final[LiteralString] = f"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND {_OWN_SCHEMAS}
  AND {_NO_EXTENSION.format("pg_class", "c.oid")}
ORDER BY 1, 2
"""

_RELATIONS: Final[LiteralString] = f"""
SELECT n.nspname || '.' || c.relname,
       md5(concat_ws(E'\\n', c.relkind, c.relpersistence, c.relreplident,
         (SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   a.attidentity, a.attgenerated, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid)),
                   ',' ORDER BY a.attname)
          FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
         (SELECT string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), ',' ORDER BY k.conname)
          FROM pg_constraint k WHERE k.conrelid = c.oid),
         (SELECT string_agg(pg_get_indexdef(i.indexrelid), ',' ORDER BY i.indexrelid::regclass::text)
          FROM pg_index i WHERE i.indrelid = c.oid),
         (SELECT string_agg(pg_get_triggerdef(t.oid), ',' ORDER BY t.tgname)
          FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace s ON s.oid = f.pronamespace
          WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND s.nspname <> 'bastide_freeze'),
         CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
         (SELECT concat_ws(' ', q.seqtypid::regtype, q.seqincrement, q.seqmin, q.seqmax, q.seqcycle)
          FROM pg_sequence q WHERE q.seqrelid = c.oid),
         (SELECT h.inhparent::regclass || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '')
          FROM pg_inherits h WHERE h.inhrelid = c.oid LIMIT 1)))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND {_OWN_SCHEMAS}
  AND {_NO_EXTENSION.format("pg_class", "c.oid")}
UNION ALL
SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       md5(pg_get_functiondef(p.oid))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind IN ('f', 'p') AND {_OWN_SCHEMAS} AND {_NO_EXTENSION.format("pg_proc", "p.oid")}
UNION ALL
SELECT n.nspname || '.' || t.typname, md5(string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE {_OWN_SCHEMAS} GROUP BY 1
"""

_COLUMNS: Final[LiteralString] = f"""
SELECT n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attname),
       array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relpersistence IN ('p', 'u') AND {_OWN_SCHEMAS}
  AND {_NO_EXTENSION.format("pg_class", "c.oid")}
GROUP BY 1, 2
"""


def tables(connection: psycopg.Connection[Any]) -> tuple[Table, ...]:
    """All tables whose rows are data, by name."""
    with connection.cursor(row_factory=class_row(Table)) as cursor:
        return tuple(cursor.execute(_TABLES).fetchall())


def written(connection: psycopg.Connection[Any]) -> tuple[tuple[str, str], ...]:
    """(schema, name) of all that an INSERT may name: tables, and what holds partitions and passes rows on to them."""
    return tuple(connection.execute(_WRITTEN).fetchall())


def shape(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """Everything that DDL makes -> a digest of how it is: relations, functions, enumerations.

    Digests of two servers are not comparable (they word the same definition in their version's way); those of one
    server at two moments are.
    """
    return dict(connection.execute(_RELATIONS).fetchall())


def columns(connection: psycopg.Connection[Any]) -> dict[tuple[str, str], dict[str, str]]:
    """(schema, table) -> column -> type. Comparable between servers."""
    found = connection.execute(_COLUMNS).fetchall()
    return {(schema, table): dict(zip(names, types, strict=True)) for schema, table, names, types in found}


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Names of what was made, changed or dropped since."""
    return tuple(sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name)))


def unlike(
    source: Mapping[tuple[str, str], Mapping[str, str]], target: Mapping[tuple[str, str], Mapping[str, str]]
) -> tuple[str, ...]:
    """Names of tables whose columns or types are not the same at both sides."""
    return tuple(
        sorted(".".join(table) for table in source.keys() | target.keys() if source.get(table) != target.get(table))
    )
