"""The budget of time by hand-made figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bastide.cutover.rehearsal.budget import Rates, budget
from bastide.cutover.rehearsal.settings import Volume

RATES = Rates(
    moved_objects=100,
    moved_bytes=1_000,
    freeze=60,
    verify=180,
    rollback=30,
    object_freeze=30,
    object_verify=120,
    object_bytes_per_second=10.0,
)
VOLUME = Volume(objects=1_000, bytes=20_000, changed_objects=0, changed_bytes=6_000, switch_minutes=5)


def test_without_a_volume_it_is_what_was_measured() -> None:
    found = budget(RATES, None, 10)
    assert (found.downtime, found.rollback, found.margin) == (4.0, 0.5, 5.5)


def test_reading_back_grows_with_bytes_and_the_delta_with_what_changes() -> None:
    found = budget(RATES, VOLUME, 60)
    # verify: 60 s of others + 120 s x 20; freeze: 30 s of others + 6,000 bytes at 10 a second; 5 minutes of switch
    assert found.scale == 20
    assert found.downtime == pytest.approx((60 + 2_400 + 30 + 600) / 60 + 5)
    assert found.margin == pytest.approx(60 - found.downtime - 0.5)


def test_many_small_objects_weigh_as_objects() -> None:
    found = budget(RATES, VOLUME.model_copy(update={"objects": 10_000, "changed_objects": 1_000}), 60)
    assert found.scale == 100
    assert found.downtime == pytest.approx((60 + 12_000 + 30 + 1_200) / 60 + 5)


def test_a_small_delta_costs_what_it_cost() -> None:
    found = budget(RATES, VOLUME.model_copy(update={"changed_bytes": 1}), 60)
    assert found.downtime == pytest.approx((60 + 2_400 + 60) / 60 + 5)


def test_a_promise_that_cannot_be_kept_is_below_zero() -> None:
    assert budget(RATES, VOLUME, 1).margin < 0


def test_without_objects_the_others_alone_count() -> None:
    none = replace(RATES, moved_objects=0, moved_bytes=0, object_freeze=0, object_verify=0, object_bytes_per_second=0)
    assert budget(none, None, 10).downtime == 4.0
