"""Gaps that come and go with a change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bastide.review.comment.gaps import gap_changes, undone
from facts.load import capabilities
from plan.engine.difference import compared
from plan.model import Diff, Gap, Operation
from policies.model import Text
from tests.bastide.comment.made import plan, roles

LOCK, KEY = ({"capability": f"bucket.{name}", "level": "absent"} for name in ("lock", "customer-key"))
MANUAL = {"capability": "bucket.lock", "level": "manual"}


def changed(operation: Operation, before: list[Any], now: list[Any]) -> list[tuple[str, str, bool]]:
    diff = Diff(tuple(compared({"gaps": before}, {"gaps": now}))) if operation is Operation.UPDATE else None
    kept = before if operation is Operation.DELETE else now
    given = roles("bucket", "data", operation=operation, inputs={"gaps": kept}, diff=diff)
    return [(gap.capability, gap.level, gap.opened) for gap in gap_changes([plan(given)])]


@pytest.mark.parametrize(
    ("operation", "before", "now", "expected"),
    [
        (Operation.CREATE, [], [LOCK], [("bucket.lock", "absent", True)]),
        (Operation.DELETE, [LOCK], [], [("bucket.lock", "absent", False)]),
        (Operation.UPDATE, [LOCK], [LOCK, KEY], [("bucket.customer-key", "absent", True)]),
        (Operation.UPDATE, [LOCK, KEY], [KEY], [("bucket.lock", "absent", False)]),
        (Operation.UPDATE, [LOCK], [MANUAL], [("bucket.lock", "manual", True), ("bucket.lock", "absent", False)]),
        (Operation.UPDATE, [], [LOCK], [("bucket.lock", "absent", True)]),
        (Operation.UPDATE, [LOCK], [], [("bucket.lock", "absent", False)]),
        (Operation.SAME, [LOCK], [LOCK], []),
    ],
)
def test_what_comes_and_goes(
    operation: Operation, before: list[Any], now: list[Any], expected: list[tuple[str, str, bool]]
) -> None:
    assert changed(operation, before, now) == expected


def test_a_plan_that_is_compared_with_nothing_opens_nothing() -> None:
    given = roles("bucket", "data", operation=Operation.CREATE, inputs={"gaps": [LOCK]})
    assert gap_changes([plan(given, base=None)]) == ()


@pytest.mark.parametrize("cloud", ["scaleway", "outscale", "mixed", ""])
def test_the_reason_is_in_both_languages_where_the_fact_is_still_the_same(cloud: str) -> None:
    row = capabilities("scaleway")["bucket.lock"]
    known = Gap("Environment/Bucket", "data", "bucket.lock", "absent", row.note, row.source, "2026-11-23")
    given = roles("bucket", "data", operation=Operation.CREATE, inputs={"gaps": [LOCK]})
    (gap,) = gap_changes([plan(given, gaps=(known,), cloud=cloud)])
    assert gap.reason == Text(row.note, row.note_fr if cloud == "scaleway" else row.note)


GAPS = st.lists(
    st.fixed_dictionaries({"capability": st.sampled_from("abc"), "level": st.sampled_from("xy")}), max_size=5
)


@given(before=GAPS, now=GAPS)
def test_the_list_before_is_found_from_what_the_engine_says_of_it(before: list[Any], now: list[Any]) -> None:
    """Whatever differs, by the engine's own comparison."""
    assert undone(now, compared({"gaps": before}, {"gaps": now})) == before
