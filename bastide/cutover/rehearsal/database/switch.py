"""End the replication: the target stands by itself, and nothing of ours stays at the source.

The same for the switch, for a rollback and for giving up: each step may be done again, in any state.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from bastide.cutover.rehearsal.database import slots
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.names import Names

Connection = psycopg.Connection[Any]


def end_replication(source: Endpoint, target: Endpoint, names: Names) -> tuple[slots.Slot, ...]:
    """Drop subscription, slots and publication; the slots that are left at the source, whosoever they are.

    What the target has not applied yet is lost to it: the caller has made sure that there is nothing, or gives up.
    """
    with connected(target) as connection:
        number = drop_subscription(connection, names)
    with connected(source) as connection:
        retire(connection, names, number)
        connection.execute(sql.SQL("DROP PUBLICATION IF EXISTS {}").format(sql.Identifier(names.publication)))
        return slots.logical_slots(connection)


def drop_subscription(target: Connection, names: Names) -> int | None:
    """Drop it without asking the source, which may not answer; its number, None where there is none.

    A publication of that name at the target, copied by another tool, is not touched.
    """
    row = target.execute(
        "SELECT s.oid::bigint FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
        " WHERE d.datname = current_database() AND s.subname = %s",
        (names.subscription,),
    ).fetchone()
    if row is None:
        return None
    name = sql.Identifier(names.subscription)
    target.execute(sql.SQL("ALTER SUBSCRIPTION {} DISABLE").format(name))
    target.execute(sql.SQL("ALTER SUBSCRIPTION {} SET (slot_name = NONE)").format(name))
    target.execute(sql.SQL("DROP SUBSCRIPTION {}").format(name))
    return int(row[0])


def retire(source: Connection, names: Names, subscription: int | None = None) -> None:
    """Drop the wave's slot at the source, and those of copies of single tables that its subscription left."""
    slots.drop(source, names.slot)
    if subscription is not None:
        for slot in slots.logical_slots(source):
            if slot.name.startswith(f"pg_{subscription}_sync_"):
                slots.drop(source, slot.name)
