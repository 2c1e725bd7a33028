"""Each verdict on a condition, and that no damage makes one green."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bastide.cutover.gates.judge import SKEW, Colour, Known, Why, all_green, fits, judge
from bastide.cutover.gates.words import WHY, age_of, bound_of, sentence, value_of
from bastide.cutover.measure import Measurement
from bastide.cutover.move.model import Condition, Kind, Measure
from policies.model import Lang
from tests.bastide.cutover.gates.made import NOON, measured, move

MEASURES = move().measures
HOUR = timedelta(hours=1)


def condition(measure: str, hours: int = 2, **asked: Any) -> Condition:
    return Condition(measure=measure, max_age_hours=hours, **asked)


def known(*found: Measurement, recorded: datetime = NOON) -> dict[str, Known]:
    return {one.measure: Known(one, recorded) for one in found}


def why(asked: Condition, latest: Mapping[str, Known], since: datetime | None = None) -> Why:
    verdict = judge(asked, MEASURES.get(asked.measure), latest, NOON, since)
    assert verdict.green is (verdict.why is Why.MET)
    assert verdict.colour is (Colour.GREEN if verdict.green else Colour.RED)
    return verdict.why


WRONG = condition("thing.wrong", equals=0)
LAG = condition("thing.seconds", at_most=5)


def counted(count: Any = 7, wrong: Any = 0, age: timedelta = HOUR, count_age: timedelta = HOUR) -> dict[str, Known]:
    return known(measured("thing.count", count, NOON - count_age), measured("thing.wrong", wrong, NOON - age))


@pytest.mark.parametrize(
    ("asked", "latest", "expected"),
    [
        (WRONG, counted(), Why.MET),
        (condition("thing.proved", equals=True), known(measured("thing.proved", True, NOON)), Why.MET),
        (condition("thing.count", at_least=7), counted(), Why.MET),
        (LAG, known(measured("thing.seconds", 4.9, NOON)), Why.MET),
        (condition("thing.speed", at_least=1000), known(measured("thing.speed", 1000, NOON)), Why.MET),
        (condition("thing.seconds", at_least=0), known(measured("thing.seconds", 0, NOON)), Why.MET),
        (WRONG, {}, Why.UNMEASURED),
        (WRONG, counted(age=2 * HOUR), Why.MET),
        (WRONG, counted(age=2 * HOUR + timedelta(seconds=1)), Why.STALE),
        (WRONG, counted(age=-SKEW), Why.MET),
        (WRONG, counted(age=-SKEW - timedelta(seconds=1)), Why.FUTURE),
        (WRONG, counted(count_age=-SKEW - timedelta(seconds=1)), Why.FUTURE),
        (WRONG, counted(count=0), Why.OVER_NOTHING),
        (WRONG, known(measured("thing.wrong", 0, NOON)), Why.OVER_UNMEASURED),
        (WRONG, counted(count_age=3 * HOUR), Why.OVER_STALE),
        # both are young enough, and yet further apart than the age that is asked
        (WRONG, counted(age=2 * HOUR, count_age=-SKEW), Why.OVER_STALE),
        (WRONG, counted(count=True), Why.WRONG_TYPE),
        (WRONG, counted(count=-1), Why.WRONG_TYPE),
        (WRONG, counted(count=7.0), Why.WRONG_TYPE),
        (WRONG, counted(wrong=False), Why.WRONG_TYPE),
        (WRONG, counted(wrong=-1), Why.WRONG_TYPE),
        (WRONG, counted(wrong=0.0), Why.WRONG_TYPE),
        (condition("thing.wrong", at_most=3), counted(wrong=-1), Why.WRONG_TYPE),
        (condition("thing.proved", equals=True), known(measured("thing.proved", 1, NOON)), Why.WRONG_TYPE),
        (condition("thing.proved", at_least=1), known(measured("thing.proved", True, NOON)), Why.WRONG_TYPE),
        (condition("thing.proved", equals=1), known(measured("thing.proved", True, NOON)), Why.WRONG_TYPE),
        (condition("thing.count", equals=True), counted(count=1), Why.WRONG_TYPE),
        (LAG, known(measured("thing.seconds", True, NOON)), Why.WRONG_TYPE),
        (LAG, known(measured("thing.seconds", math.nan, NOON)), Why.WRONG_TYPE),
        (LAG, known(measured("thing.seconds", -math.inf, NOON)), Why.WRONG_TYPE),
        # a replication that is ahead of its source: a clock is wrong
        (LAG, known(measured("thing.seconds", -3, NOON)), Why.WRONG_TYPE),
        (condition("thing.seconds", at_least=math.nan), known(measured("thing.seconds", 3, NOON)), Why.WRONG_TYPE),
        (condition("thing.seconds", at_most=math.inf), known(measured("thing.seconds", 3, NOON)), Why.WRONG_TYPE),
        # nothing is asked, or two things
        (condition("thing.count"), counted(), Why.WRONG_TYPE),
        (condition("thing.count", at_least=1, at_most=9), counted(), Why.WRONG_TYPE),
        (WRONG, counted(wrong=1), Why.NOT_MET),
        (condition("thing.proved", equals=True), known(measured("thing.proved", False, NOON)), Why.NOT_MET),
        (condition("thing.count", at_least=8), counted(), Why.NOT_MET),
        (LAG, known(measured("thing.seconds", 5.1, NOON)), Why.NOT_MET),
        (condition("thing.seconds", at_least=0), known(measured("thing.seconds", -1, NOON)), Why.NOT_MET),
        (condition("other.thing", equals=0), known(measured("other.thing", 0, NOON)), Why.UNKNOWN_MEASURE),
    ],
)
def test_each_verdict(asked: Condition, latest: dict[str, Known], expected: Why) -> None:
    assert why(asked, latest) is expected


def test_what_was_measured_before_a_moment_does_not_count() -> None:
    moment = NOON - timedelta(minutes=30)
    assert why(WRONG, counted(), moment) is Why.EARLY
    assert why(WRONG, counted(age=timedelta(0)), moment) is Why.OVER_STALE
    assert why(WRONG, counted(age=timedelta(0), count_age=timedelta(0)), moment) is Why.MET


def test_what_was_recorded_before_it_was_measured_stays_wrong() -> None:
    """The clock passes the moment some time: that makes no value of it."""
    early = NOON - 2 * HOUR
    latest = known(measured("thing.proved", True, NOON - HOUR), recorded=early)
    assert why(condition("thing.proved", equals=True), latest) is Why.FUTURE


def test_differences_without_a_count_are_of_no_measure() -> None:
    measure = MEASURES["thing.wrong"].model_copy(update={"over": None})
    assert judge(WRONG, measure, counted(), NOON).why is Why.UNKNOWN_MEASURE


def test_the_verdict_says_value_age_source_and_objects() -> None:
    found = measured("thing.wrong", 2, NOON - HOUR, "rclone 1.75", "a/b", "c")
    verdict = judge(WRONG, MEASURES["thing.wrong"], {**counted(), **known(found)}, NOON)
    assert (verdict.value, verdict.over, verdict.age) == (2, 7, HOUR)
    assert (verdict.source, verdict.objects) == ("rclone 1.75", ("a/b", "c"))
    said = sentence(verdict, MEASURES["thing.wrong"], Lang.EN)
    assert said == (
        "thing.wrong: does not hold; 2 things of 7 found; 1 h 00 min ago by rclone 1.75; a/b, c; "
        "0 things is asked, not older than 2 h"
    )
    assert "il y a 1 h 00 min" in sentence(verdict, MEASURES["thing.wrong"], Lang.FR)
    ahead = judge(WRONG, MEASURES["thing.wrong"], counted(age=-HOUR), NOON)
    assert "1 h 00 min ahead of the clock" in sentence(ahead, MEASURES["thing.wrong"], Lang.EN)
    unmeasured = judge(WRONG, None, {}, NOON)
    assert sentence(unmeasured, None, Lang.EN).startswith("thing.wrong: the plan has no such measure")


def test_values_are_shown_as_each_language_writes_them() -> None:
    assert value_of(1234567, Lang.EN) == "1,234,567"
    assert value_of(1234567.5, Lang.FR) == "1\u202f234\u202f567,5"
    assert value_of(True, Lang.FR) == "oui"
    assert value_of(None, Lang.EN) == "-"
    assert bound_of(condition("thing.count"), Lang.EN) == "-"
    assert bound_of(LAG, Lang.FR, "secondes") == "au plus 5 secondes"
    assert age_of(None, Lang.EN) == "-"
    assert age_of(timedelta(days=3, hours=4), Lang.FR) == "3 j 4 h"
    assert age_of(timedelta(minutes=-5), Lang.EN) == "5 min"


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(WHY) == set(Why)
    assert all(text.en and text.fr and text.en != text.fr for text in WHY.values())


def test_nothing_asked_is_not_green() -> None:
    assert not all_green(())


# What damages a state that is green. Every one of them must turn it red.


numbers = st.one_of(st.integers(), st.floats(allow_nan=True, allow_infinity=True), st.booleans())
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))


@given(value=numbers, count=numbers, time=moments, count_time=moments, recorded=moments, now=moments)
def test_green_is_only_what_is_known_fresh_counted_and_met(
    value: Any, count: Any, time: datetime, count_time: datetime, recorded: datetime, now: datetime
) -> None:
    latest = {
        "thing.wrong": Known(measured("thing.wrong", value, time), recorded),
        "thing.count": Known(measured("thing.count", count, count_time), recorded),
    }
    if not judge(WRONG, MEASURES["thing.wrong"], latest, now).green:
        return
    assert type(value) is int
    assert value == 0
    assert type(count) is int
    assert count > 0
    for one in (time, count_time):
        assert timedelta(0) - SKEW <= now - one <= 2 * HOUR
        assert one - recorded <= SKEW


@given(st.data())
def test_no_damage_of_one_thing_leaves_it_green(data: st.DataObject) -> None:
    latest = counted()
    asked, now = WRONG, NOON
    measure: Measure | None = MEASURES["thing.wrong"]
    assert judge(asked, measure, latest, now).green
    which = data.draw(st.sampled_from(["drop", "value", "count", "old", "ahead", "clock", "kind", "asked"]))
    name = data.draw(st.sampled_from(["thing.wrong", "thing.count"]))
    one = latest[name].measurement
    if which == "drop":
        del latest[name]
    elif which == "value":
        value = data.draw(numbers.filter(lambda item: not (type(item) is int and item == 0)))
        latest["thing.wrong"] = Known(measured("thing.wrong", value, NOON - HOUR), NOON)
    elif which == "count":
        value = data.draw(numbers.filter(lambda item: not (type(item) is int and item > 0)))
        latest["thing.count"] = Known(measured("thing.count", value, NOON - HOUR), NOON)
    elif which in ("old", "ahead"):
        far = timedelta(seconds=data.draw(st.integers(1, 10**8)))
        time = NOON - 2 * HOUR - far if which == "old" else NOON + SKEW + far
        latest[name] = replace(latest[name], measurement=one.model_copy(update={"time": time}))
    elif which == "clock":
        far = timedelta(seconds=data.draw(st.integers(1, 10**8)))
        now = data.draw(st.sampled_from([NOON + HOUR + far, NOON - HOUR - SKEW - far]))
    elif which == "kind":
        kind = data.draw(st.sampled_from([Kind.PROOF, None]))
        measure = None if kind is None else MEASURES["thing.wrong"].model_copy(update={"kind": kind})
    else:
        asked = asked.model_copy(update={"equals": data.draw(numbers.filter(lambda item: item != 0 or item is False))})
    assert not judge(asked, measure, latest, now).green


@given(st.sampled_from(list(Kind)), numbers)
def test_a_value_fits_one_way(kind: Kind, value: Any) -> None:
    """What is no finite number and no truth value fits nowhere; a truth value fits proofs alone."""
    fitting = fits(kind, value)
    if isinstance(value, bool) or kind is Kind.PROOF:
        assert fitting is (isinstance(value, bool) and kind is Kind.PROOF)
    elif not math.isfinite(value):
        assert not fitting
    else:
        assert fitting is (kind in (Kind.DURATION, Kind.AMOUNT) or (isinstance(value, int) and value >= 0))


def test_measures_that_no_kind_is_known_of_are_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        Measure.model_validate({"title": {"en": "xx", "fr": "xx"}, "kind": "guess", "by": {"en": "xx", "fr": "xx"}})
