"""Clauses: which is met, open, exempted, or must be proved by somebody, and what proves it."""

from __future__ import annotations

from typing import Final

from bastide.tender.candidate import Candidate
from bastide.tender.evidence.clauses import FrameworkEvidence, frameworks
from bastide.tender.evidence.rules import RuleEvidence, evidence_of, tallies
from bastide.tender.evidence.status import Status
from bastide.tender.evidence.words import WORDS as EVIDENCE
from bastide.tender.part import Part
from bastide.tender.sections.clauses_words import OWN
from bastide.words import Words

WORDS: Final = Words({**EVIDENCE.texts, **OWN})

MOST: Final = 3
"""Resources named for each rule; the evidence files name more, `bastide check --all` all of them."""


class Clauses(Part):
    """How the clauses stand in one estate.

    Attributes:
        counts: status -> how many clauses.
        frameworks: with their clauses, which name the rules that serve them.
        rules: what each rule that serves a clause says of the estate, by id.
        command: what shows every finding.
    """

    counts: dict[Status, int]
    frameworks: tuple[FrameworkEvidence, ...]
    rules: dict[str, RuleEvidence]
    command: str


def of(candidate: Candidate) -> Clauses:
    """The clauses of one candidate, judged from its findings."""
    said = tallies(candidate.checked)
    answered = frameworks(said, candidate.on, candidate.lang)
    clauses = [clause for framework in answered for clause in framework.clauses]
    serving = sorted({rule for clause in clauses for rule in clause.rules})
    return Clauses(
        counts={status: sum(clause.status is status for clause in clauses) for status in Status},
        frameworks=answered,
        rules={rule: evidence_of(said[rule], candidate.lang, MOST) for rule in serving},
        command=command(candidate),
    )


def command(candidate: Candidate) -> str:
    """What shows every finding of the candidate on its day."""
    return f"bastide check {candidate.estate} --date {candidate.on.isoformat()} --all --format json"
