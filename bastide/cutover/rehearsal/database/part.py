"""The database as a part of a rehearsal: the steps in their order, each of which may be run again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import psycopg
from psycopg import pq

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.database import (
    carry,
    catalogue,
    drift,
    freeze,
    notes,
    replicate,
    rollback,
    sample,
    schema,
    slots,
    verify,
)
from bastide.cutover.rehearsal.database.connection import connected, explained
from bastide.cutover.rehearsal.database.findings import Finding
from bastide.cutover.rehearsal.database.loopback import Loopback
from bastide.cutover.rehearsal.database.measures import Maker
from bastide.cutover.rehearsal.database.names import Names
from bastide.cutover.rehearsal.database.passwords import password_for
from bastide.cutover.rehearsal.database.preflight import preflight
from bastide.cutover.rehearsal.database.replicate import Route
from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from bastide.cutover.rehearsal.database.users import Users
from bastide.cutover.rehearsal.servers.postgres_programs import Programs, required
from facts.errors import BadInput
from policies.model import Lang

ROWS: Final = 1_000_000
_LOOPS: Final = 20
_SETTLED_LOOPS: Final = 2
Connection = psycopg.Connection[Any]


def _silent(_: str) -> None:
    pass


class DatabasePart:
    """Moves one database. See `bastide.cutover.rehearsal.run.Part`.

    Args:
        wave: its name in the plan of the move.
        folder: of the run; holds notes, and where the loopback servers are. No password that is not a server's of ours.
        settings: two real databases; None: two servers of our own, with `rows` rows and users that write meanwhile.
        report: is told now and then what is being done.
    """

    name = "database"

    def __init__(
        self,
        wave: str,
        folder: Path,
        settings: DatabaseSettings | None = None,
        rows: int = ROWS,
        report: Callable[[str], None] = _silent,
    ) -> None:
        self._names, self._folder, self._rows, self._report = Names(wave), folder, rows, report
        self._programs: Programs = required()
        self._given = settings
        self._loopback = Loopback(self._programs, folder) if settings is None else None
        self._users: Users | None = None
        self._over = False
        self.programs: Mapping[str, str] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        with explained("starting the servers"):
            self._settings = self._loopback.start() if self._loopback is not None else self._own()
            with self._sides() as (source, target):
                self._source = f"PostgreSQL {_version(source)} to {_version(target)}"
                self.programs = {
                    "postgresql-source": _version(source),
                    "postgresql-target": _version(target),
                    "postgresql-programs": self._programs.version,
                    "libpq": ".".join(map(str, divmod(pq.version(), 10000))),
                    "psycopg": psycopg.__version__,
                }
        if self._loopback is not None:
            self._users = Users(self._settings.source, self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._users is not None:
            self._users.stop()
        if self._loopback is not None:
            self._loopback.stop()
        if self._over:
            self.remove()

    def remove(self) -> None:
        """Take the loopback servers away with what they hold. Real ones are not touched."""
        if self._loopback is not None:
            self._loopback.remove()

    def prepare(self) -> tuple[Measurement, ...]:
        """On loopback, make the database; then say what replication would leave out or break. Makes nothing else.

        The measurements are of the source before anything was made there for the move.
        """
        with explained("looking at both databases"), self._sides() as (source, target):
            if self._loopback is not None:
                self._report(f"making {self._rows:,} rows")
                sample.make(source, self._rows)
            return self._maker().preflight(self._findings(source, target), len(catalogue.tables(source)))

    def findings(self) -> tuple[Finding, ...]:
        """What `prepare` counts, one by one, with what to do."""
        with explained("looking at both databases"), self._sides() as (source, target):
            return self._findings(source, target)

    def replicate(self) -> tuple[Measurement, ...]:
        """Copy the schema and all rows, then follow until the target is no more than a moment behind.

        Raises BadInput where something was found that would break the source or stop the replication; nothing is made.
        """
        settings = self._settings
        with explained("replicating"):
            with self._sides() as (source, target):
                self._refuse_blocked(self._findings(source, target))
                self._copy_schema(source, target)
                replicate.publish(source, self._names)
                if self._users is not None:
                    self._users.start()
                replicate.subscribe(source, target, self._route(), self._names, self._password())
            replicate.await_copy(settings.target, self._names, self._report)
            return self._follow()

    def freeze(self) -> tuple[Measurement, ...]:
        """Make the source read-only, prove it, and bring the rest over. Timed from the first try on, killed or not."""
        settings = self._settings
        with explained("freezing"):
            begun = self._note_frozen()
            freeze.freeze(settings.source)
            proof = freeze.prove(settings.source)
            if self._users is not None:
                self._users.await_refusal()
            self._report("the last delta")
            last = replicate.lag(settings.source, settings.target, self._names, settings.patience_seconds)
            with self._sides() as (source, target):
                carry.copy_large_objects(source, target)
                carry.set_sequences(source, target, settings.sequence_margin)
                carry.refresh(target)
            seconds = (datetime.now(UTC) - begun).total_seconds()
            return (*self._maker().frozen(proof, seconds), self._maker().lag(last))

    def verify(self) -> tuple[Measurement, ...]:
        """Compare rows, sequences, large objects, materialised views and definitions of both sides."""
        settings = self._settings
        with explained("comparing"):
            self._report("comparing all rows")
            found = verify.compare(settings.source, settings.target)
            with self._sides() as (source, target):
                behind, count = carry.behind(source, target)
                left_out = [finding.name for finding in self._findings(source, target) if finding.left_out]
                drifted = drift.drift(source, target, self._baseline())
            lost = self._users.lost(settings.target) if self._users is not None else ()
            maker = self._maker()
            return (*maker.compared(found, lost, left_out), *maker.sequences(behind, count), maker.drift(drifted))

    def manifest(self) -> str:
        """Rows are compared table by table, and not listed."""
        return ""

    def rollback(self) -> tuple[Measurement, ...]:
        """Back to the source: lift the freeze, end the replication, prove that the source serves and keeps no slot.

        The last step: loopback servers are taken away when the context is left after it.
        """
        with explained("rolling back"):
            if self._users is not None:
                self._users.stop()
            done = rollback.roll_back(self._settings.source, self._settings.target, self._names)
            self._over = True
            return self._maker().ended(done, self._notes().slots_seen)

    def _follow(self) -> tuple[Measurement, ...]:
        """Delta loops: lag and DDL, until both are well twice, one is not, or time is up."""
        settings, settled = self._settings, 0
        for _ in range(_LOOPS):
            found = replicate.lag(settings.source, settings.target, self._names, settings.patience_seconds)
            with self._sides() as (source, target):
                changed = drift.drift(source, target, self._baseline())
                self._note_slots(source)
            self._report(f"{found.seconds:.2f} s behind")
            settled = settled + 1 if found.reached and found.seconds <= settings.settled_seconds else 0
            if settled == _SETTLED_LOOPS or changed.names or not found.reached:
                break
            time.sleep(0.2)
        return self._maker().replication(found, changed, self._notes().slots_seen)

    def _refuse_blocked(self, findings: tuple[Finding, ...]) -> None:
        blocking = [finding for finding in findings if finding.blocks]
        if blocking:
            listed = "; ".join(f"{finding.name} ({finding.trap})" for finding in blocking[:10])
            raise BadInput(
                f"replication would break something: {listed}",
                expected="none of these before anything is made at either server",
                action=blocking[0].action(Lang.EN),
            )

    def _findings(self, source: Connection, target: Connection) -> tuple[Finding, ...]:
        return preflight(source, target, self._names, self._settings.passfile_at_target is not None)

    def _route(self) -> Route:
        seen = self._settings.source_from_target or self._settings.source
        return Route(seen, self._settings.passfile_at_target)

    def _password(self) -> str | None:
        return None if self._settings.passfile_at_target is not None else password_for(self._settings.source)

    def _own(self) -> DatabaseSettings:
        assert self._given is not None
        return self._given

    @contextmanager
    def _sides(self) -> Iterator[tuple[Connection, Connection]]:
        with connected(self._settings.source) as source, connected(self._settings.target) as target:
            yield source, target

    def _maker(self) -> Maker:
        return Maker(self._source, datetime.now(UTC))

    def _notes(self) -> notes.Notes:
        return notes.read(self._folder)

    def _note(self, **changes: Any) -> None:
        notes.write(self._folder, self._notes().model_copy(update=changes))

    def _copy_schema(self, source: Connection, target: Connection) -> None:
        # once, however often this runs: what differs later is drift, to be found and not to be copied
        if self._notes().baseline is None:
            schema.copy_schema(self._programs, self._settings.source, self._settings.target, self._folder)
            self._note(baseline=drift.baseline(source, target))

    def _baseline(self) -> drift.Baseline:
        found = self._notes().baseline
        if found is None:
            raise BadInput("nothing was replicated yet", action="run the steps in their order")
        return found

    def _note_slots(self, source: Connection) -> None:
        seen = {slot.name for slot in slots.logical_slots(source)}
        self._note(slots_seen=self._notes().slots_seen | seen)

    def _note_frozen(self) -> datetime:
        found = self._notes().frozen_at
        if found is None:
            found = datetime.now(UTC)
            self._note(frozen_at=found)
        return found


def _version(connection: Connection) -> str:
    major, minor = divmod(connection.info.server_version, 10000)
    return f"{major}.{minor}"
