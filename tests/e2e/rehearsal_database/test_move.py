"""A database moves between two real servers, and what goes wrong on the way is found."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import pytest

from bastide.cutover.rehearsal.database import carry, freeze, replicate, sample, schema, slots, switch, verify
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.part import DatabasePart
from bastide.cutover.rehearsal.database.users import Users
from bastide.cutover.rehearsal.servers.postgres_programs import required
from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from tests.e2e.proxy import Proxy
from tests.e2e.rehearsal_database.conftest import Move, named, values

pytestmark = pytest.mark.xdist_group("rehearsal-database")
ROWS = 3000
NAMES_OF_SEQUENCES = ("rehearsal.person_id_seq", "rehearsal.ticket", "rehearsal.visit_id_seq")
Until = Callable[[Callable[[], bool]], None]


def filled(move: Move, rows: int = ROWS) -> None:
    with connected(move.source) as source:
        sample.make(source, rows)


def copied(move: Move, part: DatabasePart) -> None:
    filled(move)
    found = values(part.replicate())
    assert found["database.ddl_drift"] == 0
    assert found["database.slots_seen"] >= 1


def test_whole_move_with_users_who_write(move: Move) -> None:
    filled(move)
    users = Users(move.source, move.folder)
    with move.part() as part:
        found = values(part.prepare())
        users.start()
        try:
            found |= values(part.replicate())
            assert found["database.lag_seconds"] < 5
            found |= values(part.freeze())
            users.await_refusal()
        finally:
            users.stop()
        found |= values(part.verify())
        assert users.lost(move.target) == ()
        found |= values(part.rollback())

    assert int(users.file.read_text()) > 10
    rows = found.pop("database.rows")
    assert rows > ROWS
    assert 0 <= found.pop("database.lag_seconds") < 20
    assert 0 < found.pop("database.final_delta_seconds") < 60
    assert found == {
        "tables.count": 6,
        "tables.without_identity": 0,
        "database.not_replicated": 0,
        "database.ddl_drift": 0,
        "database.slots_seen": found["database.slots_seen"],
        "database.slots_left": 0,
        "database.tables_different": 0,
        "database.sequences": 3,
        "database.sequences_behind": 0,
        "legacy.read_only": True,
        "rehearsal.rollback_done": True,
    }
    # the source serves as before, the target stands by itself
    move.at_source("INSERT INTO rehearsal.acknowledged VALUES (1000000)")
    move.at_target("INSERT INTO rehearsal.acknowledged VALUES (1000000)")
    assert move.at_source("SELECT count(*) FROM pg_namespace WHERE nspname = 'bastide_freeze'") == [(0,)]
    assert move.at_source("SELECT count(*) FROM pg_publication") == [(0,)]


def test_first_insert_after_the_switch_takes_no_number_twice(move: Move) -> None:
    """What happens without `carry`: sequences stand at their start, and the first user meets a duplicate key."""
    with move.part() as part:
        copied(move, part)
        with connected(move.source) as source, connected(move.target) as target:
            assert carry.behind(source, target) == (NAMES_OF_SEQUENCES, 3)
        insert = "INSERT INTO rehearsal.visit (person, at) VALUES (1, now()) RETURNING id"
        with pytest.raises(psycopg.errors.UniqueViolation):
            move.at_target(insert)
        part.freeze()
        ((last,),) = move.at_source("SELECT last_value FROM rehearsal.visit_id_seq")
        assert move.at_target(insert) == [(last + 1001,)]


def test_what_was_changed_at_the_target_by_hand_is_found_by_name(move: Move) -> None:
    with move.part() as part:
        copied(move, part)
        part.freeze()
        assert values(part.verify())["database.tables_different"] == 0

        move.at_target("UPDATE rehearsal.person SET amount = amount + 0.001 WHERE id = 77")
        move.at_target("DELETE FROM rehearsal.visit WHERE id = 5")
        move.at_target("INSERT INTO rehearsal.result VALUES (1, '2026-12-31', 1)")
        move.at_target("UPDATE rehearsal.remark SET words = 'remark 7' WHERE words = 'remark 8'")
        move.at_target("SELECT setval('rehearsal.visit_id_seq', 3)")
        ((number,),) = move.at_target("SELECT max(oid)::bigint FROM pg_largeobject_metadata")
        move.at_target("SELECT lo_put(%s, 3, 'x')", number)
        move.at_target("REFRESH MATERIALIZED VIEW rehearsal.kinds WITH NO DATA")
        found = part.verify()

    assert [name.partition(":")[0] for name in named(found, "database.tables_different")] == [
        "rehearsal.person",
        "rehearsal.remark",
        "rehearsal.result_2",
        "rehearsal.visit",
    ]
    assert "1,500 rows at the source, 1,499 at the target" in str(named(found, "database.tables_different"))
    assert named(found, "database.sequences_behind") == ("rehearsal.visit_id_seq",)
    assert named(found, "database.not_replicated") == (f"large object {number}", "rehearsal.kinds")


def test_unlogged_table_is_named_to_the_end(move: Move) -> None:
    move.at_source("CREATE UNLOGGED TABLE public.fast (a int PRIMARY KEY); INSERT INTO public.fast VALUES (1)")
    with move.part() as part:
        assert named(part.prepare(), "database.not_replicated") == ("public.fast (unlogged-table)",)
        copied(move, part)
        part.freeze()
        found = part.verify()
    assert named(found, "database.tables_different") == ("public.fast: 1 rows at the source, 0 at the target",)
    assert named(found, "database.not_replicated") == ("public.fast",)


DDL = (
    ("source", "CREATE TABLE rehearsal.later (a int PRIMARY KEY)",
     "rehearsal.later: columns differ, changed at the source"),
    ("source", "ALTER TYPE rehearsal.state ADD VALUE 'lost'", "rehearsal.state: changed at the source"),
    ("source", "CREATE OR REPLACE FUNCTION rehearsal.days(date) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
     "rehearsal.days(date): changed at the source"),
    ("source", "CREATE INDEX visit_kind ON rehearsal.visit (kind)", "rehearsal.visit: changed at the source"),
    ("source", "ALTER TABLE rehearsal.remark ADD COLUMN ward text",
     "rehearsal.remark: columns differ, changed at the source"),
    ("source", "ALTER SEQUENCE rehearsal.ticket MAXVALUE 5000", "rehearsal.ticket: changed at the source"),
    ("target", "DROP MATERIALIZED VIEW rehearsal.kinds", "rehearsal.kinds: changed at the target"),
    ("target", "ALTER TABLE rehearsal.person DROP COLUMN weight",
     "rehearsal.person: columns differ, changed at the target"),
)  # fmt: skip


def test_ddl_is_found_while_replication_still_runs(move: Move) -> None:
    with move.part() as part:
        copied(move, part)
        expected: list[str] = []
        for side, statement, name in DDL:
            (move.at_source if side == "source" else move.at_target)(statement)
            expected = sorted([*expected, name])
            assert named(part.replicate(), "database.ddl_drift") == tuple(expected)
        # found before it hurt: the applier has met no error
        if move.servers.target.version >= "15":
            errors = "SELECT apply_error_count FROM pg_stat_subscription_stats WHERE subname = %s"
            assert move.at_target(errors, move.names.subscription) == [(0,)]
        active = "SELECT active FROM pg_replication_slots WHERE slot_name = %s"
        assert move.at_source(active, move.names.slot) == [(True,)]


def test_target_with_part_of_the_schema_is_left_as_it_is(move: Move) -> None:
    for statement in ("CREATE TABLE public.a (a int PRIMARY KEY)", "CREATE TABLE public.b (a int PRIMARY KEY)"):
        move.at_source(statement)
    move.at_target("CREATE TABLE public.a (a int PRIMARY KEY)")
    with move.part() as part, pytest.raises(BadInput, match=r"part of the schema: public\.a"):
        part.replicate()
    assert move.at_target("SELECT count(*) FROM pg_class WHERE relname = 'b'") == [(0,)]


def test_schema_that_cannot_be_made_is_made_not_at_all(move: Move) -> None:
    """All of it or nothing: here the last statement fails, for the target may not make a type of that name."""
    move.at_source("CREATE TABLE public.a (a int PRIMARY KEY)")
    move.at_source("CREATE VIEW public.z AS SELECT a FROM public.a")
    move.at_target("CREATE TYPE public.z AS (a int)")
    with move.part() as part, pytest.raises(ToolkitFailed, match=r"psql failed: .*already exists"):
        part.replicate()
    assert move.at_target("SELECT count(*) FROM pg_class WHERE relname = 'a'") == [(0,)]


def test_lag_of_a_replication_that_stopped_is_never_small(move: Move) -> None:
    move.changes["patience_seconds"] = 1.0
    with move.part() as part:
        copied(move, part)
        move.at_source("ALTER TABLE rehearsal.visit ADD COLUMN ward text")
        move.at_source("INSERT INTO rehearsal.visit (person, at, ward) VALUES (1, now(), 'x')")
        found = part.replicate()
    assert values(found)["database.lag_seconds"] >= 1
    assert "not caught up" in str(named(found, "database.lag_seconds"))


def test_disabled_subscription_is_never_caught_up(move: Move) -> None:
    with move.part() as part:
        copied(move, part)
        move.at_target(f"ALTER SUBSCRIPTION {move.names.subscription} DISABLE")
        move.at_source("INSERT INTO rehearsal.remark VALUES ('new')")
        assert not replicate.lag(move.source, move.target, move.names, 0.5).reached
        move.at_target(f"ALTER SUBSCRIPTION {move.names.subscription} ENABLE")
        assert replicate.lag(move.source, move.target, move.names, 20).reached


def test_freeze_holds_against_everybody(move: Move) -> None:
    filled(move)
    with connected(move.source, insists=False) as early, early.transaction():
        early.execute("INSERT INTO rehearsal.remark VALUES ('never committed')")
        freeze.freeze(move.source)
        with pytest.raises(psycopg.OperationalError):
            early.execute("SELECT 1")
    assert freeze.prove(move.source) == freeze.Proof(7, ())
    for insists, error in ((False, psycopg.errors.ReadOnlySqlTransaction), (True, psycopg.Error)):
        with connected(move.source, insists=insists) as connection:
            for statement in (
                "INSERT INTO rehearsal.remark VALUES ('late')",
                "UPDATE rehearsal.person SET amount = 0",
                "DELETE FROM rehearsal.result",
                "TRUNCATE rehearsal.result_1",
                "COPY rehearsal.remark FROM PROGRAM 'echo late'",
            ):
                with pytest.raises(error, match=r"frozen|read-only"):
                    connection.execute(statement)
    freeze.freeze(move.source)
    freeze.lift(move.source)
    freeze.lift(move.source)
    assert freeze.prove_lifted(move.source).holds
    move.at_source("INSERT INTO rehearsal.remark VALUES ('again')")


def test_proof_finds_what_can_still_be_written(move: Move) -> None:
    filled(move)
    freeze.freeze(move.source)
    move.at_source("DROP TRIGGER bastide_freeze ON rehearsal.visit")
    move.at_source("ALTER TABLE rehearsal.person DISABLE TRIGGER bastide_freeze")
    move.at_source(f"ALTER DATABASE {move.source.database} RESET default_transaction_read_only")
    assert freeze.prove(move.source) == freeze.Proof(7, ("new sessions", "rehearsal.person", "rehearsal.visit"))
    freeze.freeze(move.source)
    assert freeze.prove(move.source) == freeze.Proof(7, ())


def test_target_killed_during_the_first_copy(move: Move) -> None:
    """`kill -9`, then a new start: the copy goes on by itself, and the waiting with it."""
    filled(move, 40_000)
    with connected(move.source) as source, connected(move.target) as target:
        schema.copy_schema(required(), move.source, move.target, move.folder)
        replicate.publish(source, move.names)
        replicate.subscribe(source, target, _route(move), move.names, None)
        assert replicate.unready(target, move.names) != ()
    move.servers.target.kill()
    with pytest.raises(ToolkitFailed, match="the target does not answer"):
        replicate.await_copy(move.target, move.names, print, silence=0.5)
    move.servers.target.start()
    replicate.await_copy(move.target, move.names, print, silence=30)
    with move.part() as part:
        part.replicate()
        part.freeze()
        assert values(part.verify())["database.tables_different"] == 0


def test_source_killed_between_deltas(move: Move) -> None:
    with move.part() as part:
        copied(move, part)
        move.at_source("INSERT INTO rehearsal.remark VALUES ('committed before the crash')")
        move.servers.source.kill()
        with pytest.raises(ToolkitFailed, match="--resume"):
            part.freeze()
        move.servers.source.start()
        part.freeze()
        assert values(part.verify())["database.tables_different"] == 0


def test_network_cut_during_the_move(move: Move, until: Until) -> None:
    with Proxy(move.servers.source.port) as proxy:
        move.changes["source_from_target"] = move.source.model_copy(update={"port": proxy.port})
        with move.part() as part:
            copied(move, part)
            assert proxy.accepted > 0
            proxy.cut()
            move.at_source("INSERT INTO rehearsal.remark SELECT 'cut ' || i, now() FROM generate_series(1, 500) i")
            assert not replicate.lag(move.source, move.target, move.names, 3).reached
            with connected(move.source) as source:
                until(lambda: any(not slot.active for slot in slots.logical_slots(source)))
            threading.Timer(2, proxy.mend).start()
            part.freeze()
            found = values(part.verify())
            assert found["database.tables_different"] == 0
            part.rollback()


def test_route_that_changed_is_taken_over(move: Move) -> None:
    with Proxy(move.servers.source.port) as proxy:
        move.changes["source_from_target"] = move.source.model_copy(update={"port": proxy.port})
        with move.part() as part:
            copied(move, part)
    del move.changes["source_from_target"]
    with move.part() as part:
        move.at_source("INSERT INTO rehearsal.remark VALUES ('by the new way')")
        assert values(part.replicate())["database.lag_seconds"] < 20


def test_slot_without_its_subscription_is_made_anew(move: Move) -> None:
    """Killed between the two: the slot is there, and nobody reads it."""
    filled(move)
    move.at_source("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", move.names.slot)
    with move.part() as part:
        part.replicate()
        part.freeze()
        assert values(part.verify())["database.tables_different"] == 0


def test_switch_leaves_a_slot_of_somebody_else_and_says_so(move: Move) -> None:
    with move.part() as part:
        copied(move, part)
        move.at_source("SELECT pg_create_logical_replication_slot('somebody', 'pgoutput')")
        found = part.rollback()
    assert values(found)["database.slots_left"] == 1
    assert named(found, "database.slots_left")[0].startswith("somebody (inactive, keeps ")
    assert values(found)["rehearsal.rollback_done"] is False


def test_replication_is_ended_where_the_target_never_had_any(move: Move) -> None:
    filled(move)
    assert switch.end_replication(move.source, move.target, move.names) == ()


def test_empty_against_empty_counts_nothing(move: Move) -> None:
    found = verify.compare(move.source, move.target)
    assert (found.tables, found.rows, found.different) == (0, 0, ())


def _route(move: Move) -> replicate.Route:
    return replicate.Route(move.source, move.servers.source.passfile)
