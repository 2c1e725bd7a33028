"""Journals as data: entries that follow from each other, and the status that they give."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bastide.cutover.gates.replay import replay, state_of
from bastide.cutover.gates.state import State
from bastide.cutover.journal.entry import SCHEMA, Entry, Event
from bastide.cutover.measure import Measurement, Value
from bastide.cutover.move.asked import Side, asked, phase_of, wave_of
from bastide.cutover.move.model import Condition, Move, PhaseId
from bastide.cutover.status.model import Status
from bastide.cutover.status.status import status_of

PLAN = "5" * 64
START = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
PERSONS = frozenset({"first@hdh.example", "second@hdh.example"})


class Journal:
    """A journal in the making. Its clock goes on by a minute with each entry."""

    def __init__(self, move: Move, start: datetime = START) -> None:
        self.move, self.now = move, start
        self.entries: list[Entry] = []
        self.write(Event.BEGUN)

    def write(self, event: Event, **said: Any) -> Entry:
        self.now += timedelta(minutes=1)
        number = len(self.entries) + 1
        entry = Entry.model_validate(
            {
                "schema": SCHEMA,
                "event": event,
                "by": "operator@console",
                "plan": PLAN,
                "number": number,
                "time": self.now,
                "previous": self.entries[-1].digest if self.entries else "",
                "digest": hashlib.sha256(str(number).encode()).hexdigest(),
                **said,
            }
        )
        self.entries.append(entry)
        return entry

    def measure(self, wave: str, objects: tuple[str, ...] = (), source: str = "rclone 1.75.2", **values: Value) -> None:
        """`objects__missing=3`: two underscores for the dot."""
        self.measure_all(wave, {name.replace("__", "."): value for name, value in values.items()}, objects, source)

    def measure_all(
        self, wave: str, values: Mapping[str, Value], objects: tuple[str, ...] = (), source: str = "rclone 1.75.2"
    ) -> None:
        self.now += timedelta(minutes=1)
        measurements = tuple(
            Measurement(measure=name, value=value, time=self.now, source=source, objects=objects)
            for name, value in values.items()
        )
        self.write(Event.MEASURED, wave=wave, measurements=measurements)

    def prove(self, wave: str, phase: PhaseId, side: Side) -> None:
        """Measure all that a gate asks, so that it is green."""
        found = wave_of(self.move, wave)
        assert found is not None
        values: dict[str, Value] = {}
        for condition in asked(phase_of(self.move, phase), found, side):
            values[condition.measure] = good(condition)
            over = self.move.measures[condition.measure].over
            if over is not None:
                values[over] = 1204
        if values:
            self.measure_all(wave, values)

    def request(self, wave: str, phase: PhaseId) -> Entry:
        return self.write(Event.REQUESTED, wave=wave, phase=phase, by="asker@hdh.example")

    def sign(self, request: Entry) -> None:
        self.write(Event.SIGNED, wave=request.wave, phase=request.phase, request=request.digest, signature=request.by)

    def approve(self, request: Entry, by: str) -> None:
        self.write(Event.APPROVED, wave=request.wave, phase=request.phase, request=request.digest, signature=by)

    def enter(self, wave: str, phase: PhaseId) -> None:
        self.prove(wave, phase, Side.ENTRY)
        request = None
        if phase_of(self.move, phase).approvals:
            asking = self.request(wave, phase)
            self.sign(asking)
            for person in sorted(PERSONS):
                self.approve(asking, person)
            request = asking.digest
        self.write(Event.ENTERED, wave=wave, phase=phase, request=request)

    def leave(self, wave: str, phase: PhaseId) -> None:
        self.prove(wave, phase, Side.EXIT)
        self.write(Event.LEFT, wave=wave, phase=phase)

    def through(self, wave: str, last: PhaseId) -> None:
        """From where the wave stands up to and with a phase."""
        passages = self.state.waves[wave].passages
        for phase in PhaseId:
            if passages[phase].entered is None:
                self.enter(wave, phase)
            if passages[phase].left is None:
                self.leave(wave, phase)
            if phase is last:
                return

    def roll_back(self, wave: str, phase: PhaseId) -> None:
        self.write(Event.ROLLED_BACK, wave=wave, phase=phase, words="undone")

    @property
    def state(self) -> State:
        return replay(self.move, PLAN, self.entries, approvers)

    def status(self, now: datetime | None = None, persons: frozenset[str] = PERSONS) -> Status:
        state = state_of(self.move, PLAN, self.entries, approvers)
        return status_of(self.move, state, self.entries, now or self.now, approvers, signed, persons)


def good(condition: Condition) -> Value:
    """A value that the condition is content with."""
    for value in (condition.equals, condition.at_most, condition.at_least):
        if value is not None:
            return value
    raise AssertionError(condition)


def approvers(entries: Sequence[Entry], request: str) -> frozenset[str]:
    """Here a signature is the name of who signs."""
    return frozenset(one.signature for one in entries if one.event is Event.APPROVED and one.request == request)


def signed(entries: Sequence[Entry], request: str) -> bool:
    """Whether whoever asks has signed."""
    return any(one.event is Event.SIGNED and one.request == request for one in entries)


def not_begun(move: Move, persons: frozenset[str] = frozenset()) -> Status:
    """Before the first entry."""
    state = state_of(move, PLAN, (), approvers)
    return status_of(move, state, (), START, approvers, signed, persons)


def under_way(move: Move) -> Status:
    """A move in the middle: a wave behind its switch, one in it, one that copies, one rolled back, some not begun."""
    journal = Journal(move)
    journal.through("shared-services", PhaseId.VERIFY)
    journal.through("test", PhaseId.FREEZE)
    journal.enter("test", PhaseId.SWITCH)
    journal.measure("test", write_probe__succeeded=True)
    journal.through("production", PhaseId.PROVISION)
    journal.enter("production", PhaseId.REPLICATE)
    names = tuple(f"main-copy/part-{number:04}.parquet" for number in range(40))
    journal.measure("production", objects=names, objects__missing=40, objects__count=1_204_331)
    journal.measure("production", objects__different=0, objects__unhashed=0, database__lag_seconds=17.25)
    journal.through("methods", PhaseId.PROVISION)
    journal.roll_back("methods", PhaseId.PROVISION)
    return journal.status(now=journal.now + timedelta(hours=1))
