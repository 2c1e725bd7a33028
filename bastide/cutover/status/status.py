"""From the plan of the move and the journal's entries to where each wave stands. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bastide.both import InBoth
from bastide.cutover.gates.gate import Gate, gate_of
from bastide.cutover.gates.order import approvals_needed, rollback_of, undone
from bastide.cutover.gates.replay import Approvers, Asked
from bastide.cutover.gates.state import Stage, State, WaveState, usable, waits_for
from bastide.cutover.gates.undo import past_until
from bastide.cutover.journal.entry import Entry
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import Move, PhaseId, Wave
from bastide.cutover.status.model import Back, Cell, Head, Next, Point, Status, Step, WaveStatus, Where
from policies.model import Text

_WHERE = {Stage.NOT_BEGUN: Where.AHEAD, Stage.ENTERED: Where.HERE, Stage.LEFT: Where.BEHIND}
RECORD = "bastide cutover record"


def status_of(
    move: Move,
    state: State,
    entries: Sequence[Entry],
    now: datetime,
    approvers: Approvers,
    asked: Asked,
    persons: Collection[str],
) -> Status:
    """Where the move stands.

    Args:
        state: of `entries`, by this plan.
        approvers: as for the state; asked for every request that a wave waits with.
        asked: whether whoever asks has signed a request.
        persons: who may approve.
    """
    return Status(
        move=move,
        now=now,
        plan=state.plan,
        head=Head(entries[-1].number, entries[-1].digest, entries[-1].time) if entries else None,
        persons=len(persons),
        needed=max(approvals_needed(move, phase) for phase in PhaseId),
        waves=tuple(_Reader(move, state, entries, now, approvers, asked).of(wave) for wave in move.waves),
    )


class _Reader:
    def __init__(
        self, move: Move, state: State, entries: Sequence[Entry], now: datetime, approvers: Approvers, asked: Asked
    ) -> None:
        self._move, self._state, self._entries, self._now = move, state, entries, now
        self._approvers, self._asked = approvers, asked

    def of(self, wave: Wave) -> WaveStatus:
        here = self._state.waves[wave.id]
        gate = self._gate(wave, here)
        following = self._next(wave, here, gate)
        return WaveStatus(
            wave=wave,
            cells=tuple(_cell(here, phase) for phase in PhaseId),
            gate=gate,
            next=following,
            points=tuple(
                Point(phase.id, _text(phase.point_of_no_return), _WHERE[here.passages[phase.id].stage])
                for phase in self._move.phases
                if phase.point_of_no_return is not None
            ),
            back=self._back(here),
            late=self._now.date() > wave.end and following.step is not Step.DONE,
        )

    def _gate(self, wave: Wave, here: WaveState) -> Gate | None:
        if here.current is not None:
            return gate_of(self._move, wave, here.current, Side.EXIT, here, self._now)
        if here.next is None:
            return None
        return gate_of(self._move, wave, here.next, Side.ENTRY, here, self._now)

    def _next(self, wave: Wave, here: WaveState, gate: Gate | None) -> Next:
        owner = (Text(wave.owner, wave.owner),)
        if gate is None:
            return Next(Step.DONE, None)
        if not self._state.plan:
            return Next(Step.BEGIN, None, owner, command=f"{RECORD} begin")
        waits = waits_for(self._move, self._state, wave, gate.phase) if gate.side is Side.ENTRY else ()
        if waits:
            return Next(Step.WAIT, gate.phase, self._owners(waits), waits)
        if not gate.lets_through:
            return Next(Step.MEASURE, gate.phase, (*self._measuring(gate), *owner), command=_gate_command(gate))
        if gate.side is Side.EXIT:
            return Next(Step.LEAVE, gate.phase, owner, command=f"{RECORD} leave {wave.id} {gate.phase}")
        return self._entering(wave, here, gate.phase, owner)

    def _entering(self, wave: Wave, here: WaveState, phase: PhaseId, owner: tuple[Text, ...]) -> Next:
        needed = approvals_needed(self._move, phase)
        requests = [one for one in here.requests if usable(one, phase, self._state.plan, here, self._now)]
        if needed and not requests:
            command = f"{RECORD} request {wave.id} {phase} --by ADDRESS --words TEXT"
            return Next(Step.REQUEST, phase, owner, needed=needed, command=command)
        if requests and not any(self._asked(self._entries, one.digest) for one in requests):
            command = f"{RECORD} wording {wave.id} {phase} --output FILE"
            who = Text(requests[-1].by, requests[-1].by)
            return Next(Step.SIGN, phase, (who,), needed=needed, command=command)
        # the request with which the wave is nearest to the phase; of two alike the later one
        signed = max((len(self._approvers(self._entries, one.digest)) for one in requests), default=0)
        if signed < needed:
            missing, file = needed - signed, f"stacks/{self._move.approvers}"
            people = (Text(f"{missing} persons of {file}", f"{missing} personnes de {file}"),)
            command = f"{RECORD} wording {wave.id} {phase} --output FILE"
            return Next(Step.APPROVE, phase, people, signed=signed, needed=needed, command=command)
        command = f"{RECORD} enter {wave.id} {phase}"
        return Next(Step.ENTER, phase, owner, signed=signed, needed=needed, command=command)

    def _measuring(self, gate: Gate) -> tuple[Text, ...]:
        """Whose word it is that is missing, each once, in the plan's order. Programs are run by the owner."""
        asked = [self._move.measures.get(verdict.condition.measure) for verdict in gate.red]
        return tuple(dict.fromkeys(_text(one.by) for one in asked if one is not None and one.hand))

    def _owners(self, waves: tuple[str, ...]) -> tuple[Text, ...]:
        owners = [wave.owner for wave in self._move.waves if wave.id in waves]
        return tuple(Text(owner, owner) for owner in dict.fromkeys(owners))

    def _back(self, here: WaveState) -> Back | None:
        if here.newest is None:
            return None
        late = bool(past_until(self._move, here, here.newest))
        return Back(here.newest, rollback_of(self._move, here.newest), undone(here.newest)[1:], late)


def _cell(here: WaveState, phase: PhaseId) -> Cell:
    passage = here.passages[phase]
    return Cell(phase, passage.stage, passage.entered, passage.left, len(passage.rolled_back))


def _gate_command(gate: Gate) -> str:
    return f"bastide cutover gate {gate.wave} {gate.phase} --{gate.side}"


def _text(both: InBoth) -> Text:
    return Text(both.en, both.fr)
