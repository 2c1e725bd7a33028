"""The journal of broken glass: runs without an approved receipt, written before anything runs, never rewritten.

A line an entry, each with the digest of the one before it. That lines are missing at the end shows in git alone: the
file is committed like any other.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facts.errors import BadInput, Place
from stacks.approval import canonical

NAME: Final = "journal/break-glass.jsonl"
SCHEMA: Final = "bastide/break-glass/1"
_START: Final = ""

Event = Literal["begin", "end", "review"]


class Entry(BaseModel):
    """One line.

    Attributes:
        number: counts the lines, from 1.
        event: `begin` before a run, `end` after it, `review` when somebody else has looked at it.
        of: for `end` and `review`, the number of the `begin` that it is about; else 0.
        time: in UTC.
        git, account: who: as git has the name, and the account with its machine.
        changed: files that no commit held as they were.
        outcome: how the run ended; "" but for `end`.
        previous: digest of the line before; "" for the first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    digest: str
    schema_: Literal["bastide/break-glass/1"] = Field(alias="schema")
    number: int
    event: Event
    of: int
    time: datetime
    git: str
    account: str
    stack: str
    commit: str
    changed: tuple[str, ...]
    reason: str
    ticket: str
    outcome: str
    previous: str


def path(root: Path) -> Path:
    """The journal of the checkout `root`."""
    return root / NAME


def read(file: Path) -> tuple[Entry, ...]:
    """All entries; none where there is no file.

    Raises:
        BadInput: a line is none, or does not follow from the one before it.
    """
    try:
        return _entries(file.read_text(encoding="utf-8"), file)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError):
        raise _broken(file, None, "a file that cannot be read") from None


def append(file: Path, content: dict[str, Any]) -> Entry:
    """Add an entry of everything but its number and digests, and return it once it is on the disk.

    Raises:
        BadInput: the journal is broken, or cannot be written.
    """
    try:
        file.parent.mkdir(exist_ok=True)
        with _alone(file) as descriptor:
            known = read(file)
            entry = _next(known, content)
            line = canonical.line(entry.model_dump(mode="json", by_alias=True)) + "\n"
            os.write(descriptor, line.encode("utf-8"))
            os.fsync(descriptor)
            return entry
    except OSError as error:
        raise BadInput(
            f"the journal {NAME} cannot be written: {error.strerror}",
            expected="a journal that can be written before anything runs",
            action="give the right to write it, or free some space",
        ) from None


def unreviewed(entries: Sequence[Entry], stacks: Sequence[str]) -> tuple[Entry, ...]:
    """Beginnings of runs on these stacks that nobody has reviewed."""
    done = {entry.of for entry in entries if entry.event == "review"}
    return tuple(
        entry for entry in entries if entry.event == "begin" and entry.number not in done and entry.stack in stacks
    )


def under_way(entries: Sequence[Entry], digest: str) -> Entry | None:
    """The beginning with this digest, None where there is none or its run has ended."""
    ended = {entry.of for entry in entries if entry.event == "end"}
    return next(
        (entry for entry in entries if entry.event == "begin" and entry.digest == digest and entry.number not in ended),
        None,
    )


@contextmanager
def _alone(file: Path) -> Iterator[int]:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _next(known: Sequence[Entry], content: dict[str, Any]) -> Entry:
    whole = {
        "schema": SCHEMA,
        "number": len(known) + 1,
        "previous": known[-1].digest if known else _START,
        **content,
    }
    draft = Entry.model_validate({**whole, canonical.DIGEST: ""})
    data = draft.model_dump(mode="json", by_alias=True)
    return draft.model_copy(update={canonical.DIGEST: canonical.own_digest(data)})


def _entries(text: str, file: Path) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for number, line in enumerate(text.splitlines(), start=1):
        entry = _entry(line, number, file)
        if entry.number != number or entry.previous != (found[-1].digest if found else _START):
            raise _broken(file, number, "a line that does not follow from the one before it")
        found.append(entry)
    return tuple(found)


def _entry(line: str, number: int, file: Path) -> Entry:
    try:
        data = json.loads(line)
        entry = Entry.model_validate(data)
    except (ValueError, ValidationError):
        raise _broken(file, number, "no entry") from None
    if canonical.own_digest(data) != entry.digest:
        raise _broken(file, number, "an entry that was changed")
    return entry


def _broken(file: Path, line: int | None, found: str) -> BadInput:
    return BadInput(
        f"found {found}",
        place=Place(file, line, 1 if line else None, ""),
        expected="the journal as it was written: entries are added and never changed",
        action=f"restore it from git: git log -- {NAME}",
    )
