"""Candidates as the sections of the report see them, planned once for each process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bastide.tender.candidate import Candidate
from policies.model import Lang
from tests.bastide.tender.made import ON, made
from tests.conftest import Plans

__all__ = ["ON"]


@pytest.fixture(scope="session")
def candidate_of(plans: Plans) -> Callable[..., Candidate]:
    """`candidate_of("scaleway")`, `candidate_of("scaleway", Lang.FR)`: sections never change it."""
    known: dict[str, Candidate] = {}

    def of(estate: str, lang: Lang = Lang.EN) -> Candidate:
        if estate not in known:
            known[estate] = made(estate, plans[estate])
        return replace(known[estate], lang=lang)

    return of
