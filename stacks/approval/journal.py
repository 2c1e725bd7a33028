"""The journal of broken glass: runs without an approved receipt, written before anything runs, never rewritten.

A line an entry, each with the digest of the one before it. That lines are missing at the end shows in git alone: the
file is committed like any other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from stacks.approval.chain import Chain
from stacks.approval.chain_file import ChainFile

NAME: Final = "journal/break-glass.jsonl"
SCHEMA: Final = "bastide/break-glass/1"

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
    return _of(file).read().entries


def append(file: Path, content: dict[str, Any]) -> Entry:
    """Add an entry of everything but its number and digests, and return it once it is on the disk.

    Raises:
        BadInput: the journal is broken, or cannot be written.
    """
    return _of(file).append(lambda _: content)


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


def _of(file: Path) -> ChainFile[Entry]:
    return ChainFile(file, _CHAIN, lambda text: print(text, file=sys.stderr))


_CHAIN: Final = Chain(SCHEMA, Entry.model_validate, f"restore it from git: git log -- {NAME}")
