"""Coverage for people: what needs somebody first stands first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bastide.cutover.inventory.model import ORDER, Absence, Coverage, Judged, Verdict
from bastide.review.findings.report import printable
from bastide.review.plain import plain

_SHOWN: Final = 20
_DO: Final = {
    Verdict.UNMANAGED: (
        "add it to the legacy's intent (stacks/hdh-legacy.yaml), or to the register of ignored resources with reason, "
        "owner and last day"
    ),
    Verdict.UNMAPPED: (
        "say what takes its place at the target: a kind for policies/kinds and a row of stacks/mapping.yaml, or an "
        "entry of the register of ignored resources"
    ),
}
_HEADS: Final = {
    Verdict.UNMANAGED: "Unmanaged: exists, and the plan does not have it",
    Verdict.UNMAPPED: "Unmapped: of a kind for which no sovereign counterpart is known",
    Verdict.IGNORED: "Ignored on purpose",
    Verdict.AUTOMATIC: "Automatic: Azure makes and removes it with something else",
}


def render(coverage: Coverage, console: Console, *, detail: bool = False) -> None:
    """The whole answer; `detail`: every row of what is shown in part else."""
    most = len(coverage.rows) + len(coverage.missing) if detail else _SHOWN
    for line in _lines(coverage, most):
        console.print(line, highlight=False, soft_wrap=True)
    console.print(_counts(coverage))
    console.print(_verdict(coverage), highlight=False)


def as_text(coverage: Coverage, *, detail: bool = False) -> str:
    """The same as plain text, for a file."""
    return plain(lambda console: render(coverage, console, detail=detail))


def _lines(coverage: Coverage, most: int) -> Iterator[str]:
    for verdict in (Verdict.UNMANAGED, Verdict.UNMAPPED, Verdict.IGNORED, Verdict.AUTOMATIC):
        items = [item for item in coverage.rows if item.verdict is verdict]
        if items:
            yield f"[bold]{_HEADS[verdict]}[/bold]"
            yield from _rows(items, most)
            if verdict in _DO:
                yield f"  do: {_DO[verdict]}"
            yield ""
    yield from _register(coverage)
    yield from _absent(coverage, most)


def _rows(items: list[Judged], most: int) -> Iterator[str]:
    for item in items[:most]:
        by = f" ({item.by})" if item.by else ""
        yield f"  {_plain(item.row.id)}\n    {_plain(item.why + by)}; {_plain(item.row.file)}: {_plain(item.row.place)}"
    if len(items) > most:
        kinds = Counter(item.row.type for item in items[most:])
        named = ", ".join(f"{count} {_plain(kind)}" for kind, count in kinds.most_common(_SHOWN))
        yield f"  ... and {len(items) - most} more (--detail): {named}"


def _register(coverage: Coverage) -> Iterator[str]:
    for item in coverage.expired:
        what = _plain(item.id or item.below)
        yield f"[red]ended on {item.until}[/red]: {what} ({_plain(item.owner)}): {_plain(item.reason)}"
    for item in coverage.stale:
        yield f"[yellow]matches nothing[/yellow]: {_plain(item.id or item.below)} ({_plain(item.owner)}): remove it"
    if coverage.expired or coverage.stale:
        yield ""


def _absent(coverage: Coverage, most: int) -> Iterator[str]:
    gone = [item for item in coverage.missing if item.why is Absence.NOT_THERE]
    if gone:
        yield "[bold]In the plan, and not there[/bold]"
        yield from (f"  {_plain(item.planned.key)}\n    {item.planned.resource.urn}" for item in gone[:most])
        yield from _more(len(gone) - most)
        yield "  do: find out who removed it; then take it out of the legacy's intent"
        yield ""
    hidden = len(coverage.missing) - len(gone)
    if hidden:
        yield (
            f"{hidden} resources of the plan are of kinds that these files never show (children, locks, role "
            "assignments): add one template for each resource group, and the query of `authorizationresources`"
        )
        yield ""


def _more(count: int) -> Iterable[str]:
    return [f"  ... and {count} more (--detail)"] if count > 0 else []


def _counts(coverage: Coverage) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(f"rows against {_plain(coverage.estate)}")
    table.add_column("count", justify="right")
    counts = coverage.counts
    for verdict in ORDER:
        table.add_row(verdict.value, f"{counts[verdict]:,}")
    table.add_row("all", f"{len(coverage.rows):,}")
    return table


def _verdict(coverage: Coverage) -> str:
    if coverage.unseen:
        names = _plain(", ".join(coverage.unseen))
        return f"[red]No row of the subscription {names}[/red]: what was not looked at is not covered; add its export."
    age = "of a day that nobody said (--taken)" if coverage.taken is None else f"of {coverage.taken}"
    if not coverage.complete:
        return f"[red]Not covered[/red]: inventory {age}."
    adopted = sum(item.adopts for item in coverage.rows)
    ids = f" {adopted} ids are new: --write-imports puts them into the stack's file." if adopted else ""
    return f"[green]Covered[/green]: inventory {age}.{ids}"


def _plain(text: str) -> str:
    return escape(printable(text))
