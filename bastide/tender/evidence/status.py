"""How a rule and a clause stand. Pure: from counts to a state, from states to a status."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class RuleState(StrEnum):
    """How one rule stands in one estate, over all its verdicts."""

    MET = "met"
    OPEN = "open"  # at least one failure that no exemption in force covers
    EXEMPTED = "exempted"  # every failure is under an exemption in force
    UNKNOWN = "unknown until apply"
    EVIDENCE = "evidence to be brought"  # what the plan shows is not enough, whatever it shows
    NOTHING = "nothing to look at"
    NOT_ASKED = "not asked"  # by no profile of these stacks


class Status(StrEnum):
    """How one clause stands in one estate."""

    MET = "met"
    OPEN = "open"
    EXEMPTED = "exempted"
    UNKNOWN = "unknown until apply"
    NOT_PROVABLE = "not provable from code"


class Because(StrEnum):
    """Why a clause is not provable from code."""

    EVIDENCE = "evidence to be brought"
    BEYOND = "it asks for more than code shows"  # its rules pass, and are not the whole of it
    UNREAD = "its text was not read"
    STATEMENT = "it asks for nothing"
    NOTHING = "its rules found nothing to look at"
    NOT_ASKED = "its rules are not asked of these stacks"
    NO_RULE = "no rule serves it"


_WORST_FIRST: Final = (
    (RuleState.OPEN, Status.OPEN),
    (RuleState.EXEMPTED, Status.EXEMPTED),
    (RuleState.UNKNOWN, Status.UNKNOWN),
    (RuleState.EVIDENCE, Status.NOT_PROVABLE),
    (RuleState.MET, Status.MET),
)
_REASONS: Final = (
    (RuleState.EVIDENCE, Because.EVIDENCE),
    (RuleState.NOTHING, Because.NOTHING),
    (RuleState.NOT_ASKED, Because.NOT_ASKED),
)


def status_of(states: Collection[RuleState], beyond: Because | None = None) -> tuple[Status, Because | None]:
    """The status of a clause from the states of the rules that serve it: the worst of them.

    Rules that saw nothing, or were not asked, neither help nor harm. Where there are no others the clause is not met.
    `beyond`: why passes are not enough for this clause; None where they are.
    """
    status = next((status for state, status in _WORST_FIRST if state in states), Status.NOT_PROVABLE)
    if status is Status.MET and beyond is not None:
        return Status.NOT_PROVABLE, beyond
    if status is not Status.NOT_PROVABLE:
        return status, None
    return status, next((because for state, because in _REASONS if state in states), Because.NO_RULE)
