"""What makes a rehearsal red."""

from __future__ import annotations

import pytest

from bastide.cutover.measure import Value
from bastide.cutover.move.load import load_move
from bastide.cutover.rehearsal import green
from bastide.cutover.rehearsal.green import reds
from stacks.catalogue import FOLDER
from tests.bastide.cutover.rehearsal.shared.made import GREEN, all_of


def test_all_measured_and_well_is_green() -> None:
    assert reds(all_of(GREEN)) == frozenset()


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("objects.missing", 1),
        ("objects.unhashed", 1),
        ("objects.extra", 2),
        ("delta.left", 1),
        ("objects.missing", False),
        ("legacy.read_only", False),
        ("legacy.read_only", 1),
        ("rehearsal.rollback_done", False),
        ("rehearsal.margin_minutes", -0.1),
    ],
)
def test_one_that_is_not_is_red(measure: str, value: Value) -> None:
    assert reds(all_of({**GREEN, measure: value})) == {measure}


def test_nothing_over_nothing_is_red() -> None:
    differences = {"objects.missing", "objects.different", "objects.unhashed", "objects.extra", "delta.left"}
    assert reds(all_of({**GREEN, "objects.count": 0})) == differences


@pytest.mark.parametrize("measure", sorted(set(GREEN) - {"objects.bytes", "objects.bytes_per_second", "objects.count"}))
def test_what_was_not_measured_is_red(measure: str) -> None:
    left = {one: value for one, value in GREEN.items() if one != measure}
    assert measure in reds(all_of(left))


def test_without_any_measure_it_is_red() -> None:
    assert reds(()) >= {"legacy.read_only", "rehearsal.rollback_done", "rehearsal.margin_minutes"}


def test_a_lag_that_is_too_long_is_red() -> None:
    assert reds(all_of({**GREEN, "database.lag_seconds": 5.1})) >= {"database.lag_seconds"}


def test_differences_are_over_the_counts_that_the_plan_of_the_move_names() -> None:
    measures = load_move(FOLDER).measures
    assert {one: measures[one].over for one in green._OVER} == dict(green._OVER)
