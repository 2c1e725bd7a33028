"""The section on the Cloud Sovereignty Framework: every answer says what it rests on, and there is no score."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.part import Basis
from bastide.tender.sections import seal
from bastide.tender.sections.seal import Question, Seal
from bastide.tender.sections.seal_table import BY, Fact, Who
from bastide.tender.sections.seal_words import WORDS
from facts import ask, registers
from policies.model import Lang
from policies.rules import rules
from tests.bastide.tender.sections.pages import html, ids, shown
from tests.estates import CANDIDATES, ESTATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]


def questions(found: Seal) -> dict[str, Question]:
    return {question.id: question for objective in found.objectives for question in objective.questions}


def test_every_question_is_answered_by_something_that_exists() -> None:
    framework = registers.seal().framework
    assert list(BY) == [id_ for row in framework.objectives.values() for id_ in row.questions]
    for id_, by in BY.items():
        assert by.rules or by.facts or by.who, id_
        assert set(by.rules) <= set(rules()), id_
    assert {fact for by in BY.values() for fact in by.facts} == set(Fact)
    assert {by.who for by in BY.values() if by.who} == set(Who)


@pytest.mark.parametrize("estate", ESTATES)
def test_an_answer_says_what_it_rests_on(candidate_of: Of, estate: str) -> None:
    found = seal.of(candidate_of(estate))
    assert sum(objective.weight for objective in found.objectives) == 100
    for id_, question in questions(found).items():
        assert question.answers, id_
        assert question.basis in {answer.basis for answer in question.answers}, id_
        for answer in question.answers:
            assert (answer.basis is Basis.OBSERVED) <= bool(answer.rule and answer.passed + answer.failing), id_
            assert (answer.basis is Basis.DECLARED) == (answer.source is not None) == bool(answer.mark), id_
            assert answer.says
    for objective in found.objectives:
        for basis in Basis:
            assert objective.bases[basis] == sum(question.basis is basis for question in objective.questions)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_what_code_cannot_show_is_never_assessed(candidate_of: Of, estate: str) -> None:
    """Hardware, energy, finance, staff: no plan of any cloud says a word about them."""
    found = questions(seal.of(candidate_of(estate)))
    for id_ in ("SOV-1.3", "SOV-4.3", "SOV-5.1", "SOV-5.2", "SOV-6.4", "SOV-8.1", "SOV-8.2", "SOV-8.3", "SOV-8.4"):
        assert found[id_].basis is Basis.NOT_ASSESSABLE, id_
    assert found["SOV-3.4"].basis is Basis.OBSERVED


def test_observed_answers_are_those_of_the_findings(candidate_of: Of) -> None:
    candidate = candidate_of("scaleway")
    seen = 0
    for question in questions(seal.of(candidate)).values():
        for answer in (one for one in question.answers if one.rule):
            own = [item for item in candidate.checked.findings if item.rule == answer.rule]
            bad = {(item.layer, item.urn, item.subject) for item in own if item.result.value != "pass"}
            good = {(item.layer, item.urn, item.subject) for item in own if item.result.value == "pass"} - bad
            assert (answer.passed, answer.failing) == (len(good), len(bad)), answer.rule
            seen += 1
    assert seen > 15


def test_facts_are_those_of_the_registers(candidate_of: Of) -> None:
    candidate = candidate_of("ovhcloud")
    found = questions(seal.of(candidate))
    [laws] = found["SOV-2.2"].answers
    assert laws.basis is Basis.DECLARED and "Canada" in laws.says
    provider = ask.provider("ovhcloud", candidate.on)
    assert laws.source is not None and laws.source.text == provider.foreign_laws.fact.source  # type: ignore[union-attr]
    holding = found["SOV-1.2"].answers[0]
    assert holding.basis is Basis.NOT_ASSESSABLE and "universal registration document" in holding.says


def test_qualification_is_by_service_and_ends_on_its_last_day(candidate_of: Of) -> None:
    base = candidate_of("outscale")

    def said(on: date) -> list[str]:
        return [answer.says for answer in questions(seal.of(replace(base, on=on)))["SOV-7.1"].answers]

    last = [text for text in said(date(2026, 11, 30)) if "2026-11-30" in text]
    assert len(last) == 1 and "qualified, in force, until 2026-11-30" in last[0] and "compute.vm" in last[0]
    after = [text for text in said(date(2026, 12, 1)) if "2026-11-30" in text]
    assert len(after) == 1 and "not in force on this day" in after[0]


def test_a_fact_that_is_too_old_is_no_answer(candidate_of: Of) -> None:
    base = candidate_of("scaleway")
    now = questions(seal.of(base))["SOV-1.1"]
    late = seal.of(replace(base, on=date(2028, 2, 15)))
    assert now.basis is Basis.DECLARED and questions(late)["SOV-1.1"].basis is Basis.NOT_ASSESSABLE
    assert late.stale and not seal.of(base).stale


@pytest.mark.parametrize("lang", Lang)
def test_the_page_has_every_question_with_weights_and_no_score(candidate_of: Of, lang: Lang) -> None:
    found = {estate: seal.of(candidate_of(estate, lang)) for estate in ("scaleway", "outscale")}
    page = html("seal", seal.WORDS, found, lang)
    assert len(ids(page)) == len(set(ids(page)))
    for id_ in BY:
        assert f"seal-{id_.replace('.', '-')}" in ids(page)
    text = shown(page)
    for objective in found["scaleway"].objectives:
        assert f"{objective.weight} %" in text
    assert text.count(WORDS("to be set", lang)) == 8
    # levels are explained once, and given to nobody
    assert len(re.findall(r"SEAL-\d", text)) == 5
    assert len(page) < 120_000


def test_languages_differ_in_words_alone(candidate_of: Of) -> None:
    english, french = (questions(seal.of(candidate_of("scaleway", lang))) for lang in Lang)
    for id_, question in english.items():
        other = french[id_]
        assert question.text != other.text and question.basis is other.basis
        assert [answer.basis for answer in question.answers] == [answer.basis for answer in other.answers]
