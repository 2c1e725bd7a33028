"""Last days of rights and credentials."""

from __future__ import annotations

from datetime import date

import pytest

from policies.identity.ends import last_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2028-01-14", date(2028, 1, 14)),
        ("2028-01-15T00:00:00Z", date(2028, 1, 14)),
        ("2028-01-15T00:00:00.000Z", date(2028, 1, 14)),
        ("2028-01-15T00:00:01Z", date(2028, 1, 15)),
        ("2028-01-15T01:00:00+02:00", date(2028, 1, 14)),
        ("2028-01-14T23:00:00-02:00", date(2028, 1, 15)),
        ("2028-01-15T00:00:00", date(2028, 1, 14)),
        ("", None),
        ("P30D", None),
        ("never", None),
    ],
)
def test_last_day(text: str, day: date | None) -> None:
    assert last_day(text) == day
