"""Every trap of a move by logical replication is found on real servers before anything is made for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from bastide.cutover.rehearsal.database import replicate
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.findings import BLOCKING, Finding, Trap
from bastide.cutover.rehearsal.database.loopback import DATABASE, Loopback, endpoint, make_database
from bastide.cutover.rehearsal.database.names import Names
from bastide.cutover.rehearsal.database.preflight import preflight
from bastide.cutover.rehearsal.servers.postgres import Cluster
from bastide.cutover.rehearsal.servers.postgres_programs import Programs
from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from tests.e2e.rehearsal_database.conftest import FAST, Move, named, values

pytestmark = pytest.mark.xdist_group("rehearsal-database")

AT_SOURCE = [
    (Trap.WITHOUT_IDENTITY, "CREATE TABLE public.plain (a int)", "public.plain"),
    (Trap.WITHOUT_IDENTITY, "CREATE TABLE public.none (a int PRIMARY KEY); ALTER TABLE public.none"
     " REPLICA IDENTITY NOTHING", "public.none"),
    (Trap.UNLOGGED, "CREATE UNLOGGED TABLE public.fast (a int PRIMARY KEY)", "public.fast"),
    (Trap.FOREIGN, "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
     "CREATE FOREIGN TABLE public.far (a int) SERVER s", "public.far"),
    (Trap.PARTITIONED, "CREATE TABLE public.parts (a int PRIMARY KEY) PARTITION BY RANGE (a)", "public.parts"),
    (Trap.GENERATED, "CREATE TABLE public.g (a int PRIMARY KEY, b int GENERATED ALWAYS AS (a + 1) STORED)",
     "public.g.b"),
    (Trap.SEQUENCE, "CREATE SEQUENCE public.numbers", "public.numbers"),
    (Trap.LARGE_OBJECT, "SELECT lo_create(4711)", "1 large objects, the first 4711"),
    (Trap.MATERIALISED_VIEW, "CREATE MATERIALIZED VIEW public.seen AS SELECT 1 AS a", "public.seen"),
    (Trap.EXTENSION, "SET allow_system_table_mods = on; INSERT INTO pg_extension (oid, extname, extowner, extnamespace,"
     " extrelocatable, extversion) VALUES (99999, 'absent', 10, 11, false, '1')", "absent"),
    (Trap.COLLATION, "SET allow_system_table_mods = on; CREATE COLLATION pg_catalog.absent (LOCALE = 'C');"
     "CREATE TABLE public.sorted (a text COLLATE pg_catalog.absent PRIMARY KEY)", "pg_catalog.absent"),
    (Trap.TRIGGER, "CREATE TABLE public.t (a int PRIMARY KEY); CREATE FUNCTION public.f() RETURNS trigger"
     " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER always BEFORE INSERT ON public.t FOR EACH ROW"
     " EXECUTE FUNCTION public.f(); ALTER TABLE public.t ENABLE ALWAYS TRIGGER always", "public.t.always"),
    (Trap.LEFT_SLOT, "SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')", "forgotten (inactive"),
]  # fmt: skip


def test_each_is_found_by_name(move: Move) -> None:
    assert move.findings() == ()

    for _, statement, _ in AT_SOURCE:
        move.at_source(statement)

    found = [(finding.trap, finding.name) for finding in move.findings()]
    for trap, _, name in AT_SOURCE:
        assert sum(other is trap and found_name.startswith(name) for other, found_name in found) == 1, (trap, name)
    assert len(found) == len(AT_SOURCE)
    assert move.at_source("SELECT count(*) FROM pg_publication") == [(0,)]


def test_temporary_table_of_another_session(move: Move) -> None:
    with connected(move.source) as other:
        other.execute("CREATE TEMPORARY TABLE passing (a int)")
        assert Finding(Trap.TEMPORARY, "passing") in move.findings()


def test_role_that_is_not_at_the_target(move: Move) -> None:
    move.at_source("CREATE TABLE public.t (a int PRIMARY KEY)")
    move.at_source("CREATE ROLE reader_of_the_source")
    try:
        move.at_source("GRANT SELECT ON public.t TO reader_of_the_source")
        assert move.findings() == (Finding(Trap.ROLE, "reader_of_the_source"),)
    finally:
        move.at_source("DROP OWNED BY reader_of_the_source")
        move.at_source("DROP ROLE reader_of_the_source")


def test_encoding_and_sorting(move: Move, remake: Callable[[Endpoint, str, str], None]) -> None:
    remake(move.target, "LATIN1", "C")
    remake(move.source, "UTF8", "C.UTF-8")
    assert move.findings() == (
        Finding(Trap.ENCODING, "UTF8 and LATIN1"),
        Finding(Trap.SORTING, "C.UTF-8 C.UTF-8 and C C"),
    )


def test_target_that_logs_the_password_of_the_subscription(move: Move) -> None:
    move.at_target(f"ALTER DATABASE {move.target.database} SET log_statement = 'ddl'")
    assert move.findings(passfile=True) == ()
    assert move.findings(passfile=False) == (Finding(Trap.STATEMENTS_LOGGED, "log_statement = ddl"),)


def test_target_that_holds_something_else(move: Move) -> None:
    move.at_target("CREATE TABLE public.other (a int PRIMARY KEY)")
    assert move.findings() == (Finding(Trap.NOT_EMPTY, "public.other"),)


@pytest.fixture(scope="module")
def small(programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A server that is not set up for a move."""
    settings = {
        **FAST,
        "wal_level": "replica",
        "max_replication_slots": "1",
        "max_wal_senders": "1",
        "max_logical_replication_workers": "1",
    }
    found = Cluster(programs, tmp_path_factory.mktemp("small"), "small", settings)
    try:
        found.start()
        make_database(found, DATABASE)
        yield found
    finally:
        found.remove()


def test_settings_of_both_servers(small: Cluster, servers: Loopback) -> None:
    well, ill = endpoint(servers.source), endpoint(small)
    with connected(ill) as source, connected(well) as target:
        found = {finding.trap for finding in preflight(source, target, Names("w"), True)}
    assert found == {Trap.WAL_LEVEL, Trap.SLOTS, Trap.SENDERS}
    with connected(well) as source, connected(ill) as target:
        found = {finding.trap for finding in preflight(source, target, Names("w"), True)}
    assert found == {Trap.WORKERS}


def test_table_without_identity_is_never_published_and_updates_go_on(move: Move) -> None:
    """The trap that breaks production: PostgreSQL refuses UPDATE once such a table is published."""
    move.at_source("CREATE TABLE public.plain (a int); INSERT INTO public.plain VALUES (1)")
    move.at_source("CREATE TABLE public.good (a int PRIMARY KEY)")

    with move.part() as part:
        found = part.prepare()
        assert values(found)["tables.without_identity"] == 1
        assert named(found, "tables.without_identity") == ("public.plain",)
        with pytest.raises(BadInput, match=r"public\.plain \(table-without-identity\)"):
            part.replicate()
    with pytest.raises(BadInput, match=r"public\.plain"), connected(move.source) as source:
        replicate.publish(source, move.names)

    assert move.at_source("SELECT count(*) FROM pg_publication") == [(0,)]
    assert move.at_source("SELECT count(*) FROM pg_replication_slots WHERE slot_name = %s", move.names.slot) == [(0,)]
    move.at_source("UPDATE public.plain SET a = 2")
    # and what it would have been
    move.at_source("CREATE PUBLICATION careless FOR ALL TABLES")
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        move.at_source("UPDATE public.plain SET a = 3")


def test_what_blocks_is_refused_before_anything_is_made(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    move.at_source("CREATE TABLE public.good (a int PRIMARY KEY)")
    with move.part() as part:
        for trap in sorted(BLOCKING):
            found = (Finding(trap, "it"),)
            monkeypatch.setattr("bastide.cutover.rehearsal.database.part.preflight", lambda *_, found=found: found)
            with pytest.raises(BadInput, match=rf"it \({trap}\)"):
                part.replicate()
    assert move.at_source("SELECT count(*) FROM pg_publication") == [(0,)]
    assert move.at_target("SELECT count(*) FROM pg_class WHERE relname = 'good'") == [(0,)]


def test_wal_kept_by_a_slot_that_was_left_is_measured(move: Move) -> None:
    move.at_source("CREATE TABLE public.t (a text)")
    move.at_source("SELECT pg_create_logical_replication_slot('left_behind', 'pgoutput')")

    def kept() -> int:
        found = [finding.name for finding in move.findings() if finding.trap is Trap.LEFT_SLOT]
        assert len(found) == 1
        return int(found[0].split("keeps ")[1].split(" ")[0].replace(",", ""))

    before = kept()
    move.at_source("INSERT INTO public.t SELECT repeat('x', 1000) FROM generate_series(1, 8000)")
    assert kept() - before > 8_000_000


def test_nothing_is_written_to_the_folder_that_holds_a_password(move: Move, tmp_path: Path) -> None:
    move.at_source("CREATE TABLE public.t (a int PRIMARY KEY)")
    with move.part() as part:
        part.prepare()
        part.replicate()
    secret = move.servers.source.passfile.read_text().strip().rpartition(":")[2]
    assert [file for file in tmp_path.rglob("*") if file.is_file() and secret in file.read_text()] == []
    assert secret not in move.servers.target.log.read_text() + move.servers.source.log.read_text()
    ((conninfo,),) = move.at_target(
        "SELECT subconninfo FROM pg_subscription WHERE subname = %s", move.names.subscription
    )
    assert secret not in conninfo


def test_password_that_is_sent_is_in_no_log(move: Move, tmp_path: Path) -> None:
    """Without a file at the target the password is in the subscription, and nowhere else, also where that fails."""
    secret = move.servers.source.passfile.read_text().strip().rpartition(":")[2]
    move.at_source("CREATE TABLE public.t (a int PRIMARY KEY); INSERT INTO public.t VALUES (1)")
    move.changes |= {"passfile_at_target": None, "source_from_target": move.source.model_copy(update={"port": 1})}
    with move.part() as part, pytest.raises(ToolkitFailed) as error:
        part.replicate()
    assert secret not in str(error.value)
    del move.changes["source_from_target"]
    with move.part() as part:
        part.replicate()
        part.freeze()
        assert values(part.verify())["database.rows"] == 1
    ((conninfo,),) = move.at_target(
        "SELECT subconninfo FROM pg_subscription WHERE subname = %s", move.names.subscription
    )
    assert secret in conninfo
    assert secret not in move.servers.target.log.read_text() + move.servers.source.log.read_text()
    assert [file for file in tmp_path.rglob("*") if file.is_file() and secret in file.read_text()] == []
