"""What each cloud offers, as the report says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import capabilities
from components.contract.capability import CATALOGUE
from facts import load
from facts.model import Level
from policies.model import Lang
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_capability_stands_there_with_source_and_day(candidate_of: Of, estate: str) -> None:
    found = capabilities.of(candidate_of(estate))
    assert [row.capability for row in found.rows] == list(CATALOGUE)
    for row in found.rows:
        fact = load.capabilities(candidate_of(estate).cloud)[row.capability]
        assert (row.level, row.note, row.source.text) == (fact.level, fact.note, fact.source)
        assert row.source.checked == fact.checked.isoformat()
    assert found.levels == {level: sum(row.level is level for row in found.rows) for level in Level}
    assert sum(found.levels.values()) == len(CATALOGUE)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_gaps_are_those_of_the_plan(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    wanted = Counter(gap.capability for plan in candidate.plans for gap in plan.gaps)
    rows = capabilities.of(candidate).rows
    assert wanted
    assert {row.capability: row.gaps for row in rows if row.gaps} == dict(wanted)
    # what is built at this cloud is no gap anywhere
    assert not [row.capability for row in rows if row.gaps and row.level.built]


def test_what_the_intent_requires_is_marked(candidate_of: Of) -> None:
    candidate = candidate_of("scaleway")
    required = {row.capability for row in capabilities.of(candidate).rows if row.required}
    assert required == set(candidate.wanted.required) != set()


def test_descriptions_are_in_the_language_of_the_report(candidate_of: Of) -> None:
    english, french = (
        {row.capability: row.what for row in capabilities.of(candidate_of("scaleway", lang)).rows} for lang in Lang
    )
    assert english["bucket"] == "object storage, encrypted, versioned, never public"
    assert french["bucket"] == "un stockage objet chiffré, versionné, jamais public"
    assert not [capability for capability in CATALOGUE if english[capability] == french[capability]]
