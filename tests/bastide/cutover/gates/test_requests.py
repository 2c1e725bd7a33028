"""Who asks, who else signs, and when that lets a wave into a phase."""

from __future__ import annotations

import pytest

from bastide.cutover.gates import plan, steps
from bastide.cutover.gates.look import look
from bastide.cutover.gates.order import approvals_needed
from bastide.cutover.move.model import PhaseId
from tests.bastide.cutover.gates.made import ASKS, FIRST, SECOND, Ledger, move
from tests.bastide.cutover.gates.raised import bad, refused

P = PhaseId


@pytest.fixture
def ledger() -> Ledger:
    return Ledger().begun()


def test_a_phase_is_entered_with_two_approvals_of_others(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE)
    ledger.well()
    refused(lambda: ledger.enter(P.FREEZE), "nobody has asked in the last 7 days for freeze of first")
    asked = ledger.ask(P.FREEZE)
    ledger.own(P.FREEZE)
    refused(lambda: ledger.enter(P.FREEZE), "0 of 2 approvals of the request", f"{ASKS}, who asked, does not count")
    bad(lambda: ledger.sign(P.FREEZE, ASKS), "does not approve the request", f"{ASKS} may not")
    bad(lambda: ledger.sign(P.FREEZE, "mallory"), "mallory may not")
    ledger.sign(P.FREEZE, FIRST)
    bad(lambda: ledger.sign(P.FREEZE, FIRST), "does not approve the request")
    refused(lambda: ledger.enter(P.FREEZE), f"1 of 2 approvals of the request {asked.digest[:12]} ({FIRST})")
    assert look(ledger.at, "first", P.FREEZE, None).approved == (FIRST,)
    ledger.sign(P.FREEZE, SECOND)
    assert ledger.enter(P.FREEZE).request == asked.digest


def test_nothing_is_approved_before_whoever_asks_has_signed(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE)
    ledger.well()
    asked = ledger.ask(P.FREEZE)
    unsigned = f"the request {asked.digest[:12]} is not signed by {ASKS}, in whose name it is"
    refused(lambda: ledger.sign(P.FREEZE, FIRST), unsigned)
    refused(lambda: ledger.enter(P.FREEZE), unsigned)
    bad(lambda: ledger.own(P.FREEZE, FIRST), f"the signature is not that of {ASKS}", f"{FIRST} may not")
    ledger.own(P.FREEZE)
    refused(lambda: ledger.own(P.FREEZE), f"{ASKS} has signed the request {asked.digest[:12]} already")
    ledger.sign(P.FREEZE, FIRST)


def test_red_conditions_and_missing_approvals_are_named_together(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE)
    ledger.wait(hours=30)
    error = refused(lambda: ledger.enter(P.FREEZE), "thing.proved: measured too long ago", "nobody has asked")
    assert len(error.reasons) == 2


def test_a_request_is_for_one_phase_of_one_wave(ledger: Ledger) -> None:
    ledger.go(P.VERIFY)
    ledger.go(P.REHEARSE, "second")
    ledger.approve(P.RETIRE)
    ledger.well("second")
    refused(lambda: ledger.enter(P.FREEZE, "second"), "nobody has asked")
    refused(lambda: ledger.sign(P.FREEZE, FIRST, "second"), "nobody has asked in the last 7 days for freeze of second")


def test_a_request_ends_after_seven_days(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE)
    ledger.approve(P.FREEZE)
    ledger.wait(days=7, minutes=1)
    ledger.well()
    refused(lambda: ledger.enter(P.FREEZE), "nobody has asked in the last 7 days")


def test_a_request_ends_with_a_rollback(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE)
    ledger.approve(P.FREEZE)
    ledger.wait(minutes=1)
    ledger.undo(P.REHEARSE)
    ledger.wait(minutes=1)
    ledger.well()
    ledger.enter(P.REHEARSE)
    ledger.wait(minutes=1)
    ledger.well()
    ledger.leave(P.REHEARSE)
    refused(lambda: ledger.enter(P.FREEZE), "nobody has asked")


def test_a_request_ends_with_its_plan(ledger: Ledger) -> None:
    ledger.go(P.REHEARSE)
    ledger.approve(P.FREEZE)
    changed = Ledger(move(freeze={"title": {"en": "Stop", "fr": "Stop"}}), ledger.now, ledger.entries)
    bad(lambda: changed.enter(P.FREEZE), "the journal goes by", "bastide cutover record begin")
    refused(lambda: changed.write(steps.begin(changed.at, "")), "nobody says why")
    changed.write(steps.begin(changed.at, "another title; decided by the technical directorate"))
    refused(lambda: changed.enter(P.FREEZE), "nobody has asked in the last 7 days for freeze of first by this plan")
    changed.approve(P.FREEZE)
    changed.enter(P.FREEZE)
    assert [digest for digest, _ in changed.at.state.plans] == [plan.digest(move()), plan.digest(changed.move)]


def test_what_needs_no_approval_or_is_begun_is_not_asked_for(ledger: Ledger) -> None:
    refused(lambda: ledger.ask(P.PREPARE), "prepare needs nobody's approval")
    ledger.go(P.FREEZE)
    refused(lambda: ledger.ask(P.FREEZE), "freeze of first is left already")


def test_no_plan_lowers_the_least() -> None:
    loose = move(freeze={"approvals": 0}, switch={"approvals": 1}, prepare={"approvals": 3})
    assert [approvals_needed(loose, one) for one in (P.PREPARE, P.FREEZE, P.SWITCH, P.RETIRE)] == [3, 2, 2, 2]
