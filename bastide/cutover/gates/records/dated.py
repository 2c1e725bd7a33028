"""When the values of a record were measured that holds a day and no hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bastide.cutover.gates.records.model import Asked
from plan.json_file import JsonFile

_DAY = timedelta(days=1)


def moment(file: JsonFile, asked: Asked, day: date | None, path: tuple[str | int, ...]) -> datetime:
    """The moment that the person says; it must lie on the record's day, in whichever time zone that was.

    Args:
        day: of the record, None where it holds none; `path`: where it stands there.

    Raises:
        BadInput: nobody says it, or it is of another day.
    """
    if asked.measured_at is None:
        raise file.bad(
            path if day else (),
            f"the record is of {day} and does not say at what hour"
            if day
            else "the record does not say when it was made",
            expected="the moment of the measuring: a gate asks for values of a certain age, in hours",
            action=f"say it: --measured-at {day or 'YYYY-MM-DD'}THH:MM+HH:MM",
        )
    if day is not None:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        if not start - _DAY <= asked.measured_at < start + 2 * _DAY:
            raise file.bad(
                path,
                f"the record is of {day}, and --measured-at of {asked.measured_at:%Y-%m-%d}",
                expected="the same day",
                action="correct --measured-at, or name the right file",
            )
    return asked.measured_at


def require_silent(file: JsonFile, asked: Asked) -> None:
    """Raises BadInput where a person says when, of a record that says it itself."""
    if asked.measured_at is not None:
        raise file.bad(
            (),
            "found --measured-at with a record that says itself when each value was measured",
            expected="one of them",
            action="leave --measured-at out",
        )
