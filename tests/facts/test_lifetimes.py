"""How long a fact is believed: to the last day of its lifetime, and not a day longer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from facts import load, registers
from facts.document import parse
from facts.errors import BadInput
from facts.inventory import MODELS
from facts.lifetimes import Lifetimes, is_stale, last_day, lifetime, lifetimes, overdue
from facts.marked import Term
from facts.validate import validate


def test_a_fact_is_believed_to_its_last_day() -> None:
    checked, days = date(2026, 11, 20), lifetime("regions").days
    end = last_day(checked, "regions")
    assert end - checked == timedelta(days=days)
    assert overdue(checked, "regions", end) == 0
    assert overdue(checked, "regions", end + timedelta(days=1)) == 1
    fact = load.regions("scaleway")["fr-par"]
    assert not is_stale(fact, "regions", last_day(fact.checked, "regions"))
    assert is_stale(fact, "regions", last_day(fact.checked, "regions") + timedelta(days=1))


def test_the_past_finds_no_fact_too_old() -> None:
    assert overdue(date(2026, 11, 20), "regions", date(1999, 1, 1)) == 0


def test_each_register_has_a_lifetime_and_no_lifetime_is_without_a_register() -> None:
    kept = {"capabilities" if file.parent.name == "capabilities" else file.stem for file in registers.files()}
    assert set(lifetimes()) == kept - {"lifetimes"}
    assert set(MODELS) == kept


def test_a_register_without_lifetime_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        lifetime("novelties")
    assert "`novelties` has no lifetime" in str(refused.value) and "decide after how many days" in str(refused.value)


@pytest.mark.parametrize(("days", "reason"), [("0", "x y z"), ("-1", "x y z"), ("99999", "x y z"), ("90", "")])
def test_a_lifetime_needs_a_number_of_days_and_a_reason(days: str, reason: str) -> None:
    text = f"schema: bastide/lifetimes/1\nregisters:\n  regions: {{days: {days}, reason: '{reason}'}}\n"
    with pytest.raises(BadInput) as refused:
        validate(parse(text, Path("lifetimes.yaml")), Lifetimes)
    assert "lifetimes.yaml:3:" in str(refused.value)


@pytest.mark.parametrize(
    ("on", "holds"),
    [(date(2023, 12, 10), False), (date(2023, 12, 11), True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)],
)
def test_both_ends_of_a_term_are_in_it(on: date, holds: bool) -> None:
    assert Term(since=date(2023, 12, 11), until=date(2026, 11, 30)).in_force(on) is holds


def test_an_end_that_is_not_known_is_open() -> None:
    assert Term(since=date(2023, 12, 11)).in_force(date(2100, 1, 1))
    assert not Term(since=date(2023, 12, 11)).in_force(date(2023, 12, 10))
    assert Term().in_force(date(1900, 1, 1))
