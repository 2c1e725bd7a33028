"""From states of rules to the status of a clause."""

from __future__ import annotations

from itertools import combinations

import pytest

from bastide.tender.evidence.status import Because, RuleState, Status, status_of

S = RuleState


@pytest.mark.parametrize(
    ("states", "status", "because"),
    [
        ({S.MET}, Status.MET, None),
        ({S.MET, S.NOTHING, S.NOT_ASKED}, Status.MET, None),
        ({S.MET, S.OPEN}, Status.OPEN, None),
        ({S.EXEMPTED, S.OPEN, S.UNKNOWN, S.EVIDENCE}, Status.OPEN, None),
        ({S.EXEMPTED, S.UNKNOWN}, Status.EXEMPTED, None),
        ({S.MET, S.UNKNOWN, S.EVIDENCE}, Status.UNKNOWN, None),
        ({S.MET, S.EVIDENCE}, Status.NOT_PROVABLE, Because.EVIDENCE),
        ({S.NOTHING, S.NOT_ASKED}, Status.NOT_PROVABLE, Because.NOTHING),
        ({S.NOT_ASKED}, Status.NOT_PROVABLE, Because.NOT_ASKED),
        (set(), Status.NOT_PROVABLE, Because.NO_RULE),
    ],
)
def test_the_worst_state_decides(states: set[RuleState], status: Status, because: Because | None) -> None:
    assert status_of(states) == (status, because)


@pytest.mark.parametrize("beyond", [Because.BEYOND, Because.UNREAD, Because.STATEMENT])
def test_passes_are_not_enough_for_a_clause_that_asks_for_more(beyond: Because) -> None:
    assert status_of({S.MET}, beyond) == (Status.NOT_PROVABLE, beyond)
    assert status_of({S.MET, S.OPEN}, beyond) == (Status.OPEN, None)
    assert status_of({S.NOTHING}, beyond) == (Status.NOT_PROVABLE, Because.NOTHING)


def test_no_clause_is_met_without_a_rule_that_is_and_nothing_against_it() -> None:
    """All 128 sets of states: met means at least one met, and else only rules that said nothing."""
    silent = {S.NOTHING, S.NOT_ASKED}
    for size in range(len(RuleState) + 1):
        for chosen in combinations(RuleState, size):
            status, because = status_of(set(chosen))
            assert (status is Status.MET) == (S.MET in chosen and set(chosen) <= silent | {S.MET}), chosen
            assert (because is None) == (status is not Status.NOT_PROVABLE), chosen
