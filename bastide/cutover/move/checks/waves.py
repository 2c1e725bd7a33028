"""Faults of the waves: their names, what they wait for, their days and the time that users were promised."""

from __future__ import annotations

import difflib
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Final

from bastide.cutover.move.model import Kind, Move, PhaseId, Rollback, Wave
from components.contract.addresses import Fault

_HOURS: Final = {"seconds": 1 / 3600, "minutes": 1 / 60, "hours": 1.0, "days": 24.0}


def faults(move: Move) -> Iterator[Fault]:
    """Faults of the waves by themselves and among each other; of their areas see `areas`."""
    yield from _names(move)
    for index, wave in enumerate(move.waves):
        path = ("waves", index)
        if wave.end < wave.start:
            yield Fault(
                (*path, "end"),
                f"the wave `{wave.id}` ends on {wave.end}, before its start on {wave.start}",
                "an end on its start or later",
                "correct one of the two days",
            )
        yield from _unknown(move, wave, index)
        yield from _downtime(move, wave, index)
    cycle = _cycle(move)
    if cycle:
        yield _cyclic(move, cycle)
    else:
        yield from _windows(move)


def _names(move: Move) -> Iterator[Fault]:
    for field, what in (("id", "name"), ("area", "area")):
        seen: dict[str, str] = {}
        for index, wave in enumerate(move.waves):
            value = getattr(wave, field)
            if value in seen:
                yield Fault(
                    ("waves", index, field),
                    f"two waves have the {what} `{value}`",
                    "one wave for each area, each with a name of its own",
                    "make one wave of the two, or correct the one that is wrong",
                )
            seen.setdefault(value, wave.id)


def _unknown(move: Move, wave: Wave, index: int) -> Iterator[Fault]:
    known = [other.id for other in move.waves]
    for number, name in enumerate(wave.after):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            yield Fault(
                ("waves", index, "after", number),
                f"there is no wave `{name}` that `{wave.id}` could wait for",
                f"one of {', '.join(known)}",
                f"did you mean `{near[0]}`?" if near else "correct the name, or remove it",
            )
    for name in (name for name, count in Counter(wave.after).items() if count > 1):
        yield Fault(
            ("waves", index, "after"), f"`{name}` stands in `after` more than once", "each wave once", "remove one"
        )


def _waits(move: Move) -> Mapping[str, tuple[str, ...]]:
    known = {wave.id for wave in move.waves}
    return {wave.id: tuple(name for name in wave.after if name in known) for wave in move.waves}


def _cycle(move: Move) -> list[str]:
    try:
        TopologicalSorter(_waits(move)).prepare()
    except CycleError as error:
        # graphlib names each before what waits for it; read the other way it says who waits for whom
        return list(reversed(error.args[1]))
    return []


def _cyclic(move: Move, cycle: list[str]) -> Fault:
    index = next(index for index, wave in enumerate(move.waves) if wave.id == cycle[0])
    return Fault(
        ("waves", index, "after"),
        f"these waves wait for each other: {' -> '.join(cycle)}",
        "an order in which each wave waits only for earlier ones",
        "remove one of these names from an `after`",
    )


def _windows(move: Move) -> Iterator[Fault]:
    """Waves that cannot freeze within their days.

    A wave may well start before what it waits for has ended: it prepares, is provisioned, replicates and is rehearsed
    meanwhile, and only its freeze waits. A fault is what cannot be, whoever works how fast: its last day lies before
    the first day on which everything that it waits for can have left `verify`, that is their start, what those wait
    for in turn, and the time for which `verify` must soak.
    """
    soak = _soak(move)
    waves = {wave.id: (index, wave) for index, wave in enumerate(move.waves)}
    waits = _waits(move)
    done: dict[str, date] = {}
    for name in TopologicalSorter(waits).static_order():
        index, wave = waves[name]
        freeze = max([wave.start, *(done[other] for other in waits[name])])
        done[name] = _later(freeze, soak)
        if wave.start <= wave.end < done[name]:
            behind = f", after {', '.join(f'`{other}`' for other in waits[name])}" if waits[name] else ""
            yield Fault(
                ("waves", index, "end"),
                f"the wave `{name}` ends on {wave.end}, but cannot leave `verify` before {done[name]}{behind}",
                f"an end on {done[name]} or later",
                "give it more days, or let what it waits for start earlier",
            )


def _later(day: date, soak: timedelta) -> date:
    return day + soak if soak < date.max - day else date.max


def _soak(move: Move) -> timedelta:
    """For how long the gate out of `verify` makes every wave wait, in whole days; nothing where it asks for no time."""
    hours = [
        float(condition.at_least) * _HOURS.get(measure.unit, 0)
        for phase in move.phases
        if phase.id is PhaseId.VERIFY
        for condition in phase.exit
        if condition.at_least is not None
        and condition.of is None
        and (measure := move.measures.get(condition.measure)) is not None
        and condition.measure == "soak.hours"
        and measure.kind is Kind.DURATION
    ]
    longest = max([0.0, *(one for one in hours if math.isfinite(one))])
    return timedelta(days=min(math.floor(longest / 24), (date.max - date.min).days))


def _downtime(move: Move, wave: Wave, index: int) -> Iterator[Fault]:
    """The way back out of `switch` goes through its rollback, then that of `freeze`: both are within the downtime."""
    back = {
        phase.id: phase.rollback.max_minutes
        for phase in move.phases
        if phase.id in (PhaseId.FREEZE, PhaseId.SWITCH) and isinstance(phase.rollback, Rollback)
    }
    minutes = sum(back.values())
    if back and minutes >= wave.downtime_minutes:
        parts = " and ".join(f"{count} for `{phase}`" for phase, count in back.items())
        yield Fault(
            ("waves", index, "downtime_minutes"),
            f"the wave `{wave.id}` may be down for {wave.downtime_minutes} minutes, and its rollback alone takes "
            f"{minutes} ({parts})",
            f"more than {minutes} minutes: freeze, last delta, switch and verification come on top",
            "promise a longer downtime, or shorten the rollbacks",
        )
