"""Durations as Azure writes them: ISO 8601 (`P30D`, `PT4H`, `P1Y`)."""

from __future__ import annotations

import re
from typing import Any, Final

_ISO: Final = re.compile(
    r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$", re.IGNORECASE
)
# a month and a year as the shortest ones: a duration is never longer than it says
_HOURS: Final = (365 * 24, 28 * 24, 7 * 24, 24, 1, 1 / 60)


def hours(text: Any) -> float | None:
    """Hours; None for what is no duration or an empty one."""
    found = _ISO.match(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    total = sum(int(part) * length for part, length in zip(found.groups(), _HOURS, strict=True) if part)
    return total or None


def days(text: Any) -> int | None:
    """Whole days; None for what is no duration."""
    found = hours(text)
    return None if found is None else int(found // 24)
