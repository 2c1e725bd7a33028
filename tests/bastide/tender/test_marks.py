"""How sure a fact is, in words."""

from __future__ import annotations

import pytest

from bastide.tender.evidence import words as evidence
from bastide.tender.page import words as page
from bastide.words import Words
from facts.marked import Mark
from policies.model import Lang


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("words", [page.WORDS, evidence.WORDS], ids=["page", "evidence"])
def test_every_mark_says_what_it_means(words: Words, lang: Lang) -> None:
    said = [words(f"mark {mark}", lang) for mark in Mark]
    assert len(set(said)) == len(said)
    assert not {mark.value for mark in Mark} & set(said)
