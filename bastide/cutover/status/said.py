"""The sentences of the status that terminal and page share. Pure; nothing is escaped or set here."""

from __future__ import annotations

from datetime import datetime, timedelta

from bastide.cutover.gates.judge import Verdict
from bastide.cutover.gates.words import age_of, bound_of, value_of
from bastide.cutover.move.model import Condition, Measure, Move
from bastide.cutover.status.model import Status, Step, WaveStatus
from bastide.cutover.status.words import WORDS, unit_of
from policies.model import Lang


def next_step(one: WaveStatus, lang: Lang) -> str:
    """What a wave needs next, without who does it."""
    found = one.next
    name = f"step {found.step}"
    if found.step is Step.MEASURE and one.gate is not None:
        name = f"{name} {one.gate.side}"
    gate = one.gate
    return WORDS(
        name,
        lang,
        phase=found.phase,
        waits=", ".join(found.waits),
        red=0 if gate is None else len(gate.red),
        all=0 if gate is None else len(gate.verdicts),
        signed=found.signed,
        needed=found.needed,
    )


def who(one: WaveStatus, lang: Lang) -> str:
    """Who must act."""
    return WORDS("between", lang).join(text.of(lang) for text in one.next.who) or WORDS("nobody", lang)


def asked(condition: Condition, measure: Measure | None, lang: Lang) -> str:
    """What a condition asks for."""
    return bound_of(condition, lang, _unit(measure, lang))


def found(verdict: Verdict, move: Move, lang: Lang) -> str:
    """The value, and over how many of what; a dash where there is none."""
    measure = move.measures.get(verdict.condition.measure)
    own = _unit(measure, lang)
    if verdict.over is None or verdict.value is None or measure is None:
        return value_of(verdict.value, lang, own if verdict.value is not None else "")
    counted = _unit(move.measures.get(measure.over or ""), lang)
    value = value_of(verdict.value, lang, "" if counted == own else own)
    return WORDS("of count", lang, value=value, count=value_of(verdict.over, lang, counted))


def age(verdict: Verdict, lang: Lang) -> str:
    """How old the value is; a dash where there is none."""
    text = age_of(verdict.age, lang)
    ahead = verdict.age is not None and verdict.age < timedelta(0)
    return WORDS("ahead", lang, age=text) if ahead else text


def moment(time: datetime, status: Status, lang: Lang) -> str:
    """A moment on the clock of the status."""
    return WORDS("time", lang, time=f"{time.astimezone(status.now.tzinfo):%Y-%m-%d %H:%M}")


def moving(status: Status) -> tuple[str, ...]:
    """Waves that are under way: something was entered, and not everything left."""
    return tuple(one.wave.id for one in status.waves if one.back is not None and one.next.step is not Step.DONE)


def _unit(measure: Measure | None, lang: Lang) -> str:
    return "" if measure is None else unit_of(measure.unit, lang)
