"""Parity for people: what is missing, weaker or undecided of the roles, then rights, flows and names that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bastide.cutover.parity import text_parts as parts
from bastide.cutover.parity.model import OPEN, Compared, Parity, State
from bastide.review.findings.report import printable
from bastide.review.plain import plain

_HEADS: Final = {
    State.MISSING: "Missing at the target",
    State.WEAKER: "Weaker at the target",
    State.UNDECIDED: "Nobody has decided what becomes of it",
    State.DROPPED: "Dropped on purpose",
    State.ADDED: "New at the target, on purpose",
}
_DO: Final = {
    State.MISSING: "close the gap (docs/capabilities.md), or write the role under `dropped` in stacks/mapping.yaml",
    State.WEAKER: "raise the target's intent or choices; what a cloud cannot do is a gap that somebody must close",
    State.UNDECIDED: "write a row for it in stacks/mapping.yaml: mappings, dropped or added",
}
_OPEN_PARTS: Final = {
    "entitlements": "rights lost or gained",
    "reachability": "flows closed or newly open",
    "names": "names without successor",
}
_SHOWN: Final = 12


def render(parity: Parity, console: Console, *, detail: bool = False) -> None:
    """The answer for one target; `detail` lists every role and what was decided on purpose."""
    console.print(f"[bold]{_plain(parity.legacy)} → {_plain(parity.target)}[/bold], {parity.on}", highlight=False)
    for line in _lines(parity, detail=detail):
        console.print(line, highlight=False, soft_wrap=True)
    for line in parts.lines(parity, detail=detail):
        console.print(line, highlight=False, soft_wrap=True)
    console.print(_counts(parity))
    console.print()
    console.print(_tallies(parity))
    word = "[green]Complete[/green]" if parity.complete else "[red]Not complete[/red]"
    console.print(f"{word}: {_verdict(parity)}", highlight=False)


def as_text(parity: Parity, *, detail: bool = False) -> str:
    """The same as plain text, for a file."""
    return plain(lambda console: render(parity, console, detail=detail))


def _lines(parity: Parity, *, detail: bool) -> Iterator[str]:
    for state in (*OPEN, *((State.DROPPED, State.ADDED) if detail else ())):
        items = [item for item in parity.roles if item.state is state]
        if not items:
            continue
        yield f"[bold]{_HEADS[state]}[/bold]"
        yield from _grouped(items, len(items) if detail else _SHOWN)
        if state in _DO:
            yield f"  do: {_DO[state]}"
        yield ""


def _grouped(items: Iterable[Compared], most: int) -> Iterator[str]:
    """Roles of which the same is said stand in one line."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        name = item.legacy if item.legacy == item.target or not item.target else f"{item.legacy or '·'} → {item.target}"
        alike[item.kind, _said(item)].append(name)
    for (kind, said), names in alike.items():
        shown = ", ".join(names[:most]) + (f", ... {len(names) - most} more (--detail)" if len(names) > most else "")
        yield f"  {_plain(kind)} {_plain(shown)}\n    {_plain(said)}"


def _said(item: Compared) -> str:
    if item.weaknesses:
        return "; ".join(f"{one.what}: {one.legacy} → {one.target}" for one in item.weaknesses)
    decided = f" ({item.owner}, {item.day})" if item.owner else ""
    return f"{item.why}{decided}"


def _counts(parity: Parity) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("roles")
    table.add_column("count", justify="right")
    for state, count in parity.counts.items():
        table.add_row(state.value, f"{count:,}")
    return table


def _tallies(parity: Parity) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("compared")
    table.add_column("open", justify="right")
    table.add_column("of", justify="right")
    for name, tally in parity.tallies.items():
        table.add_row(name, f"{tally.open:,}", f"{tally.total:,}")
    return table


def _verdict(parity: Parity) -> str:
    counts = parity.counts
    if parity.complete:
        return f"all {counts[State.ALIKE]} roles that move have their counterpart, and none is weaker"
    parts_open = [
        f"{one.open} {_OPEN_PARTS[name]}" for name, one in parity.tallies.items() if name in _OPEN_PARTS and one.open
    ]
    said = [*(f"{counts[state]} {state.value}" for state in OPEN if counts[state]), *parts_open]
    empty = [name for name, one in parity.tallies.items() if not one.total]
    return ", ".join([*said, *(f"there were no {name} to compare" for name in empty)]) or "there was nothing to compare"


def _plain(text: str) -> str:
    return escape(printable(text))
