"""From the entries of the journal to where each wave stands. Pure; entries that do not follow are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NoReturn

from bastide.cutover.gates.gate import gate_of
from bastide.cutover.gates.judge import Known
from bastide.cutover.gates.order import approvals_needed, undone
from bastide.cutover.gates.state import Doing, Passage, Stage, State, WaveState, cannot_enter, objection, usable
from bastide.cutover.journal.entry import Entry, Event
from bastide.cutover.move.asked import Side, wave_of
from bastide.cutover.move.model import Move, PhaseId, Wave
from facts.errors import BadInput, Place

Approvers = Callable[[Sequence[Entry], str], frozenset[str]]
"""(entries, digest of a request) -> who has validly approved it by these entries, each person once."""
Asked = Callable[[Sequence[Entry], str], bool]
"""(entries, digest of a request) -> whether whoever asks has validly signed it by these entries."""
_GRACE: Final = timedelta(minutes=10)
"""Between judging a gate and writing the entry: a store may have to be waited for."""


def state_of(move: Move, plan: str, entries: Sequence[Entry], approvers: Approvers) -> State:
    """Where each wave stands after these entries.

    Args:
        plan: digest of `move`.
        approvers: asked again for every phase that was entered by a request.

    Raises:
        BadInput: an entry is none that could have been written then, or the plan is not the one in force.
    """
    state = replay(move, plan, entries, approvers)
    if state.plan and state.plan != plan:
        raise BadInput(
            f"the plan of the move is {plan[:12]}, and the journal goes by {state.plan[:12]}",
            place=Place(None, None, None, "stacks/cutover.yaml"),
            expected="the plan that the journal was begun with, or was told of since",
            action='undo the change, or accept it: bastide cutover record begin --words "what changed, who decided"',
        )
    return state


def replay(move: Move, plan: str, entries: Sequence[Entry], approvers: Approvers) -> State:
    """As `state_of`, whichever plan is in force: for accepting a plan that has changed."""
    return _Replay(move, plan, approvers).of(entries)


class _Replay:
    """Takes entries one after the other. Each is held against the same questions as when it was written."""

    def __init__(self, move: Move, plan: str, approvers: Approvers) -> None:
        self._move, self._plan, self._approvers = move, plan, approvers
        self._waves = {wave.id: WaveState(wave.id) for wave in move.waves}
        self._plans: list[tuple[str, datetime]] = []
        self._before: list[Entry] = []

    def of(self, entries: Sequence[Entry]) -> State:
        for entry in entries:
            self._take(entry)
            self._before.append(entry)
        return self._state()

    def _state(self) -> State:
        plan = self._plans[-1][0] if self._plans else ""
        return State(dict(self._waves), plan, tuple(self._plans))

    def _take(self, entry: Entry) -> None:
        if entry.event is Event.BEGUN:
            self._plans.append((entry.plan, entry.time))
            return
        if not self._plans:
            _refuse(entry, "stands before the journal is begun")
        if entry.plan != self._plans[-1][0]:
            _refuse(entry, f"goes by the plan {entry.plan[:12]}, and {self._plans[-1][0][:12]} is in force")
        if entry.event is Event.NOTED and entry.wave is None:
            return
        wave = wave_of(self._move, entry.wave or "")
        if wave is None:
            _refuse(entry, f"is about the wave `{entry.wave or ''}`, which the plan does not have")
        self._about(entry, wave)

    def _about(self, entry: Entry, wave: Wave) -> None:
        here = self._waves[wave.id]
        if entry.event is Event.MEASURED:
            self._waves[wave.id] = replace(here, latest=_newer(here.latest, entry))
        elif entry.event is Event.REQUESTED:
            self._phase(entry)
            self._waves[wave.id] = replace(here, requests=(*here.requests, entry))
        elif entry.event in (Event.SIGNED, Event.APPROVED):
            self._require_request(entry, here)
        elif entry.event is Event.ENTERED:
            self._enter(entry, wave)
        elif entry.event is Event.LEFT:
            self._leave(entry, wave)
        elif entry.event is Event.ROLLED_BACK:
            self._roll_back(entry, wave)

    def _enter(self, entry: Entry, wave: Wave) -> None:
        phase = self._possible(entry, wave, Doing.ENTER)
        self._require_gate(entry, wave, phase, Side.ENTRY)
        self._require_approved(entry, wave, phase)
        self._set(wave, phase, lambda old: replace(old, stage=Stage.ENTERED, entered=entry.time, left=None))

    def _leave(self, entry: Entry, wave: Wave) -> None:
        phase = self._possible(entry, wave, Doing.LEAVE)
        self._require_gate(entry, wave, phase, Side.EXIT)
        self._set(wave, phase, lambda old: replace(old, stage=Stage.LEFT, left=entry.time))

    def _roll_back(self, entry: Entry, wave: Wave) -> None:
        phase = self._possible(entry, wave, Doing.ROLL_BACK)
        for one in undone(phase):
            self._set(wave, one, lambda old: Passage(rolled_back=(*old.rolled_back, entry.time)))
        self._waves[wave.id] = replace(self._waves[wave.id], last_rollback=entry.time)

    def _set(self, wave: Wave, phase: PhaseId, change: Callable[[Passage], Passage]) -> None:
        here = self._waves[wave.id]
        passages = {**here.passages, phase: change(here.passages[phase])}
        self._waves[wave.id] = replace(here, passages=passages)

    def _phase(self, entry: Entry) -> PhaseId:
        if entry.phase is None:
            _refuse(entry, "names no phase")
        return entry.phase

    def _possible(self, entry: Entry, wave: Wave, doing: Doing) -> PhaseId:
        phase = self._phase(entry)
        # which waves another plan made wait is not known any more; the order of phases is the same in every plan
        if doing is Doing.ENTER and not self._of_this_plan(entry):
            found = cannot_enter(self._waves[wave.id], phase)
        else:
            found = objection(self._move, self._state(), wave, doing, phase)
        if found is not None:
            _refuse(entry, f"could not have been written: {found.reason}")
        return phase

    def _of_this_plan(self, entry: Entry) -> bool:
        return entry.plan == self._plan

    def _require_gate(self, entry: Entry, wave: Wave, phase: PhaseId, side: Side) -> None:
        """A gate holds for the plan that it was judged by: what another plan asked is not known any more."""
        if not self._of_this_plan(entry):
            return
        gate = gate_of(self._move, wave, phase, side, self._waves[wave.id], entry.time, _GRACE)
        if not gate.lets_through:
            red = ", ".join(verdict.condition.measure for verdict in gate.red) or "it asks nothing"
            _refuse(entry, f"goes through the {side} gate of {phase}, which was red: {red}")

    def _require_approved(self, entry: Entry, wave: Wave, phase: PhaseId) -> None:
        planned = approvals_needed(self._move, phase)
        needed = planned if self._of_this_plan(entry) else min(planned, 2)
        if not needed:
            return
        here = self._waves[wave.id]
        request = next((one for one in here.requests if one.digest == entry.request), None)
        if request is None or not usable(request, phase, entry.plan, here, entry.time - _GRACE):
            _refuse(entry, "is not by a request of this wave and phase that could still be used")
        who = self._approvers(tuple(self._before), request.digest)
        if len(who) < needed:
            _refuse(entry, f"is approved by {len(who)} persons whose signatures hold, and {phase} needs {needed}")

    def _require_request(self, entry: Entry, here: WaveState) -> None:
        request = next((one for one in here.requests if one.digest == entry.request), None)
        if request is None or request.phase is not entry.phase:
            _refuse(entry, "signs a request of this wave and phase that there is not")


def _newer(latest: Mapping[str, Known], entry: Entry) -> dict[str, Known]:
    found = dict(latest)
    for measurement in entry.measurements:
        new, old = Known(measurement, entry.time), found.get(measurement.measure)
        # of two of the same moment the one that was recorded later
        if old is None or _moment(new) >= _moment(old):
            found[measurement.measure] = new
    return found


def _moment(known: Known) -> datetime:
    """When it was measured; one from ahead of its recording is no newer than that, or nothing could replace it."""
    return min(known.measurement.time, known.recorded)


def _refuse(entry: Entry, found: str) -> NoReturn:
    raise BadInput(
        f"{entry.event} of {entry.time:%Y-%m-%d %H:%M} UTC {found}",
        place=Place(None, None, None, f"entry {entry.number} of the journal"),
        expected="entries that each follow from those before it and from the plan",
        action="bastide cutover journal verify; restore the journal as it was written: nothing is read from this one",
    )
