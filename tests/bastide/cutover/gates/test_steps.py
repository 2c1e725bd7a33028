"""The way of a wave forward: gates, order, waves that wait for each other."""

from __future__ import annotations

import pickle

import pytest

from bastide.cutover.gates import plan, requests, steps
from bastide.cutover.gates.judge import Why
from bastide.cutover.gates.look import look
from bastide.cutover.gates.order import ORDER, at_least, relied_on
from bastide.cutover.gates.refused import NotAllowed
from bastide.cutover.gates.replay import replay
from bastide.cutover.gates.state import Doing, Stage, possible, waits_for
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import PhaseId
from tests.bastide.cutover.gates.made import ASKS, Ledger, approvers, measured, move, wave
from tests.bastide.cutover.gates.raised import bad, refused

P = PhaseId


@pytest.fixture
def ledger() -> Ledger:
    return Ledger().begun()


def test_two_waves_go_all_the_way(ledger: Ledger) -> None:
    ledger.go(P.VERIFY)
    ledger.go(P.VERIFY, "second")
    ledger.go(P.RETIRE)
    ledger.go(P.RETIRE, "second")
    state = ledger.at.state
    assert all(one.stage is Stage.LEFT for here in state.waves.values() for one in here.passages.values())
    assert [possible(ledger.move, state, one) for one in ledger.move.waves] == [(), ()]


def test_nothing_is_written_before_the_journal_is_begun() -> None:
    ledger = Ledger()
    for act in (
        ledger.well,
        lambda: ledger.enter(P.PREPARE),
        lambda: ledger.leave(P.PREPARE),
        lambda: ledger.ask(P.FREEZE),
        lambda: ledger.undo(P.PREPARE),
        lambda: ledger.write(steps.note(ledger.at, "", "hello")),
    ):
        refused(act, "the journal is not begun", "bastide cutover record begin")


def test_it_is_begun_once(ledger: Ledger) -> None:
    refused(lambda: ledger.write(steps.begin(ledger.at, "again")), "goes by this plan already")


def test_only_the_next_phase_is_entered(ledger: Ledger) -> None:
    refused(lambda: ledger.enter(P.PROVISION), "provision of first comes after prepare")
    ledger.enter(P.PREPARE)
    refused(lambda: ledger.enter(P.PROVISION), "first is in prepare, which is not left")
    refused(
        lambda: ledger.enter(P.PREPARE), "prepare of first is entered already", "re-entered only through its rollback"
    )
    ledger.well()
    ledger.leave(P.PREPARE)
    refused(lambda: ledger.enter(P.PREPARE), "prepare of first is left already")
    refused(lambda: ledger.leave(P.PREPARE), "only a phase that is entered can be left")


def test_a_red_exit_gate_names_every_condition_with_value_age_source_and_objects(ledger: Ledger) -> None:
    ledger.enter(P.PREPARE)
    refused(lambda: ledger.leave(P.PREPARE), "thing.wrong: not measured", "bastide cutover record measure first")
    ledger.wait(minutes=5)
    ledger.measure("thing.count", 9)
    found = [measured("thing.wrong", 2, ledger.now, "rclone 1.75", "a b", "é")]
    ledger.write(steps.measure(ledger.at, "first", found, ""))
    ledger.wait(minutes=30)
    refused(
        lambda: ledger.leave(P.PREPARE),
        "thing.wrong: does not hold; 2 things of 9 found; 30 min ago by rclone 1.75; a b, é",
    )


def test_an_exit_gate_counts_what_was_measured_since_the_phase_was_entered(ledger: Ledger) -> None:
    ledger.well()
    ledger.wait(minutes=1)
    ledger.enter(P.PREPARE)
    refused(lambda: ledger.leave(P.PREPARE), "measured before the phase was entered")
    ledger.wait(minutes=1)
    ledger.well()
    ledger.leave(P.PREPARE)


def test_an_exit_gate_of_a_phase_that_is_not_entered_is_red(ledger: Ledger) -> None:
    ledger.well()
    seen = look(ledger.at, "first", P.PREPARE, Side.EXIT)
    assert not seen.gate.lets_through
    assert [verdict.why for verdict in seen.gate.verdicts] == [Why.EARLY]


def test_a_gate_that_asks_nothing_lets_in_and_never_out() -> None:
    ledger = Ledger(move(prepare={"exit": []})).begun()
    ledger.enter(P.PREPARE)
    refused(lambda: ledger.leave(P.PREPARE), "asks nothing of first, and so proves nothing")


def test_a_value_gets_too_old_while_one_waits(ledger: Ledger) -> None:
    ledger.enter(P.PREPARE)
    ledger.wait(minutes=1)
    ledger.well()
    ledger.wait(hours=3)
    refused(lambda: ledger.leave(P.PREPARE), "thing.wrong: measured too long ago")


def test_a_freeze_waits_for_the_waves_it_comes_after(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE, "second")
    ledger.well("second")
    ledger.approve(P.FREEZE, "second")
    refused(lambda: ledger.enter(P.FREEZE, "second"), "freeze of second waits for first: not verified")
    ledger.go(P.VERIFY)
    ledger.well("second")
    ledger.approve(P.FREEZE, "second")
    ledger.enter(P.FREEZE, "second")
    # the wave that it relies on is undone: it goes no further
    ledger.undo(P.VERIFY, "12 writes; the owner knows")
    ledger.well("second")
    ledger.wait(minutes=1)
    ledger.well("second")
    ledger.leave(P.FREEZE, "second")
    ledger.approve(P.SWITCH, "second")
    refused(lambda: ledger.enter(P.SWITCH, "second"), "switch of second waits for first")


def test_a_wave_is_retired_after_all_that_stand_on_it() -> None:
    plan_ = move([wave("base"), wave("middle", ["base"]), wave("top", ["middle"]), wave("apart")])
    base, middle, top, apart = plan_.waves
    assert relied_on(plan_, base, P.RETIRE) == ("middle", "top")
    assert relied_on(plan_, middle, P.RETIRE) == ("base", "top")
    assert relied_on(plan_, top, P.FREEZE) == ("middle",)
    assert relied_on(plan_, top, P.REHEARSE) == ()
    assert relied_on(plan_, apart, P.RETIRE) == ()
    ledger = Ledger(plan_).begun().go(P.VERIFY, "base")
    ledger.well("base")
    ledger.approve(P.RETIRE, "base")
    refused(lambda: ledger.enter(P.RETIRE, "base"), "retire of base waits for middle, top")
    assert waits_for(plan_, ledger.at.state, base, P.RETIRE) == ("middle", "top")


def test_the_digest_of_a_plan_is_of_what_it_says() -> None:
    assert plan.digest(move()) == plan.digest(move())
    assert plan.digest(move()) != plan.digest(move(freeze={"approvals": 3}))
    assert replay(move(), plan.digest(move()), (), approvers).plan == ""


def test_refusals_cross_processes() -> None:
    error = pickle.loads(pickle.dumps(NotAllowed(["one", "two"], "do it")))
    assert (error.reasons, error.action) == (("one", "two"), "do it")


def test_phases_have_one_order() -> None:
    assert tuple(PhaseId) == ORDER
    assert at_least(P.SWITCH, P.FREEZE)
    assert at_least(P.FREEZE, P.FREEZE)
    assert not at_least(P.REHEARSE, P.FREEZE)


def test_what_is_possible_next_is_said(ledger: Ledger) -> None:
    first = ledger.move.waves[0]
    assert possible(ledger.move, ledger.at.state, first) == ((Doing.ENTER, P.PREPARE),)
    ledger.enter(P.PREPARE)
    assert possible(ledger.move, ledger.at.state, first) == ((Doing.LEAVE, P.PREPARE), (Doing.ROLL_BACK, P.PREPARE))


def test_a_request_without_words_is_none(ledger: Ledger) -> None:
    bad(lambda: requests.request(ledger.at, "first", P.FREEZE, ASKS, "x"), "words")
