"""The journal and its verdict for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.head import Head, head_of
from bastide.cutover.journal.verify import Verdict
from bastide.cutover.journal.words import EVENTS, WORDS, WRONG
from bastide.review.findings.report import printable
from policies.model import Lang
from stacks.approval.chain_file import Kept

_SHOWN: Final = 4
_DIGEST: Final = 12


def render_entries(name: str, kept: Kept[Entry], wave: str, lang: Lang, console: Console) -> None:
    """The entries, all or those of one wave."""
    console.print(WORDS("head", lang, name=name, count=len(kept.entries)), highlight=False)
    shown = [entry for entry in kept.entries if not wave or entry.wave == wave]
    if shown:
        console.print(_table(shown, lang))
    else:
        console.print(WORDS("none", lang), highlight=False)
    if head := head_of(kept.entries):
        console.print(_last(head, lang), highlight=False, soft_wrap=True)
    if kept.torn:
        console.print(WORDS("torn", lang, count=len(kept.torn)), highlight=False, soft_wrap=True)


def verdict_lines(name: str, verdict: Verdict, lang: Lang, *, strict: bool) -> str:
    """What was found, the worst first; a line feed at the end."""
    return "\n".join(_verdict(name, verdict, lang, strict=strict)) + "\n"


def broken_lines(message: str, lang: Lang) -> str:
    """That the chain is broken, and where. The message itself is that of the error."""
    return f"{WORDS('not well', lang)}: {WORDS('broken', lang)}\n{printable_lines(message)}\n"


def printable_lines(text: str) -> str:
    """A text of several lines without what steers a terminal."""
    return "\n".join(printable(line) for line in text.splitlines())


def _verdict(name: str, verdict: Verdict, lang: Lang, *, strict: bool) -> Iterator[str]:
    yield WORDS("well" if verdict.is_well(strict=strict) else "not well", lang)
    for fault in verdict.faults:
        found = WRONG[fault.wrong].of(lang) + (f" ({printable(fault.detail)})" if fault.detail else "")
        yield "  " + WORDS("anchor fault", lang, anchor=printable(fault.anchor), number=fault.number, found=found)
    if verdict.torn:
        yield "  " + WORDS("torn", lang, count=verdict.torn)
    if not verdict.entries:
        yield "  " + WORDS("nothing", lang)
    if verdict.open:
        yield "  " + WORDS("open", lang, first=verdict.anchored + 1, last=verdict.entries)
    for item in verdict.vouched:
        names = ", ".join(sorted(item.names))
        yield "  " + WORDS("vouched", lang, number=item.number, names=printable(names), anchor=printable(item.anchor))
    yield WORDS("head", lang, name=name, count=verdict.entries)
    if verdict.head:
        yield WORDS("chain", lang)
        yield _last(verdict.head, lang)


def _last(head: Head, lang: Lang) -> str:
    return WORDS("last", lang, number=head.number, time=f"{head.time:%Y-%m-%d %H:%M:%S} UTC", digest=head.digest)


def _table(entries: Sequence[Entry], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("number", "time", "event", "wave", "phase", "by"):
        table.add_column(WORDS(name, lang), no_wrap=name in ("number", "time", "event"))
    table.add_column(WORDS("what", lang), ratio=1)
    for entry in entries:
        table.add_row(
            str(entry.number),
            f"{entry.time:%Y-%m-%d %H:%M:%S}",
            EVENTS[entry.event].of(lang),
            entry.wave or "",
            entry.phase or "",
            _plain(entry.by),
            _plain(_what(entry, lang)),
        )
    return table


def _what(entry: Entry, lang: Lang) -> str:
    parts = [f"{item.measure}={_value(item.value)}" for item in entry.measurements[:_SHOWN]]
    if len(entry.measurements) > _SHOWN:
        parts.append(WORDS("more", lang, count=len(entry.measurements) - _SHOWN))
    if entry.request:
        parts.append(WORDS("request", lang, digest=entry.request[:_DIGEST]))
    if entry.words:
        parts.append(entry.words)
    return ", ".join(parts)


def _value(value: bool | int | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(text: str) -> str:
    return escape(printable(text))
