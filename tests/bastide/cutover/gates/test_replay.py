"""Journals whose entries do not follow from each other, or from the plan."""

from __future__ import annotations

from typing import Any

import pytest

from bastide.cutover.gates import plan, steps
from bastide.cutover.gates.replay import state_of
from bastide.cutover.journal.entry import Event
from bastide.cutover.move.model import PhaseId
from facts.errors import BadInput
from tests.bastide.cutover.gates.made import SECOND, Ledger, approvers, move, wave
from tests.bastide.cutover.gates.raised import bad, refused

P = PhaseId


@pytest.fixture
def ledger() -> Ledger:
    return Ledger().begun()


def broken(ledger: Ledger, index: int, **change: Any) -> BadInput:
    """The error of a journal of which one entry was changed, its chain made anew."""
    entries = list(ledger.entries)
    entries[index] = entries[index].model_copy(update=change)
    return bad(
        lambda: state_of(ledger.move, plan.digest(ledger.move), entries, approvers),
        f"entry {entries[index].number} of the journal",
        "nothing is read from this one",
    )


def index_of(ledger: Ledger, event: Event, phase_: PhaseId | None = None) -> int:
    return next(index for index, one in enumerate(ledger.entries) if one.event is event and phase_ in (None, one.phase))


def test_a_value_that_was_changed_makes_a_gate_red_that_was_gone_through(ledger: Ledger) -> None:
    ledger.enter(P.PREPARE)
    ledger.wait(minutes=1)
    ledger.measure("thing.count", 7)
    ledger.measure("thing.wrong", 0)
    ledger.leave(P.PREPARE)
    at = len(ledger.entries) - 2
    entries = list(ledger.entries)
    worse = entries[at].measurements[0].model_copy(update={"value": 3})
    entries[at] = entries[at].model_copy(update={"measurements": (worse,)})
    bad(
        lambda: state_of(ledger.move, plan.digest(ledger.move), entries, approvers),
        f"entry {len(entries)} of the journal",
        "goes through the exit gate of prepare, which was red: thing.wrong",
    )


def test_entries_that_could_not_have_been_written_are_named(ledger: Ledger) -> None:
    ledger.go(P.FREEZE, leave=False)
    assert (
        "could not have been written" in broken(ledger, index_of(ledger, Event.LEFT, P.PREPARE), phase=P.SWITCH).found
    )
    entered = index_of(ledger, Event.ENTERED, P.REHEARSE)
    assert "is left already" in broken(ledger, entered, phase=P.PREPARE).found
    assert "names no phase" in broken(ledger, entered, phase=None).found
    assert "about the wave `third`" in broken(ledger, entered, wave="third").found
    assert "about the wave ``" in broken(ledger, entered, wave=None).found
    assert "is in force" in broken(ledger, entered, plan="0" * 64).found
    frozen = index_of(ledger, Event.ENTERED, P.FREEZE)
    assert "not by a request" in broken(ledger, frozen, request=None).found
    assert "not by a request" in broken(ledger, frozen, request="0" * 64).found
    for event in (Event.SIGNED, Event.APPROVED):
        signed = index_of(ledger, event)
        assert "that there is not" in broken(ledger, signed, request="0" * 64).found
        assert "that there is not" in broken(ledger, signed, phase=P.SWITCH).found
    own = index_of(ledger, Event.SIGNED)
    assert (
        "is approved by 0 persons"
        in bad(
            lambda: state_of(
                ledger.move,
                plan.digest(ledger.move),
                [one for index, one in enumerate(ledger.entries) if index != own],
                approvers,
            ),
            "freeze needs 2",
        ).found
    )


def test_an_approval_that_does_not_hold_any_more_is_found_at_every_reading(ledger: Ledger) -> None:
    ledger.go(P.FREEZE, leave=False)
    entries = [
        one.model_copy(update={"signature": "mallory"}) if one.signature == SECOND else one for one in ledger.entries
    ]
    bad(
        lambda: state_of(ledger.move, plan.digest(ledger.move), entries, approvers),
        "is approved by 1 persons whose signatures hold, and freeze needs 2",
    )


def test_a_journal_without_its_beginning_is_refused(ledger: Ledger) -> None:
    ledger.well()
    bad(
        lambda: state_of(ledger.move, plan.digest(ledger.move), ledger.entries[1:], approvers),
        "stands before the journal is begun",
    )


def test_a_wave_with_a_past_stays_in_the_plan(ledger: Ledger) -> None:
    ledger.go(P.PREPARE, "second")
    changed = Ledger(move([wave("first")]), ledger.now, ledger.entries)
    bad(
        lambda: changed.write(steps.begin(changed.at, "the second wave is dropped")),
        "is about the wave `second`, which the plan does not have",
    )


def test_what_went_by_an_earlier_plan_is_judged_by_no_other(ledger: Ledger) -> None:
    """Stricter gates hold from now on; what was gone through stays so."""
    ledger.go(P.PROVISION)
    strict = move(prepare={"exit": [{"measure": "thing.count", "at_least": 1000, "max_age_hours": 1}]})
    changed = Ledger(strict, ledger.now, ledger.entries)
    changed.write(steps.begin(changed.at, "more is asked of prepare"))
    assert changed.at.state.waves["first"].next is P.REPLICATE
    changed.undo(P.PROVISION)
    changed.undo(P.PREPARE)
    changed.wait(minutes=1)
    changed.enter(P.PREPARE)
    changed.well()
    refused(lambda: changed.leave(P.PREPARE), "thing.count: does not hold")


def test_an_entry_may_be_written_some_minutes_after_it_was_judged(ledger: Ledger) -> None:
    """The store was waited for, and meanwhile a value became too old: no reason to refuse the journal for ever."""
    ledger.enter(P.PREPARE)
    ledger.wait(minutes=1)
    ledger.well()
    ledger.wait(hours=2)
    content = steps.leave(ledger.at, "first", P.PREPARE, "")
    ledger.wait(minutes=9)
    ledger.write(content)
    assert ledger.at.state.waves["first"].next is P.PROVISION
    late = Ledger(ledger.move, ledger.now, ledger.entries[:-1])
    late.wait(minutes=5)
    late.write(content)
    bad(lambda: late.at.state, "goes through the exit gate of prepare, which was red")
