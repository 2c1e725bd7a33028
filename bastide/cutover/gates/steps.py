"""What may be written into the journal now: each step as the content of its entry, or the reasons against it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bastide.cutover.gates.gate import Gate, gate_of
from bastide.cutover.gates.judge import SKEW, fits
from bastide.cutover.gates.refused import NotAllowed
from bastide.cutover.gates.replay import replay
from bastide.cutover.gates.requests import approved, how_to_ask
from bastide.cutover.gates.situation import Situation, content, require_begun
from bastide.cutover.gates.state import Doing, objection
from bastide.cutover.gates.undo import past_until
from bastide.cutover.gates.words import sentence
from bastide.cutover.journal.entry import Content, Event
from bastide.cutover.measure import Measurement
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import PhaseId, Wave
from facts.errors import BadInput
from policies.model import Lang


def begin(at: Situation, words: str) -> Content:
    """The journal begins, or goes on by a plan that has changed.

    Raises:
        NotAllowed: it goes by this plan already.
        BadInput: the journal does not follow, or tells of a wave that the plan does not have any more.
    """
    state = replay(at.move, at.plan, at.entries, at.approvers)
    if state.plan == at.plan:
        raise NotAllowed(["the journal goes by this plan already"], "go on: bastide cutover status")
    if state.plan and not words:
        raise NotAllowed(
            [f"the plan has changed since {state.plan[:12]}, and nobody says why"],
            'bastide cutover record begin --words "what changed, and who decided"',
        )
    return content(at, Event.BEGUN, words=words or f"{at.move.legacy} to {at.move.target}")


def measure(at: Situation, wave: str, measurements: Sequence[Measurement], words: str) -> Content:
    """Values are put on record.

    Raises:
        BadInput: one is of no measure of the plan, not of its kind, or from the future.
    """
    require_begun(at)
    at.wave(wave)
    if not measurements:
        raise BadInput("nothing is measured", expected="one value at least", action="name a file that holds values")
    for one in measurements:
        _require_measurable(at, one)
    return content(at, Event.MEASURED, wave=wave, measurements=tuple(measurements), words=words)


def enter(at: Situation, wave: str, phase: PhaseId, words: str) -> Content:
    """A phase is entered.

    Raises:
        NotAllowed: the order, the entry gate or the approvals do not allow it; every red condition is named.
    """
    require_begun(at)
    planned, here = at.wave(wave)
    _require_order(at, planned, Doing.ENTER, phase)
    gate = gate_of(at.move, planned, phase, Side.ENTRY, here, at.now)
    reasons = _red(at, gate)
    asked, missing = approved(at, here, phase)
    if reasons or missing:
        action = _measure_again(wave) if reasons else how_to_ask(wave, phase)
        raise NotAllowed([*reasons, *missing], action)
    return content(at, Event.ENTERED, wave=wave, phase=phase, request=asked.digest if asked else None, words=words)


def leave(at: Situation, wave: str, phase: PhaseId, words: str) -> Content:
    """A phase is done.

    Raises:
        NotAllowed: it is not entered, or its exit gate is red; every red condition is named.
    """
    require_begun(at)
    planned, here = at.wave(wave)
    _require_order(at, planned, Doing.LEAVE, phase)
    reasons = _red(at, gate_of(at.move, planned, phase, Side.EXIT, here, at.now))
    if reasons:
        raise NotAllowed(reasons, _measure_again(wave))
    return content(at, Event.LEFT, wave=wave, phase=phase, words=words)


def roll_back(at: Situation, wave: str, phase: PhaseId, words: str, lost: str = "") -> Content:
    """A phase was undone. `lost`: what was lost by it, and who accepted that; needed where the plan's moment is past.

    Raises:
        NotAllowed: the order does not allow it, or nobody says what was done or lost.
    """
    require_begun(at)
    planned, here = at.wave(wave)
    _require_order(at, planned, Doing.ROLL_BACK, phase)
    if not words:
        raise NotAllowed(
            [f"nobody says how {phase} of {wave} was undone"],
            f'bastide cutover record rollback {wave} {phase} --words "what was done"',
        )
    past = past_until(at.move, here, phase)
    if past and not lost:
        raise NotAllowed(
            [f"the rollback of {one} was possible until this: {until}" for one, until, _ in past],
            f'say what is lost ("{past[0][2]}") and who accepted it: --lost TEXT',
        )
    return content(at, Event.ROLLED_BACK, wave=wave, phase=phase, words=f"lost: {lost}; {words}" if lost else words)


def note(at: Situation, wave: str, words: str) -> Content:
    """Words for who reads it later, about a wave or ("") the whole move."""
    require_begun(at)
    if wave:
        at.wave(wave)
    return content(at, Event.NOTED, wave=wave or None, words=words)


def _require_order(at: Situation, wave: Wave, doing: Doing, phase: PhaseId) -> None:
    found = objection(at.move, at.state, wave, doing, phase)
    if found is not None:
        raise NotAllowed([found.reason], found.action)


def _require_measurable(at: Situation, one: Measurement) -> None:
    planned = at.move.measures.get(one.measure)
    if planned is None:
        raise BadInput(
            f"the plan has no measure `{one.measure}`",
            expected="one of those in stacks/cutover.yaml",
            action="correct its name, or add it to the plan",
        )
    if not fits(planned.kind, one.value):
        raise BadInput(
            f"{one.measure} is {one.value!r}".replace("True", "true").replace("False", "false"),
            expected=f"a value of its kind, {planned.kind}",
            action="correct the value, or what measured it",
        )
    if one.time - at.now > SKEW:
        raise BadInput(
            f"{one.measure} was measured {one.time - at.now} from now, by {one.source}",
            expected=f"a moment that is past; clocks may differ by {SKEW}",
            action="set the clock of that machine, and measure again",
        )


def _red(at: Situation, gate: Gate) -> list[str]:
    if gate.lets_through:
        return []
    if not gate.verdicts:
        return [f"the {gate.side} gate of {gate.phase} asks nothing of {gate.wave}, and so proves nothing"]
    return [sentence(verdict, at.move.measures.get(verdict.condition.measure), Lang.EN) for verdict in gate.red]


def _measure_again(wave: str) -> str:
    return f"mend it, measure again, then: bastide cutover record measure {wave} --from FILE"
