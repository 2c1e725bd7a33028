"""Contents of journals, as short as they are, and with whatever people may write in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from bastide.cutover.journal.entry import Content, Event
from bastide.cutover.measure import Measurement
from bastide.cutover.move.model import PhaseId

PLAN: Final = "ab" * 32
NOW: Final = datetime(2026, 11, 28, 12, tzinfo=UTC)
WORDS: Final = (
    "",
    "noted by night",
    "écrit à la main, « entre guillemets »",
    'a "quote", a \\ and a line\nfeed',
    "another line\u2028of text\u0085and one more\x0b",
    "zéro\u0000 et \u202e à l'envers 🏰",
)


def note(number: int = 0, /, **other: Any) -> Content:
    """A note of a wave; its words differ by number."""
    values = {
        "event": Event.NOTED,
        "wave": "cardio",
        "by": f"runner-{number}@machine",
        "plan": PLAN,
        "words": WORDS[number % len(WORDS)],
        **other,
    }
    return Content.model_validate(values)


def measured(number: int = 0) -> Content:
    """Measurements, one of each kind of value."""
    values = {"objects.missing": number, "database.lag_seconds": number / 7, "write_probe.succeeded": number % 2 == 0}
    measurements = tuple(
        Measurement(measure=name, value=value, time=NOW, source="rclone 1.75.2", objects=(f"a b/é{number}.",))
        for name, value in values.items()
    )
    return note(number, event=Event.MEASURED, phase=PhaseId.REPLICATE, measurements=measurements, words="")


def content(number: int) -> Content:
    """The contents of a journal, one after the other."""
    return measured(number) if number % 3 == 2 else note(number)
