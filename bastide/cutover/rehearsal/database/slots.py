"""Replication slots at the source: each keeps WAL until somebody reads it or drops it, and fills the disk."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import class_row

from bastide.failure import ToolkitFailed

_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A logical slot of the database.

    Attributes:
        active: somebody reads it now.
        kept_bytes: WAL that the server keeps for it.
        status: PostgreSQL's `wal_status`; `lost`: what it kept is gone, and it is of no use.
    """

    name: str
    active: bool
    kept_bytes: int
    status: str

    def __str__(self) -> str:
        return f"{self.name} ({'active' if self.active else 'inactive'}, keeps {self.kept_bytes:,} bytes of WAL)"


def logical_slots(source: psycopg.Connection[Any]) -> tuple[Slot, ...]:
    """Those of this database, those of a copy of a single table included."""
    with source.cursor(row_factory=class_row(Slot)) as cursor:
        return tuple(
            cursor.execute(
                "SELECT slot_name AS name, active, coalesce(wal_status, 'lost') AS status,"
                " coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint AS kept_bytes"
                " FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database()"
                " ORDER BY slot_name"
            ).fetchall()
        )


def left_behind(slots: Iterable[Slot], ours: str) -> tuple[Slot, ...]:
    """Those that nobody reads and that are not the one of this wave."""
    return tuple(slot for slot in slots if not slot.active and slot.name != ours)


def drop(source: psycopg.Connection[Any], name: str) -> None:
    """Drop a slot; one that is still read is freed from its reader first. Does nothing where there is none.

    Raises ToolkitFailed where a reader comes back each time.
    """
    end = time.monotonic() + _SECONDS
    while True:
        try:
            source.execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s", (name,)
            )
            return
        except psycopg.errors.ObjectInUse:
            source.execute(
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                " WHERE slot_name = %s AND active_pid IS NOT NULL",
                (name,),
            )
        except psycopg.errors.UndefinedObject:
            return
        if time.monotonic() > end:
            raise ToolkitFailed(f"the slot {name} is still read", "stop its reader, then go on with --resume")
        time.sleep(0.1)
