"""How entries of the move's journal follow each other: the shared chain, and a clock that only goes on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bastide.cutover.journal.entry import SCHEMA, Content, Entry
from facts.errors import BadInput
from stacks.approval.chain import Chain

NAME: Final = "stacks/journal/cutover.jsonl"
"""Where the journal is, unless a team keeps it in a database."""

Said = Content | Callable[[tuple[Entry, ...]], Content]
"""What is to be written, or what makes it of the entries before it while nobody else can write."""


def _follows(before: Entry | None, entry: Entry) -> str:
    if entry.time.utcoffset() != timedelta(0):
        return f"entry {entry.number}, whose time is not in UTC"
    if before and entry.time < before.time:
        return f"entry {entry.number}, which is older than the one before it"
    return ""


IN_FILE: Final = Chain(SCHEMA, Entry.model_validate, f"restore it from git: git log -- {NAME}", _follows)
IN_DATABASE: Final = Chain(
    SCHEMA, Entry.model_validate, "restore the table bastide.journal from the database's backup", _follows
)


def dated(said: Said, known: Sequence[Entry], now: datetime) -> Mapping[str, Any]:
    """The content of the next entry.

    Raises:
        BadInput: the clock stands before the last entry: what is written now would seem to be older.
    """
    if known and now < known[-1].time:
        raise BadInput(
            f"the clock stands {(known[-1].time - now).total_seconds():.1f} s before the journal's last entry",
            expected="entries in the order of their times",
            action="set the clocks of all machines that write the journal by the same time servers, or wait",
        )
    content = said if isinstance(said, Content) else said(tuple(known))
    return {**content.model_dump(by_alias=True), "time": now}
