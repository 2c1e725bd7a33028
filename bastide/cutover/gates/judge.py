"""Whether the conditions of a gate hold. Pure; whatever is not known, not of now or not of its kind is red."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bastide.cutover.measure import Measurement, Value
from bastide.cutover.move.model import Condition, Kind, Measure

SKEW: Final = timedelta(minutes=2)
"""By so much the clocks of two machines may differ."""


class Colour(StrEnum):
    """Whether a condition holds. For why, see `Why`."""

    GREEN = "green"
    RED = "red"


class Why(StrEnum):
    """Why a condition is green or red. Only MET is green."""

    MET = "met"
    UNMEASURED = "unmeasured"  # nobody has measured it in this wave
    STALE = "stale"  # older than the condition allows
    EARLY = "early"  # measured before the phase was entered, or before the wave's last rollback
    FUTURE = "future"  # it or its count lies ahead of the clock: one of two clocks is wrong
    OVER_NOTHING = "over-nothing"  # no differences over no objects prove nothing
    OVER_UNMEASURED = "over-unmeasured"  # of how many objects is not known
    OVER_STALE = "over-stale"  # of how many objects was counted too long ago, or at another time than the differences
    WRONG_TYPE = "wrong-type"  # no value of the measure's kind, or nothing that can be asked of it
    NOT_MET = "not-met"
    UNKNOWN_MEASURE = "unknown-measure"  # the plan has no such measure


@dataclass(frozen=True, slots=True)
class Known:
    """A measurement, and when it was recorded: one from ahead of its own recording stays wrong for ever."""

    measurement: Measurement
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one condition.

    Attributes:
        value, source, objects: of the newest measurement; None and empty where there is none.
        age: of the value at the moment of judging; negative where it lies ahead.
        over: for differences, of how many objects; None where that is not known.
    """

    condition: Condition
    colour: Colour
    why: Why
    value: Value | None = None
    age: timedelta | None = None
    source: str = ""
    objects: tuple[str, ...] = ()
    over: Value | None = None

    @property
    def green(self) -> bool:
        return self.colour is Colour.GREEN


def judge(
    condition: Condition,
    measure: Measure | None,
    latest: Mapping[str, Known],
    now: datetime,
    since: datetime | None = None,
    grace: timedelta = timedelta(0),
) -> Verdict:
    """The verdict on one condition.

    Args:
        measure: what the plan says of it; None where it says nothing.
        latest: the newest measurement of each measure in the wave.
        since: what was measured before this moment does not count; None: everything counts.
        grace: by so much a value may be older than the condition allows.
    """
    known = latest.get(condition.measure)
    limit = timedelta(hours=condition.max_age_hours) + grace
    why = _why(condition, measure, latest, _Time(now, since, limit))
    colour = Colour.GREEN if why is Why.MET else Colour.RED
    if known is None:
        return Verdict(condition, colour, why)
    found = known.measurement
    count = latest.get(measure.over) if measure is not None and measure.over is not None else None
    return Verdict(
        condition=condition,
        colour=colour,
        why=why,
        value=found.value,
        age=now - found.time,
        source=found.source,
        objects=found.objects,
        over=None if count is None else count.measurement.value,
    )


def all_green(verdicts: Sequence[Verdict]) -> bool:
    """Whether there is something to ask, and all of it holds."""
    return bool(verdicts) and all(verdict.green for verdict in verdicts)


def fits(kind: Kind, value: Value) -> bool:
    """Whether something can be a value of a measure of this kind."""
    if kind is Kind.PROOF:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if kind in (Kind.COUNT, Kind.DIFFERENCES):
        return isinstance(value, int) and value >= 0
    return isinstance(value, (int, float)) and math.isfinite(value)


@dataclass(frozen=True, slots=True)
class _Time:
    """When a value must have been measured: not ahead of `now`, not before `since`, and not longer ago than `limit`."""

    now: datetime
    since: datetime | None
    limit: timedelta

    def fault_of(self, known: Known) -> Why | None:
        time = known.measurement.time
        if time - min(self.now, known.recorded) > SKEW:
            return Why.FUTURE
        if self.since is not None and time < self.since:
            return Why.EARLY
        return Why.STALE if self.now - time > self.limit else None


def _why(condition: Condition, measure: Measure | None, latest: Mapping[str, Known], time: _Time) -> Why:
    if measure is None:
        return Why.UNKNOWN_MEASURE
    known = latest.get(condition.measure)
    if known is None:
        return Why.UNMEASURED
    untimely = time.fault_of(known)
    if untimely is not None:
        return untimely
    value = known.measurement.value
    if not fits(measure.kind, value) or not _askable(condition, measure.kind):
        return Why.WRONG_TYPE
    doubt = _doubt_of_count(known, measure, latest, time) if measure.kind is Kind.DIFFERENCES else None
    return doubt or _compared(condition, value)


def _doubt_of_count(known: Known, measure: Measure, latest: Mapping[str, Known], time: _Time) -> Why | None:
    """Why the objects of which these are the differences are not known; None where they are."""
    if measure.over is None:
        return Why.UNKNOWN_MEASURE
    count = latest.get(measure.over)
    if count is None:
        return Why.OVER_UNMEASURED
    untimely = time.fault_of(count)
    if untimely is Why.FUTURE:
        return untimely
    if untimely is not None or abs(count.measurement.time - known.measurement.time) > time.limit:
        return Why.OVER_STALE
    number = count.measurement.value
    if not fits(Kind.COUNT, number):
        return Why.WRONG_TYPE
    return None if number > 0 else Why.OVER_NOTHING


def _askable(condition: Condition, kind: Kind) -> bool:
    """Whether exactly one thing is asked, and it can be asked of such a measure."""
    bounds = [one for one in (condition.equals, condition.at_most, condition.at_least) if one is not None]
    if len(bounds) != 1:
        return False
    (bound,) = bounds
    if kind is Kind.PROOF:
        return condition.equals is not None and isinstance(bound, bool)
    return not isinstance(bound, bool) and math.isfinite(bound)


def _compared(condition: Condition, value: Value) -> Why:
    if condition.equals is not None:
        return Why.MET if value == condition.equals else Why.NOT_MET
    if condition.at_least is not None:
        return Why.MET if value >= condition.at_least else Why.NOT_MET
    assert condition.at_most is not None
    # less than nothing (a lag, a duration) is a clock that is wrong, and no good value
    if value < 0:
        return Why.WRONG_TYPE
    return Why.MET if value <= condition.at_most else Why.NOT_MET
