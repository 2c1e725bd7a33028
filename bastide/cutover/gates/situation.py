"""What a step is judged by, and the content of its entry. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from bastide.cutover.gates.refused import NotAllowed
from bastide.cutover.gates.replay import Approvers, Asked, state_of
from bastide.cutover.gates.state import State, WaveState
from bastide.cutover.journal.entry import SCHEMA, Content, Entry, Event
from bastide.cutover.move.asked import wave_of
from bastide.cutover.move.model import Move, Wave
from facts.errors import BadInput


@dataclass(frozen=True)
class Situation:
    """What a step is judged by.

    Attributes:
        plan: digest of `move`.
        by: who does it: account@machine.
        asked: (entries, digest of a request) -> whether whoever asks has signed it.
        why_not: (entries, digest of a request) -> why the last of them, a signature, does not count.
    """

    move: Move
    plan: str
    approvers: Approvers
    entries: tuple[Entry, ...]
    now: datetime
    by: str
    asked: Asked
    why_not: Callable[[Sequence[Entry], str], str]

    @cached_property
    def state(self) -> State:
        """Where all waves stand. Raises BadInput where the journal does not follow, or by another plan."""
        return state_of(self.move, self.plan, self.entries, self.approvers)

    def wave(self, name: str) -> tuple[Wave, WaveState]:
        """A wave and where it stands. Raises BadInput where the plan has none of that name."""
        wave = wave_of(self.move, name)
        if wave is None:
            raise BadInput(
                f"there is no wave `{name}`",
                expected=f"one of {', '.join(one.id for one in self.move.waves)}",
                action="name one of them",
            )
        return wave, self.state.waves[name]


def require_begun(at: Situation) -> None:
    """Raises NotAllowed where the journal has no entry yet; BadInput as `Situation.state` does."""
    if not at.state.plan:
        raise NotAllowed(["the journal is not begun"], "bastide cutover record begin")


def content(at: Situation, event: Event, **said: Any) -> Content:
    """What an entry says. Raises BadInput where no entry can say it."""
    try:
        return Content(**{"event": event, "plan": at.plan, "by": at.by, **said})
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        raise BadInput(
            f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}",
            expected="words of 3 to 1,000 characters, an address, a signature of at most 4,000",
            action="correct it",
        ) from None


def draft(at: Situation, said: Content) -> Entry:
    """The entry that would be written, but for its digest."""
    last = at.entries[-1] if at.entries else None
    return Entry.model_validate(
        {
            **said.model_dump(),
            "schema": SCHEMA,
            "number": len(at.entries) + 1,
            "time": max(at.now, last.time) if last else at.now,
            "previous": last.digest if last else "",
            "digest": "0" * 64,
        }
    )
