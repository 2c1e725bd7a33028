"""The section of the clauses, and its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.evidence.status import RuleState, Status
from bastide.tender.sections import clauses
from policies.model import Lang
from policies.rules import rules
from tests.bastide.tender.sections.pages import html, ids, shown
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_clause_is_counted_once_and_names_rules_that_are_there(candidate_of: Of, estate: str) -> None:
    found = clauses.of(candidate_of(estate))
    every = [clause for framework in found.frameworks for clause in framework.clauses]
    assert sum(found.counts.values()) == len(every) > 120
    for status in Status:
        assert found.counts[status] == sum(clause.status is status for clause in every)
    assert {rule for clause in every for rule in clause.rules} == set(found.rules) <= set(rules())
    for rule in found.rules.values():
        assert len(rule.examples) <= clauses.MOST >= len(rule.failures)
    # nothing is met by rules that saw nothing
    for clause in every:
        if clause.status is Status.MET:
            assert RuleState.MET in {found.rules[rule].state for rule in clause.rules} and clause.resources


@pytest.mark.parametrize("estate", CANDIDATES)
def test_no_candidate_is_qualified_today_as_far_as_is_recorded(candidate_of: Of, estate: str) -> None:
    found = clauses.of(candidate_of(estate))
    status = {clause.clause: clause.status for framework in found.frameworks for clause in framework.clauses}
    assert status["SNC annex 2.c"] is Status.OPEN and status["HDS EXI 01"] is Status.OPEN
    assert status["SREN 31"] is Status.OPEN


def test_it_stays_small(candidate_of: Of) -> None:
    sizes = [len(clauses.of(candidate_of(estate, Lang.FR)).model_dump_json()) for estate in CANDIDATES]
    assert max(sizes) < 200_000


@pytest.mark.parametrize("lang", Lang)
def test_the_page_has_a_row_for_each_clause_and_rule(candidate_of: Of, lang: Lang) -> None:
    found = {estate: clauses.of(candidate_of(estate, lang)) for estate in ("scaleway", "ovhcloud")}
    page = html("clauses", clauses.WORDS, found, lang)
    first, found_ids = found["scaleway"], ids(page)
    for framework in first.frameworks:
        for clause in framework.clauses:
            place = clause.file.removesuffix(".json").replace("/", "-").replace(".", "-")
            assert f"clauses-{place}" in found_ids
    for rule in first.rules:
        assert f"clauses-rule-{rule}" in found_ids
    assert len(found_ids) == len(set(found_ids))
    text = shown(page)
    assert clauses.WORDS("paraphrase", lang) in text
    assert clauses.WORDS("caution SNC", lang) in text
    assert first.command in text
    assert len(page) < 400_000


def test_a_name_from_anybody_is_text_in_the_page(candidate_of: Of) -> None:
    base = clauses.of(candidate_of("scaleway"))
    rule = next(iter(rule for rule in base.rules.values() if rule.worst))
    assert rule.worst is not None
    resource = rule.worst.resource.model_copy(update={"name": "<script>alert(1)</script>"})
    worst = rule.worst.model_copy(update={"resource": resource, "message": "<img src=x onerror=y>"})
    changed = base.model_copy(update={"rules": {**base.rules, rule.rule: rule.model_copy(update={"worst": worst})}})
    page = html("clauses", clauses.WORDS, {"scaleway": changed}, Lang.EN)
    assert "&lt;script&gt;" in page and "<script" not in page and "<img" not in page
