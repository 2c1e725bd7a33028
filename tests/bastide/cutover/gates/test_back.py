"""The way of a wave back."""

from __future__ import annotations

import pytest

from bastide.cutover.gates import steps
from bastide.cutover.gates.order import rollback_of
from bastide.cutover.gates.state import Stage
from bastide.cutover.move.model import PhaseId
from tests.bastide.cutover.gates.made import Ledger, move, phase, wave
from tests.bastide.cutover.gates.raised import refused

P = PhaseId


@pytest.fixture
def ledger() -> Ledger:
    return Ledger().begun()


def test_a_phase_is_reentered_through_its_rollback_alone(ledger: Ledger) -> None:
    ledger.go(P.PROVISION)
    refused(lambda: ledger.undo(P.PREPARE), "later phases are undone first", "rollback first provision")
    ledger.undo(P.PROVISION)
    refused(lambda: ledger.undo(P.PROVISION), "provision of first is not begun")
    ledger.undo(P.PREPARE)
    ledger.enter(P.PREPARE)
    passage = ledger.at.state.waves["first"].passages[P.PROVISION]
    assert (passage.stage, len(passage.rolled_back)) == (Stage.NOT_BEGUN, 1)


def test_what_was_measured_before_a_rollback_lets_nothing_in(ledger: Ledger) -> None:
    ledger.go(P.FREEZE, leave=False)
    ledger.wait(minutes=1)
    ledger.undo(P.FREEZE)
    ledger.wait(minutes=1)
    ledger.approve(P.FREEZE)
    refused(
        lambda: ledger.enter(P.FREEZE), "thing.proved: measured before the phase was entered or the wave was rolled"
    )
    ledger.well()
    ledger.enter(P.FREEZE)


def test_undoing_the_switch_undoes_the_freeze(ledger: Ledger) -> None:
    ledger.go(P.SWITCH, leave=False)
    ledger.undo(P.SWITCH)
    state = ledger.at.state.waves["first"]
    assert state.next is P.FREEZE
    assert (state.newest, state.passages[P.FREEZE].stage) == (P.REHEARSE, Stage.NOT_BEGUN)


def test_after_the_first_write_a_rollback_says_what_is_lost(ledger: Ledger) -> None:
    ledger.go(P.SWITCH, leave=False)
    ledger.wait(minutes=1)
    ledger.measure("write_probe.succeeded", True)
    refused(
        lambda: ledger.undo(P.SWITCH),
        "the rollback of switch was possible until this: the first write",
        'say what is lost ("writes since")',
        "--lost",
    )
    entry = ledger.undo(P.SWITCH, "14 writes; the owner accepted it")
    assert entry.words == "lost: 14 writes; the owner accepted it; was undone"


def test_a_write_from_before_the_switch_is_none_at_the_target(ledger: Ledger) -> None:
    """A rehearsal has written too."""
    ledger.go(P.REHEARSE)
    ledger.measure("write_probe.succeeded", True)
    ledger.wait(minutes=10)
    ledger.go(P.SWITCH, leave=False)
    ledger.undo(P.SWITCH)


def test_undoing_verify_says_what_is_lost_by_the_switch_too(ledger: Ledger) -> None:
    ledger.go(P.VERIFY, leave=False)
    refused(lambda: ledger.undo(P.VERIFY), "the rollback of switch was possible until")
    ledger.undo(P.VERIFY, "nothing: reverse copy was complete at 11:58")
    assert ledger.at.state.waves["first"].next is P.FREEZE


def test_retire_is_never_undone_whatever_the_plan_says() -> None:
    kind = move(retire={"rollback": phase(P.FREEZE)["rollback"]})
    assert rollback_of(kind, P.RETIRE) is None
    plan_ = move([wave("first")], retire={"rollback": phase(P.FREEZE)["rollback"]})
    ledger = Ledger(plan_).begun().go(P.RETIRE, leave=False)
    refused(lambda: ledger.undo(P.RETIRE, "everything"), "retire cannot be undone")


def test_a_rollback_that_the_plan_forbids_is_none() -> None:
    ledger = Ledger(move(prepare={"rollback": "forbidden"})).begun().go(P.PREPARE)
    refused(lambda: ledger.undo(P.PREPARE), "prepare cannot be undone")


def test_nobody_undoes_without_saying_how(ledger: Ledger) -> None:
    ledger.enter(P.PREPARE)
    refused(lambda: steps.roll_back(ledger.at, "first", P.PREPARE, ""), "nobody says how prepare of first was undone")
