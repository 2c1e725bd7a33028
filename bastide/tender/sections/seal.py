"""SEAL: the Cloud Sovereignty Framework, question by question, with what each answer rests on. No score, no level."""

from __future__ import annotations

from bastide.tender.candidate import Candidate
from bastide.tender.evidence.rules import tallies
from bastide.tender.part import Basis, Part, Source
from bastide.tender.sections.seal_answers import Answer, Tallies, best, by_fact, by_rule, by_whom
from bastide.tender.sections.seal_table import BY
from bastide.tender.sections.seal_words import WORDS
from facts import registers
from facts.lifetimes import is_stale
from facts.seal import Objective, SealFramework
from policies.model import Lang, Text

__all__ = ["WORDS", "Question", "Seal", "SealLevel", "SealObjective", "of"]


class Question(Part):
    """One question, in our words. `basis`: the firmest among its answers."""

    id: str
    text: str
    basis: Basis
    answers: tuple[Answer, ...]


class SealObjective(Part):
    """One objective.

    Attributes:
        weight: percent of the framework's score, as its version has it. The score itself is the tender's.
        bases: basis -> how many questions have it as their firmest.
    """

    id: str
    name: str
    weight: int
    bases: dict[Basis, int]
    questions: tuple[Question, ...]


class SealLevel(Part):
    """One level, in our words. Which one is the minimum of an objective the buyer decides."""

    id: str
    text: str


class Seal(Part):
    """What can be answered of the framework for one candidate.

    Attributes:
        stale: nobody has read the framework for longer than a fact of its kind is believed.
        mark: how sure our reading is: P the text itself was read.
    """

    framework: str
    version: str
    reference: str
    mark: str
    source: Source
    stale: bool
    objectives: tuple[SealObjective, ...]
    levels: tuple[SealLevel, ...]


def of(candidate: Candidate) -> Seal:
    """The framework with what rules and facts answer for one candidate."""
    framework: SealFramework = registers.seal().framework
    said, lang = tallies(candidate.checked), candidate.lang
    return Seal(
        framework=Text(framework.name, framework.nom).of(lang),
        version=framework.version,
        reference=framework.reference,
        mark=framework.mark.value,
        source=Source(text=framework.source, checked=framework.checked.isoformat()),
        stale=is_stale(framework, "seal", candidate.on),
        objectives=tuple(_objective(id_, row, candidate, said) for id_, row in framework.objectives.items()),
        levels=tuple(SealLevel(id=id_, text=Text(row.en, row.fr).of(lang)) for id_, row in framework.levels.items()),
    )


def _objective(id_: str, row: Objective, candidate: Candidate, said: Tallies) -> SealObjective:
    lang = candidate.lang
    questions = tuple(
        _question(question, Text(text.en, text.fr).of(lang), candidate, said)
        for question, text in row.questions.items()
    )
    return SealObjective(
        id=id_,
        name=Text(row.name, row.nom).of(lang),
        weight=row.weight,
        bases={basis: sum(question.basis is basis for question in questions) for basis in Basis},
        questions=questions,
    )


def _question(id_: str, text: str, candidate: Candidate, said: Tallies) -> Question:
    lang: Lang = candidate.lang
    by = BY[id_]
    answers = (
        *(by_rule(said[rule], lang) for rule in by.rules),
        *(answer for fact in by.facts for answer in by_fact(fact, candidate)),
        *((by_whom(by.who, lang),) if by.who else ()),
    )
    return Question(id=id_, text=text, basis=best(answers), answers=answers)
