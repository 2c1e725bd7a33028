"""A small plan of a move, and journals that are written entry by entry, without files and without keys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from bastide.cutover.gates import plan, requests, steps
from bastide.cutover.gates.situation import Situation
from bastide.cutover.journal.entry import SCHEMA, Content, Entry, Event
from bastide.cutover.measure import Measurement, Value
from bastide.cutover.move.model import Move, PhaseId

NOON = datetime(2027, 5, 12, 12, tzinfo=UTC)
ASKS, FIRST, SECOND = "anna@example.org", "bela@example.org", "carl@example.org"
PERSONS = frozenset({ASKS, FIRST, SECOND})


def both(text: str) -> dict[str, str]:
    return {"en": text, "fr": text}


def measures() -> dict[str, Any]:
    by = both("somebody")
    return {
        "thing.count": {"title": both("count"), "kind": "count", "unit": "things", "by": by},
        "thing.wrong": {
            "title": both("wrong"),
            "kind": "differences",
            "unit": "things",
            "over": "thing.count",
            "by": by,
        },
        "thing.proved": {"title": both("proof"), "kind": "proof", "by": by, "hand": True},
        "thing.seconds": {"title": both("lag"), "kind": "duration", "unit": "seconds", "by": by},
        "thing.speed": {"title": both("speed"), "kind": "amount", "unit": "bytes per second", "by": by},
        "write_probe.succeeded": {"title": both("write"), "kind": "proof", "by": by, "hand": True},
    }


def phase(name: PhaseId, **other: Any) -> dict[str, Any]:
    rollback: Any = {"action": both("undo it"), "max_minutes": 10, "data_loss": both("nothing")}
    if name in (PhaseId.SWITCH, PhaseId.VERIFY):
        rollback = {**rollback, "data_loss": both("writes since"), "until": both("the first write")}
    return {
        "id": name,
        "title": both(name.value),
        "entry": [{"measure": "thing.proved", "equals": True, "max_age_hours": 24}] if name is PhaseId.FREEZE else [],
        "exit": [{"measure": "thing.wrong", "equals": 0, "max_age_hours": 2}],
        "rollback": "forbidden" if name is PhaseId.RETIRE else rollback,
        "approvals": 2 if name in (PhaseId.FREEZE, PhaseId.SWITCH, PhaseId.RETIRE) else 0,
        **other,
    }


def wave(name: str, after: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "id": name,
        "title": both(name),
        "area": name,
        "holds": [],
        "after": list(after),
        "start": "2027-01-04",
        "end": "2027-09-30",
        "downtime_minutes": 240,
        "owner": "technical-directorate",
    }


def move(waves: Sequence[dict[str, Any]] | None = None, **phases: dict[str, Any]) -> Move:
    """A plan with two waves, of which `second` comes after `first`; `phases`: what of a phase is otherwise."""
    return Move.model_validate(
        {
            "schema": "bastide/cutover/1",
            "legacy": "azure-legacy",
            "target": "scaleway",
            "title": both("the move"),
            "approvers": "approvers",
            "measures": measures(),
            "phases": [phase(name, **phases.get(name.value, {})) for name in PhaseId],
            "waves": list(waves or (wave("first"), wave("second", ["first"]))),
        }
    )


def measured(measure: str, value: Value, time: datetime, source: str = "a program", *objects: str) -> Measurement:
    return Measurement(measure=measure, value=value, time=time, source=source, objects=objects)


def approvers(entries: Sequence[Entry], request: str) -> frozenset[str]:
    """As the journal's, but that a signature is the name of who signed."""
    mine = next((one for one in entries if one.event is Event.REQUESTED and one.digest == request), None)
    signed = {one.signature for one in entries if one.event is Event.APPROVED and one.request == request}
    return frozenset() if mine is None or not asked(entries, request) else frozenset(signed & PERSONS) - {mine.by}


def asked(entries: Sequence[Entry], request: str) -> bool:
    """The same."""
    mine = next((one for one in entries if one.event is Event.REQUESTED and one.digest == request), None)
    signed = {one.signature for one in entries if one.event is Event.SIGNED and one.request == request}
    return mine is not None and mine.by in signed


def why_not(entries: Sequence[Entry], request: str) -> str:
    return f"{entries[-1].signature} may not"


@dataclass
class Ledger:
    """A journal and its clock, which only a test moves."""

    move: Move = field(default_factory=move)
    now: datetime = NOON
    entries: list[Entry] = field(default_factory=list)

    @cached_property
    def plan(self) -> str:
        return plan.digest(self.move)

    @property
    def at(self) -> Situation:
        return Situation(
            move=self.move,
            plan=self.plan,
            approvers=approvers,
            entries=tuple(self.entries),
            now=self.now,
            by="op@host",
            asked=asked,
            why_not=why_not,
        )

    def write(self, content: Content) -> Entry:
        number = len(self.entries) + 1
        entry = Entry.model_validate(
            {
                **content.model_dump(),
                "schema": SCHEMA,
                "number": number,
                "time": self.now,
                "previous": self.entries[-1].digest if self.entries else "",
                "digest": hashlib.sha256(str(number).encode()).hexdigest(),
            }
        )
        self.entries.append(entry)
        return entry

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def begun(self) -> Ledger:
        self.write(steps.begin(self.at, ""))
        return self

    def measure(self, name: str, value: Value, wave: str = "first") -> Entry:
        return self.write(steps.measure(self.at, wave, [measured(name, value, self.now)], ""))

    def well(self, wave: str = "first") -> None:
        """Everything that any gate asks for, measured now."""
        self.measure("thing.count", 7, wave)
        self.measure("thing.wrong", 0, wave)
        self.measure("thing.proved", True, wave)

    def enter(self, phase: PhaseId, wave: str = "first") -> Entry:
        return self.write(steps.enter(self.at, wave, phase, ""))

    def leave(self, phase: PhaseId, wave: str = "first") -> Entry:
        return self.write(steps.leave(self.at, wave, phase, ""))

    def undo(self, phase: PhaseId, lost: str = "", wave: str = "first") -> Entry:
        return self.write(steps.roll_back(self.at, wave, phase, "was undone", lost))

    def ask(self, phase: PhaseId, wave: str = "first", by: str = ASKS) -> Entry:
        return self.write(requests.request(self.at, wave, phase, by, "tonight"))

    def own(self, phase: PhaseId, who: str = ASKS, wave: str = "first") -> Entry:
        """Whoever asks signs."""
        return self.write(requests.sign(self.at, wave, phase, who))

    def sign(self, phase: PhaseId, who: str, wave: str = "first") -> Entry:
        return self.write(requests.approve(self.at, wave, phase, who))

    def approve(self, phase: PhaseId, wave: str = "first") -> None:
        self.ask(phase, wave)
        self.own(phase, wave=wave)
        self.sign(phase, FIRST, wave)
        self.sign(phase, SECOND, wave)

    def go(self, until: PhaseId, wave: str = "first", *, leave: bool = True) -> Ledger:
        """Everything from where the wave stands to a phase; `leave`: that one too."""
        names = list(PhaseId)
        here = self.at.state.waves[wave]
        start = here.next if here.next is not None else until
        for name in names[names.index(start) : names.index(until) + 1]:
            self.wait(minutes=1)
            self.well(wave)
            if name in (PhaseId.FREEZE, PhaseId.SWITCH, PhaseId.RETIRE):
                self.approve(name, wave)
            self.enter(name, wave)
            if name is not until or leave:
                self.wait(minutes=1)
                self.well(wave)
                self.leave(name, wave)
        return self
