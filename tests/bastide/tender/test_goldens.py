"""Every section in both languages is as it was reviewed."""

from __future__ import annotations

import difflib
from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.contents import CONTENTS
from bastide.tender.examine import examined
from policies.model import Lang
from tests.bastide.tender.goldens import ESTATE, FACTS, FOLDER, RENEW, goldens

pytestmark = pytest.mark.xdist_group("tender")


@pytest.fixture(scope="module")
def now(candidate_of: Callable[..., Candidate]) -> dict[str, str]:
    return goldens({lang: examined(candidate_of(ESTATE, lang), FACTS).report for lang in Lang})


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("section", [section.id for section in CONTENTS])
def test_a_section_is_as_it_was_reviewed(now: dict[str, str], section: str, lang: Lang) -> None:
    name = f"{section}.{lang.value}.html"
    file = FOLDER / name
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    difference = "".join(
        difflib.unified_diff(before.splitlines(True), now[name].splitlines(True), f"golden/{name}", "now")
    )
    assert not difference, f"\n{difference}\nif this is meant, renew it and review the difference: {RENEW}"


def test_no_golden_is_left_over(now: dict[str, str]) -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(now), f"renew them: {RENEW}"


def test_both_languages_have_the_same_ids(now: dict[str, str]) -> None:
    for section in CONTENTS:
        english, french = (
            [part.partition('"')[0] for part in now[f"{section.id}.{lang.value}.html"].split(' id="')[1:]]
            for lang in Lang
        )
        assert english == french
        assert english
