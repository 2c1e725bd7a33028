"""The journal as JSON, `bastide/journal-entries/1`, and what was found in it, `bastide/journal-verdict/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.head import Head
from bastide.cutover.journal.verify import Verdict, Wrong
from stacks.approval.chain_file import Kept


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class JournalEntries(_Document):
    """Entries, all or those of one wave ("": all).

    Attributes:
        torn: bytes after the last entry that an interrupted writer left.
    """

    schema_: Literal["bastide/journal-entries/1"] = Field(default="bastide/journal-entries/1", alias="schema")
    journal: str
    wave: str
    torn: int
    entries: tuple[Entry, ...]


class FaultRow(_Document):
    """An anchor that does not hold. `number`: the entry that it names."""

    anchor: str
    number: int
    wrong: Wrong
    detail: str


class VouchedRow(_Document):
    """An anchor that holds: up to `number` all is as it was when these persons signed."""

    anchor: str
    number: int
    names: tuple[str, ...]


class JournalVerdict(_Document):
    """What was found.

    Attributes:
        broken: where the chain is broken, and how; "" where it is whole. Then nothing else was looked at.
        anchored: the last entry that somebody vouches for; 0: none.
        open: how many entries after it nobody vouches for.
    """

    schema_: Literal["bastide/journal-verdict/1"] = Field(default="bastide/journal-verdict/1", alias="schema")
    journal: str
    well: bool
    strict: bool
    broken: str
    entries: int
    torn: int
    anchored: int
    open: int
    head: Head | None
    faults: tuple[FaultRow, ...]
    vouched: tuple[VouchedRow, ...]


def entries_json(name: str, kept: Kept[Entry], wave: str) -> str:
    """The document of entries."""
    shown = tuple(entry for entry in kept.entries if not wave or entry.wave == wave)
    return _text(JournalEntries(journal=name, wave=wave, torn=len(kept.torn), entries=shown))


def verdict_json(name: str, verdict: Verdict, *, strict: bool) -> str:
    """The document of a verdict."""
    faults = [
        FaultRow(anchor=item.anchor, number=item.number, wrong=item.wrong, detail=item.detail)
        for item in verdict.faults
    ]
    vouched = [
        VouchedRow(anchor=item.anchor, number=item.number, names=tuple(sorted(item.names))) for item in verdict.vouched
    ]
    return _text(
        JournalVerdict(
            journal=name,
            well=verdict.is_well(strict=strict),
            strict=strict,
            broken="",
            entries=verdict.entries,
            torn=verdict.torn,
            anchored=verdict.anchored,
            open=verdict.open,
            head=verdict.head,
            faults=tuple(faults),
            vouched=tuple(vouched),
        )
    )


def broken_json(name: str, message: str, *, strict: bool) -> str:
    """The document of a journal whose chain is broken."""
    return _text(
        JournalVerdict(
            journal=name,
            well=False,
            strict=strict,
            broken=message,
            entries=0,
            torn=0,
            anchored=0,
            open=0,
            head=None,
            faults=(),
            vouched=(),
        )
    )


def _text(document: BaseModel) -> str:
    return document.model_dump_json(by_alias=True, indent=1) + "\n"
