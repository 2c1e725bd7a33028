"""Last days of rights and credentials."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache


@lru_cache(maxsize=1024)
def last_day(text: str) -> date | None:
    """The last day on which something holds: a date itself; of a moment in time its day, midnight being the day before.

    A moment without an offset is taken as UTC. None for what is neither.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    midnight = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    return moment.date() - timedelta(days=1) if midnight else moment.date()
