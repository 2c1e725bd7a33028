"""One run of a rehearsal: steps in their order, each once, also after the runner was killed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal import machine, record, state
from bastide.cutover.rehearsal.alone import alone
from bastide.cutover.rehearsal.budget import Rates, budget
from bastide.cutover.rehearsal.record import RehearsalRecord, latest, sealed
from bastide.cutover.rehearsal.settings import Settings
from bastide.cutover.rehearsal.state import State
from facts.errors import BadInput


class Part(Protocol):
    """What moves: the objects, the database, the keys.

    Every step is idempotent: it may be killed at any moment, and is then run again from its start in another process,
    with the same folder. A step that finds a difference returns it as a measurement; it raises ToolkitFailed only where
    it cannot go on (a program is missing, a server does not come back), BadInput where a person must mend a file.

    Entering the context starts what the part needs, on what an earlier process left in its folder; leaving it stops it.

    Attributes:
        name: of the part, in the state file and the record.
        programs: program -> version, of everything that it ran.
    """

    name: str
    programs: Mapping[str, str]

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def prepare(self) -> tuple[Measurement, ...]:
        """Bring the source into the state in which it is found on the day, and say what cannot be moved."""

    def replicate(self) -> tuple[Measurement, ...]:
        """Copy everything, then deltas, while the source goes on changing."""

    def freeze(self) -> tuple[Measurement, ...]:
        """Make the source read-only, prove it by an attempted write, and copy the last delta."""

    def verify(self) -> tuple[Measurement, ...]:
        """Compare both sides by another way than the one of the copy."""

    def rollback(self) -> tuple[Measurement, ...]:
        """Undo the freeze and prove by a write that the source serves again, as it was."""

    def manifest(self) -> str:
        """Write down what was moved, one by one; SHA-256 of that file, "" where the part counts only."""


Step = Callable[[Part], tuple[Measurement, ...]]
STEPS: Final[Mapping[str, Step]] = {
    "prepare": lambda part: part.prepare(),
    "replicate": lambda part: part.replicate(),
    "freeze": lambda part: part.freeze(),
    "verify": lambda part: part.verify(),
    "rollback": lambda part: part.rollback(),
}
"""In this order, each for all parts before the next: as on the day, the freeze is one moment for all that moves."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run.

    Attributes:
        folder: of the run: its state, its record, a folder for each part.
        promised_minutes: the downtime that the users of the wave were promised.
    """

    wave: str
    folder: Path
    settings: Settings
    promised_minutes: float
    loopback: tuple[str, ...]


def run(plan: Plan, parts: Sequence[Part], report: Callable[[str], None], *, resume: bool) -> RehearsalRecord:
    """Run what is left of the steps, and make the record. One process at a time in a folder.

    Raises:
        BadInput: a run was begun here and `resume` is not set, the other way round, or with other settings.
        ToolkitFailed: a part cannot go on; what is done stays done.
    """
    with alone(plan.folder):
        current = _begin(plan, resume)
        with ExitStack() as entered:
            for part in parts:
                report(f"{part.name}: starting")
                entered.enter_context(part)
                current = current.model_copy(update={"programs": {**current.programs, **part.programs}})
            for name, step in STEPS.items():
                for part in parts:
                    current = _do(plan, current, part, name, step, report)
            manifests = {part.name: digest for part in parts if (digest := part.manifest())}
        return _record(plan, current, [part.name for part in parts], manifests)


def _begin(plan: Plan, resume: bool) -> State:
    found = state.read(plan.folder)
    if found is None:
        if resume:
            raise BadInput(f"no run was begun in {plan.folder}", action="run it without --resume")
        return state.begun(plan.wave, plan.settings.digest(), datetime.now(UTC))
    if not resume:
        raise BadInput(
            f"a run was begun in {plan.folder}", action="go on with --resume, or name another folder with --folder"
        )
    if (found.wave, found.settings) != (plan.wave, plan.settings.digest()):
        raise BadInput(
            f"the run in {plan.folder} was begun with another wave or other settings",
            action="resume with those, or begin anew in another folder",
        )
    return found.with_fault(f"resumed at {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")


def _do(plan: Plan, current: State, part: Part, name: str, step: Step, report: Callable[[str], None]) -> State:
    """One step of one part, unless it is done; the state is on disk before and after it."""
    done = current.of(part.name, name)
    if done.measurements is not None:
        return current
    done = done.model_copy(update={"tries": done.tries + 1})
    current = current.with_step(done)
    state.write(plan.folder, current)
    report(f"{part.name}: {name}")
    begun = time.monotonic()
    measured = step(part)
    seconds = time.monotonic() - begun
    current = current.with_step(done.model_copy(update={"seconds": round(seconds, 3), "measurements": measured}))
    state.write(plan.folder, current)
    return current


def _record(plan: Plan, current: State, parts: Sequence[str], manifests: Mapping[str, str]) -> RehearsalRecord:
    ended = datetime.now(UTC)
    measured = latest(
        [one for done in current.steps if done.part == part for one in done.measurements or ()] for part in parts
    )
    timed = _timed(plan, current, {one.measure: one for one in measured}, ended)
    return sealed(
        {
            "wave": plan.wave,
            "started": current.started,
            "ended": ended,
            "machine": machine.describe(),
            "programs": current.programs,
            "settings": current.settings,
            "loopback": plan.loopback,
            "steps": [record.Step(part=d.part, step=d.step, seconds=d.seconds, tries=d.tries) for d in current.steps],
            "measurements": sorted((*measured, *timed), key=lambda one: one.measure),
            "manifests": manifests,
            "faults": current.faults,
        }
    )


def _timed(plan: Plan, current: State, measured: Mapping[str, Measurement], now: datetime) -> tuple[Measurement, ...]:
    """The measures of time: what the day will take, by the rates of this run."""

    def number(measure: str) -> float:
        return float(measured[measure].value) if measure in measured else 0.0

    def seconds(step: str) -> float:
        return sum(done.seconds for done in current.steps if done.step == step)

    rates = Rates(
        moved_objects=int(number("objects.count")),
        moved_bytes=int(number("objects.bytes")),
        freeze=seconds("freeze"),
        verify=seconds("verify"),
        rollback=seconds("rollback"),
        object_freeze=current.of("objects", "freeze").seconds,
        object_verify=current.of("objects", "verify").seconds,
        object_bytes_per_second=number("objects.bytes_per_second"),
    )
    found = budget(rates, plan.settings.volume, plan.promised_minutes)
    source = "bastide rehearsal, rates of this run" + ("" if plan.settings.volume else " at its own size")
    values = {
        "rehearsal.minutes": found.downtime,
        "rehearsal.rollback_minutes": found.rollback,
        "rehearsal.margin_minutes": found.margin,
    }
    return tuple(
        Measurement(measure=measure, value=round(value, 3), time=now, source=source)
        for measure, value in values.items()
    )
