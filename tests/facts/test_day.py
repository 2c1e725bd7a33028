"""A day is written as a day: nothing else that could be read as one is taken."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from facts.day import Day
from facts.marked import Term
from facts.model import Fact


class Holder(BaseModel):
    day: Day | None = None


@pytest.mark.parametrize("said", ["2026-11-28", date(2026, 11, 28)])
def test_a_day_is_a_day(said: Any) -> None:
    assert Holder(day=said).day == date(2026, 11, 28)
    assert Holder(day=None).day is None


@pytest.mark.parametrize(
    "said",
    [
        *(1795824000, 1795824000.0, "1795824000", "1795824000.0", True, 0, ""),
        *("2026-11-28T00:00:00", "2026-11-28T00:00:00+14:00", "2026-11-28 00:00", "2026-11-31", "28/11/2026"),
        *("2026-11-28\n", "\uff12026-11-28", datetime(2026, 11, 28, tzinfo=UTC)),
    ],
)
def test_nothing_else_is_one(said: Any) -> None:
    with pytest.raises(ValidationError):
        Holder(day=said)


def test_what_ends_ends_on_a_day_that_comes() -> None:
    with pytest.raises(ValidationError, match="a day after it"):
        Holder(day=date.max)


def test_facts_and_terms_take_days_only() -> None:
    for made in (
        lambda: Fact.model_validate({"source": "a source", "checked": 4102444800}),
        lambda: Term.model_validate({"until": "4102444800"}),
    ):
        with pytest.raises(ValidationError, match="a day such as"):
            made()
