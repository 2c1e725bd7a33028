"""Terms of law and of our own, counted in months."""

from __future__ import annotations

from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
