"""What can be put on record, and which value counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bastide.cutover.gates import steps
from bastide.cutover.gates.gate import gate_of
from bastide.cutover.gates.judge import Why
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import PhaseId
from tests.bastide.cutover.gates.made import Ledger, measured
from tests.bastide.cutover.gates.raised import bad

P = PhaseId


@pytest.fixture
def ledger() -> Ledger:
    return Ledger().begun()


@pytest.mark.parametrize(
    ("name", "value", "ahead", "words"),
    [
        ("other.thing", 1, 0, "the plan has no measure `other.thing`"),
        ("thing.count", -1, 0, "thing.count is -1"),
        ("thing.proved", 1, 0, "thing.proved is 1"),
        ("thing.count", True, 0, "thing.count is true"),
        ("thing.seconds", float("nan"), 0, "thing.seconds is nan"),
        ("thing.count", 1, 3, "was measured 0:03:00 from now"),
    ],
)
def test_a_value_that_can_be_none_is_not_recorded(
    ledger: Ledger, name: str, value: Any, ahead: int, words: str
) -> None:
    one = measured(name, value, ledger.now + timedelta(minutes=ahead))
    bad(lambda: steps.measure(ledger.at, "first", [one], ""), words)


def test_a_value_of_no_wave_or_of_nothing_is_not_recorded(ledger: Ledger) -> None:
    bad(lambda: ledger.measure("thing.count", 1, "third"), "there is no wave `third`", "one of first, second")
    bad(lambda: steps.measure(ledger.at, "first", [], ""), "nothing is measured")


def test_the_newest_is_the_one_that_was_measured_last(ledger: Ledger) -> None:
    """An old record that is put in again does not hide a newer value."""
    old, new = measured("thing.count", 7, ledger.now), measured("thing.count", 8, ledger.now + timedelta(minutes=1))
    ledger.wait(minutes=2)
    for one in (new, old):
        ledger.write(steps.measure(ledger.at, "first", [one], ""))
    assert ledger.at.state.waves["first"].latest["thing.count"].measurement.value == 8


def test_one_from_the_future_is_red_until_it_is_measured_again(ledger: Ledger) -> None:
    """Only a journal that was written by hand has such a one."""
    honest = steps.measure(ledger.at, "first", [measured("thing.count", 7, ledger.now)], "")
    ahead = measured("thing.proved", True, ledger.now + timedelta(hours=1))
    ledger.write(honest.model_copy(update={"measurements": (ahead,)}))
    ledger.wait(hours=2)
    first = ledger.move.waves[0]
    verdicts = gate_of(ledger.move, first, P.FREEZE, Side.ENTRY, ledger.at.state.waves["first"], ledger.now).verdicts
    assert [one.why for one in verdicts] == [Why.FUTURE]
    ledger.now -= timedelta(minutes=90)
    ledger.well()
    ledger.wait(minutes=1)
    state = ledger.at.state.waves["first"]
    assert gate_of(ledger.move, first, P.FREEZE, Side.ENTRY, state, ledger.now).green


def test_notes_change_nothing(ledger: Ledger) -> None:
    before = ledger.at.state
    ledger.write(steps.note(ledger.at, "", "about the move"))
    ledger.write(steps.note(ledger.at, "second", "about a wave"))
    assert ledger.at.state == before
    bad(lambda: steps.note(ledger.at, "third", "about none"), "there is no wave `third`")
    bad(lambda: steps.note(ledger.at, "", "x"), "words", "3 to 1,000 characters")
