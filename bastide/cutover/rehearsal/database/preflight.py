"""Ask both servers what would go wrong, before anything is made at either: a publication alone can break the source.

Reads only. Large objects are named by number, everything else by schema and name.
"""

from __future__ import annotations

from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

from bastide.cutover.rehearsal.database import catalogue
from bastide.cutover.rehearsal.database.findings import Finding, Trap
from bastide.cutover.rehearsal.database.names import Names
from bastide.cutover.rehearsal.database.slots import left_behind, logical_slots

Connection = psycopg.Connection[Any]
_SUBSCRIPTIONS: Final[LiteralString] = (
    "SELECT subname FROM pg_subscription"
    " WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_SORTING: Final[LiteralString] = (
    "SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = current_database()"
)
WORKERS_NEEDED: Final = 3
"""One that applies, two that copy tables."""

_SCHEMAS: Final[LiteralString] = "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
_RELATIONS: Final[dict[Trap, LiteralString]] = {
    Trap.UNLOGGED: "c.relkind = 'r' AND c.relpersistence = 'u'",
    Trap.FOREIGN: "c.relkind = 'f'",
    Trap.PARTITIONED: "c.relkind = 'p'",
    Trap.SEQUENCE: "c.relkind = 'S' AND c.relpersistence <> 't'",
    Trap.MATERIALISED_VIEW: "c.relkind = 'm'",
}
_AT_SOURCE: Final[dict[Trap, LiteralString]] = {
    Trap.TEMPORARY: "SELECT DISTINCT relname FROM pg_class WHERE relkind = 'r' AND relpersistence = 't'",
    Trap.GENERATED: "SELECT n.nspname || '.' || c.relname || '.' || a.attname FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE c.relkind = 'r' AND a.attgenerated <> '' AND NOT a.attisdropped AND {_SCHEMAS}",
    Trap.LARGE_OBJECT: "SELECT count(*) || ' large objects, the first ' || min(oid) FROM pg_largeobject_metadata"
    " HAVING count(*) > 0",
    Trap.TRIGGER: "SELECT n.nspname || '.' || c.relname || '.' || t.tgname FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE NOT t.tgisinternal AND t.tgenabled IN ('A', 'R') AND {_SCHEMAS}",
}
# what both sides must have, asked of both: in the source's answer and not in the target's is a finding
_ON_BOTH: Final[dict[Trap, LiteralString]] = {
    Trap.EXTENSION: "SELECT extname FROM pg_extension",
    Trap.COLLATION: "SELECT n.nspname || '.' || c.collname FROM pg_collation c"
    " JOIN pg_namespace n ON n.oid = c.collnamespace"
    # what somebody made comes along with the schema; these come from the machine
    " WHERE n.nspname = 'pg_catalog' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attcollation = c.oid)",
    Trap.ROLE: "SELECT rolname FROM pg_roles r WHERE rolname !~ '^pg_' AND EXISTS (SELECT FROM pg_shdepend d"
    " WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid AND d.dbid IN"
    " (SELECT oid FROM pg_database WHERE datname = current_database()))"
    # who made the cluster is pinned and depends on nothing
    " UNION SELECT pg_get_userbyid(c.relowner) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE {_SCHEMAS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')",
}
# what only stands ready at the target does for it: there an extension need not be made yet
_AVAILABLE: Final[dict[Trap, LiteralString]] = {
    Trap.EXTENSION: "SELECT name FROM pg_available_extensions",
    Trap.COLLATION: "SELECT n.nspname || '.' || c.collname FROM pg_collation c"
    " JOIN pg_namespace n ON n.oid = c.collnamespace",
    Trap.ROLE: "SELECT rolname FROM pg_roles",
}


def preflight(source: Connection, target: Connection, names: Names, passfile_at_target: bool) -> tuple[Finding, ...]:
    """Everything found, by trap and name. Nothing is made or changed.

    A run that goes on finds its own slot, publication and tables: they are no findings.
    """
    found = [
        *_identity(source),
        *_relations(source),
        *_questions(source),
        *_absent(source, target),
        *_servers(source, target, names),
        *_slots(source, names),
        *_target(source, target, names, passfile_at_target),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.trap, finding.name)))


def without_identity(source: Connection) -> tuple[str, ...]:
    """Tables at which UPDATE and DELETE fail once they are published."""
    return tuple(table.name for table in catalogue.tables(source) if table.logged and not table.identity)


def _identity(source: Connection) -> list[Finding]:
    return [Finding(Trap.WITHOUT_IDENTITY, name) for name in without_identity(source)]


def _relations(source: Connection) -> list[Finding]:
    return [
        Finding(trap, name)
        for trap, condition in _RELATIONS.items()
        for name in _names(
            source,
            "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            f" WHERE {condition} AND {_SCHEMAS}",
        )
    ]


def _questions(source: Connection) -> list[Finding]:
    return [Finding(trap, name) for trap, question in _AT_SOURCE.items() for name in _names(source, question)]


def _absent(source: Connection, target: Connection) -> list[Finding]:
    return [
        Finding(trap, name)
        for trap, question in _ON_BOTH.items()
        for name in sorted(set(_names(source, question)) - set(_names(target, _AVAILABLE[trap])))
    ]


def _servers(source: Connection, target: Connection, names: Names) -> list[Finding]:
    found = []
    level = _setting(source, "wal_level")
    if level != "logical":
        found.append(Finding(Trap.WAL_LEVEL, f"wal_level = {level}"))
    slots, most = len(_names(source, "SELECT slot_name FROM pg_replication_slots")), "max_replication_slots"
    ours = any(slot.name == names.slot for slot in logical_slots(source))
    # the copy of each table takes a slot of its own for its time
    if not ours and slots + WORKERS_NEEDED > int(_setting(source, most)):
        found.append(Finding(Trap.SLOTS, f"{most} = {_setting(source, most)}, {slots} taken"))
    senders, most = len(_names(source, "SELECT pid::text FROM pg_stat_replication")), "max_wal_senders"
    if not ours and senders + WORKERS_NEEDED > int(_setting(source, most)):
        found.append(Finding(Trap.SENDERS, f"{most} = {_setting(source, most)}, {senders} taken"))
    for name in ("max_logical_replication_workers", "max_worker_processes"):
        if int(_setting(target, name)) < WORKERS_NEEDED:
            found.append(Finding(Trap.WORKERS, f"{name} = {_setting(target, name)}"))
    if target.info.server_version // 10000 < source.info.server_version // 10000:
        found.append(Finding(Trap.OLDER, f"{target.info.server_version // 10000}"))
    encodings = [_setting(side, "server_encoding") for side in (source, target)]
    if len(set(encodings)) > 1:
        found.append(Finding(Trap.ENCODING, " and ".join(encodings)))
    sortings = [_names(side, _SORTING)[0] for side in (source, target)]
    if len(set(sortings)) > 1:
        found.append(Finding(Trap.SORTING, " and ".join(sortings)))
    return found


def _slots(source: Connection, names: Names) -> list[Finding]:
    return [Finding(Trap.LEFT_SLOT, str(slot)) for slot in left_behind(logical_slots(source), names.slot)]


def _target(source: Connection, target: Connection, names: Names, passfile_at_target: bool) -> list[Finding]:
    found = []
    logged = _setting(target, "log_statement")
    if not passfile_at_target and logged in ("ddl", "all"):
        found.append(Finding(Trap.STATEMENTS_LOGGED, f"log_statement = {logged}"))
    begun = _names(target, _SUBSCRIPTIONS)
    if names.subscription not in begun:
        foreign = set(catalogue.shape(target)) - set(catalogue.shape(source))
        held = [table.name for table in catalogue.tables(target) if _has_rows(target, table)]
        found += [Finding(Trap.NOT_EMPTY, name) for name in sorted(foreign | set(held))]
    return found


def _has_rows(connection: Connection, table: catalogue.Table) -> bool:
    question = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table.schema, table.table))
    row = connection.execute(question).fetchone()
    return bool(row and row[0])


def _names(connection: Connection, question: LiteralString) -> list[str]:
    return [name for (name,) in connection.execute(question).fetchall()]


def _setting(connection: Connection, name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else ""
