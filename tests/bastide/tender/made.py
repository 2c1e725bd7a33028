"""Candidates of the repository's estates, on one day."""

from __future__ import annotations

from datetime import date
from typing import Final

from bastide.tender.candidate import Candidate, candidate
from plan.model import LayerPlan
from policies.files import sources
from policies.model import Lang
from stacks.estate import load_estate
from tests.conftest import REPOSITORY

ON: Final = date(2026, 11, 28)
"""The day of all tests of the report: facts grow old after it."""


def made(estate: str, plans: tuple[LayerPlan, ...], lang: Lang = Lang.EN) -> Candidate:
    """The candidate of plans that are made already."""
    return candidate(load_estate(estate), plans, sources(REPOSITORY, estate), ON, lang)
