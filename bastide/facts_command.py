"""What `bastide facts` finds: all facts on a day, what must be looked at, and what a later day changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from facts.edition import digest, version
from facts.errors import BadInput
from facts.inventory import Item, State, items

What = Literal["begins", "ends", "goes stale"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact and how it fares on the day."""

    item: Item
    state: State


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts on a day.

    Attributes:
        version: names the facts in reports.
        digest: SHA-256 over all of them.
    """

    on: date
    version: str
    digest: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact that somebody must look at.

    Attributes:
        fault: what is wrong with it; decides the exit code.
        action: who must do what.
    """

    item: Item
    state: State
    fault: str
    action: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What `facts check` finds. What is recorded as unknown is no fault of the register, and is listed apart."""

    on: date
    version: str
    digest: str
    total: int
    problems: tuple[Problem, ...]
    unknown: tuple[Item, ...]

    @property
    def well(self) -> bool:
        """Whether every fact can be believed on the day."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happens to a fact by itself.

    Attributes:
        day: the first day on which it is so.
    """

    day: date
    what: What
    item: Item


@dataclass(frozen=True, slots=True)
class Differences:
    """What changes between two days if nobody touches the facts, by day."""

    earlier: date
    later: date
    version: str
    digest: str
    changes: tuple[Change, ...]


def listed(on: date, registers: tuple[str, ...] = (), states: tuple[State, ...] = ()) -> Facts:
    """All facts on a day, or those of some registers and states.

    Raises:
        BadInput: a register is malformed, or one is asked for that does not exist.
    """
    known = {item.register for item in items()}
    for register in registers:
        if register not in known:
            raise BadInput(
                f"there is no register `{register}`",
                expected=f"one of {', '.join(sorted(known))}",
                action="correct the name",
            )
    entries = (Entry(item, item.state(on)) for item in items() if not registers or item.register in registers)
    return Facts(on, version(), digest(), tuple(entry for entry in entries if not states or entry.state in states))


def checked(on: date, today: date) -> Checked:
    """Age, sources and schema of every fact on a day.

    Args:
        on: the day that is asked about; past and future days are allowed.
        today: the day of the clock. A fact that says it was checked later than that would live too long.

    Raises:
        BadInput: a register is malformed.
    """
    problems = tuple(problem for item in items() if (problem := _problem(item, on, today)))
    unknown = tuple(item for item in items() if item.checked is None)
    return Checked(on, version(), digest(), len(items()), problems, unknown)


def _problem(item: Item, on: date, today: date) -> Problem | None:
    state = item.state(on)
    if item.checked is None:
        return None
    if not item.source.strip():
        return Problem(item, state, "no source", "whoever recorded it: name the source, or record it as unknown")
    if item.checked > today:
        return Problem(
            item, state, f"checked on {item.checked}, which is to come", "whoever recorded it: correct the day"
        )
    if state == "stale":
        until = item.believed_until
        action = f"whoever keeps facts: read the source again ({item.source}), correct the fact, set `checked`"
        return Problem(item, state, f"checked on {item.checked}, believed until {until}", action)
    return None


def between(one: date, other: date) -> Differences:
    """What begins, ends and goes stale from one day to another, whichever is the earlier. Raises BadInput.

    An event of the later day is in it, one of the earlier day is not: that day already knows it.
    """
    earlier, later = sorted((one, other))
    changes = [change for item in items() for change in _events(item) if earlier < change.day <= later]
    changes.sort(key=lambda change: (change.day, change.item.file, change.item.line))
    return Differences(earlier, later, version(), digest(), tuple(changes))


_A_DAY: Final = timedelta(days=1)


def _events(item: Item) -> Iterator[Change]:
    """All that happens to a fact by itself. What has ended does not grow stale any more."""
    ended = item.until + _A_DAY if item.until else None
    if item.since:
        yield Change(item.since, "begins", item)
    if ended:
        yield Change(ended, "ends", item)
    if item.believed_until:
        stale = item.believed_until + _A_DAY
        if ended is None or stale < ended:
            yield Change(stale, "goes stale", item)
