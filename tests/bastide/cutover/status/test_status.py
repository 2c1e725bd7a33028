"""What is next for a wave, who must act, and where the way back ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bastide.cutover.gates.judge import Why
from bastide.cutover.gates.state import Stage
from bastide.cutover.journal.entry import Event
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import Move, PhaseId
from bastide.cutover.status.model import Status, Step, WaveStatus, Where
from policies.model import Text
from tests.bastide.cutover.status.journals import PERSONS, START, Journal, not_begun

HUB = "shared-services"


def wave(status: Status, name: str) -> WaveStatus:
    (found,) = [one for one in status.waves if one.wave.id == name]
    return found


@pytest.fixture
def journal(move: Move) -> Journal:
    return Journal(move)


def test_before_the_first_entry_every_wave_needs_the_journal(move: Move) -> None:
    status = not_begun(move)
    assert status.head is None
    assert {one.next.step for one in status.waves} == {Step.BEGIN}
    assert {one.next.command for one in status.waves} == {"bastide cutover record begin"}
    assert (status.persons, status.needed, status.done) == (0, 2, 0)
    assert all(cell.stage is Stage.NOT_BEGUN for one in status.waves for cell in one.cells)


def test_a_red_gate_is_its_owners_and_theirs_whose_word_is_missing(journal: Journal) -> None:
    one = wave(journal.status(), HUB)
    assert (one.next.step, one.next.phase) == (Step.MEASURE, PhaseId.PREPARE)
    assert one.gate is not None
    assert [verdict.why for verdict in one.gate.verdicts] == [Why.UNMEASURED]
    assert one.next.who == (Text("technical-directorate", "technical-directorate"),), "a program is run by the owner"
    assert one.next.command == f"bastide cutover gate {HUB} prepare --entry"
    journal.enter(HUB, PhaseId.PREPARE)
    assert wave(journal.status(), HUB).next.who == (
        Text("the contracts office", "le service des contrats"),
        Text("the security officer", "le responsable de la sécurité"),
        Text("technical-directorate", "technical-directorate"),
    )


def test_a_green_gate_lets_the_owner_enter_and_leave(journal: Journal) -> None:
    journal.prove(HUB, PhaseId.PREPARE, Side.ENTRY)
    one = wave(journal.status(), HUB)
    assert (one.next.step, one.next.phase) == (Step.ENTER, PhaseId.PREPARE)
    assert one.next.command == f"bastide cutover record enter {HUB} prepare"
    journal.enter(HUB, PhaseId.PREPARE)
    assert wave(journal.status(), HUB).next.step is Step.MEASURE
    journal.prove(HUB, PhaseId.PREPARE, Side.EXIT)
    one = wave(journal.status(), HUB)
    assert (one.next.step, one.next.phase) == (Step.LEAVE, PhaseId.PREPARE)
    assert one.next.command == f"bastide cutover record leave {HUB} prepare"


def test_a_green_gate_turns_red_by_itself(journal: Journal) -> None:
    journal.prove(HUB, PhaseId.PREPARE, Side.ENTRY)
    later = journal.now + timedelta(hours=169)
    assert wave(journal.status(now=later), HUB).next.step is Step.MEASURE


def test_a_freeze_is_asked_for_then_approved_by_two_then_entered(journal: Journal) -> None:
    journal.through(HUB, PhaseId.REHEARSE)
    journal.prove(HUB, PhaseId.FREEZE, Side.ENTRY)
    one = wave(journal.status(), HUB)
    assert (one.next.step, one.next.needed) == (Step.REQUEST, 2)
    request = journal.request(HUB, PhaseId.FREEZE)
    one = wave(journal.status(), HUB)
    assert (one.next.step, one.next.who[0].en) == (Step.SIGN, request.by)
    assert one.next.command == f"bastide cutover record wording {HUB} freeze --output FILE"
    journal.sign(request)
    for signed, person in enumerate(sorted(PERSONS)):
        one = wave(journal.status(), HUB)
        assert (one.next.step, one.next.signed, one.next.needed) == (Step.APPROVE, signed, 2)
        assert one.next.who[0].en == f"{2 - signed} persons of stacks/approvers"
        assert one.next.command == f"bastide cutover record wording {HUB} freeze --output FILE"
        journal.approve(request, person)
    assert wave(journal.status(), HUB).next.step is Step.ENTER


def test_a_request_that_is_too_old_is_asked_for_again(journal: Journal) -> None:
    journal.through(HUB, PhaseId.REHEARSE)
    request = journal.request(HUB, PhaseId.FREEZE)
    for person in PERSONS:
        journal.approve(request, person)
    journal.now += timedelta(days=8)
    journal.prove(HUB, PhaseId.FREEZE, Side.ENTRY)
    assert wave(journal.status(), HUB).next.step is Step.REQUEST


def test_a_freeze_waits_for_the_waves_before_and_their_owners_must_act(journal: Journal) -> None:
    journal.through("methods", PhaseId.REHEARSE)
    journal.prove("methods", PhaseId.FREEZE, Side.ENTRY)
    one = wave(journal.status(), "methods")
    assert (one.next.step, one.next.phase, one.next.waits) == (Step.WAIT, PhaseId.FREEZE, ("production",))
    assert one.next.who == (Text("technical-directorate", "technical-directorate"),)


def test_the_shared_services_retire_last(journal: Journal) -> None:
    journal.through(HUB, PhaseId.VERIFY)
    journal.prove(HUB, PhaseId.RETIRE, Side.ENTRY)
    one = wave(journal.status(), HUB)
    assert one.next.step is Step.WAIT
    assert one.next.waits == ("test", "production", "methods", "vaccin", "onco", "cardio")


def test_a_wave_that_has_left_every_phase_needs_nothing(journal: Journal, move: Move) -> None:
    for name in [one.id for one in move.waves]:
        journal.through(name, PhaseId.VERIFY)
    for name in [one.id for one in move.waves]:
        journal.through(name, PhaseId.RETIRE)
    status = journal.status(now=datetime(2030, 1, 1, tzinfo=UTC))
    assert status.done == len(move.waves)
    for one in status.waves:
        assert (one.next.step, one.next.who, one.gate, one.late) == (Step.DONE, (), None, False)
        assert {point.where for point in one.points} == {Where.BEHIND}
        assert one.back is not None
        assert one.back.rollback is None


def test_points_of_no_return_lie_ahead_here_and_behind(journal: Journal) -> None:
    def switch() -> Where:
        one = wave(journal.status(), HUB)
        return next(point.where for point in one.points if point.phase is PhaseId.SWITCH)

    journal.through(HUB, PhaseId.FREEZE)
    assert switch() is Where.AHEAD
    journal.enter(HUB, PhaseId.SWITCH)
    assert switch() is Where.HERE
    journal.leave(HUB, PhaseId.SWITCH)
    assert switch() is Where.BEHIND
    journal.enter(HUB, PhaseId.VERIFY)
    assert switch() is Where.BEHIND


def test_the_way_back_is_that_of_the_newest_phase_and_its_moment_passes(journal: Journal) -> None:
    assert wave(journal.status(), HUB).back is None
    journal.through(HUB, PhaseId.FREEZE)
    journal.enter(HUB, PhaseId.SWITCH)
    back = wave(journal.status(), HUB).back
    assert back is not None
    assert (back.phase, back.with_it, back.late) == (PhaseId.SWITCH, (PhaseId.FREEZE,), False)
    assert back.rollback is not None
    assert back.rollback.max_minutes == 30
    journal.measure(HUB, write_probe__succeeded=True)
    after = wave(journal.status(), HUB).back
    assert after is not None
    assert after.late


def test_what_was_rolled_back_is_counted_and_open_again(journal: Journal) -> None:
    journal.through(HUB, PhaseId.PROVISION)
    journal.roll_back(HUB, PhaseId.PROVISION)
    journal.through(HUB, PhaseId.PROVISION)
    journal.roll_back(HUB, PhaseId.PROVISION)
    cell = wave(journal.status(), HUB).cells[1]
    assert (cell.stage, cell.undone, cell.entered) == (Stage.NOT_BEGUN, 2, None)


def test_a_wave_is_late_once_its_last_day_has_passed(journal: Journal) -> None:
    (one,) = [
        one for one in journal.status(now=datetime(2027, 4, 30, 23, 59, tzinfo=UTC)).waves if one.wave.id == "test"
    ]
    assert not one.late
    (one,) = [one for one in journal.status(now=datetime(2027, 5, 1, tzinfo=UTC)).waves if one.wave.id == "test"]
    assert one.late


def test_the_head_is_the_journals_last_entry(journal: Journal) -> None:
    entry = journal.write(Event.NOTED, words="a note")
    head = journal.status().head
    assert head is not None
    assert (head.number, head.digest, head.time) == (entry.number, entry.digest, entry.time)
    assert entry.time > START
