"""The status for a terminal: the matrix, what is next, the gates, the way back. Fits in 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from bastide.cutover.gates.gate import Gate
from bastide.cutover.gates.judge import Verdict
from bastide.cutover.gates.state import Stage
from bastide.cutover.gates.words import WHY, objects_of
from bastide.cutover.move.model import PhaseId
from bastide.cutover.status import said
from bastide.cutover.status.model import Cell, Point, Status, WaveStatus, Where
from bastide.cutover.status.words import WORDS
from bastide.review.findings.report import printable
from bastide.review.plain import plain
from bastide.tender.page.render import typeset
from policies.model import Lang

_SYMBOLS: Final = {Stage.LEFT: "[green]✓[/green]", Stage.ENTERED: "[yellow]▶[/yellow]", Stage.NOT_BEGUN: "·"}
T = TypeVar("T")
Row = tuple[int, str]
"""By how many columns a line is set in, and the line."""
_NAME: Final = 15
"""Columns for a wave's name, so that all phases stand beside it in 80."""


def render(status: Status, console: Console, lang: Lang = Lang.EN) -> None:
    """The whole answer."""
    for line in _head(status, lang):
        console.print(typeset(line, lang), highlight=False)
    console.print()
    console.print(_matrix(status, lang))
    console.print(WORDS("legend", lang), style="dim", highlight=False)
    for title, lines in (
        ("next", _next(status, lang)),
        ("gates", _gates(status, lang)),
        ("back", _back(status, lang)),
    ):
        console.print(f"\n[bold]{WORDS(title, lang)}[/bold]", highlight=False)
        for indent, line in lines:
            console.print(Padding(Line.from_markup(typeset(line, lang)), (0, 0, 0, indent), expand=False))


def as_text(status: Status, lang: Lang = Lang.EN) -> str:
    """The same as plain text, for a file."""
    return plain(lambda console: render(status, console, lang))


def _head(status: Status, lang: Lang) -> Iterator[str]:
    move = status.move
    yield f"[bold]{_plain(move.title.of(lang))}[/bold]"
    head = status.head
    entry = "no entry" if head is None else "entry"
    number, digest = (0, "") if head is None else (head.number, head.digest[:12])
    last = WORDS(entry, lang, number=number, digest=digest)
    journal = WORDS("pair", lang, name=WORDS("journal", lang).lower(), text=last)
    parts = (f"{_plain(move.legacy)} → {_plain(move.target)}, {said.moment(status.now, status, lang)}", journal)
    yield WORDS("between", lang).join(parts)
    names = said.moving(status)
    moving = f"{WORDS('between', lang)}{WORDS('waves moving', lang, names=', '.join(names))}" if names else ""
    yield f"{WORDS('waves done', lang, done=status.done, all=len(status.waves))}{_plain(moving)}"
    if status.persons < status.needed:
        lacking = WORDS(
            "nobody may", lang, persons=status.persons, needed=status.needed, file=f"stacks/{move.approvers}"
        )
        yield f"[red]{_plain(lacking)}[/red]"


def _matrix(status: Status, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(WORDS("wave", lang), no_wrap=True, width=_NAME, overflow="ellipsis")
    for phase in PhaseId:
        # the ids, which are what commands take
        table.add_column(phase.value, justify="center", no_wrap=True, min_width=len(phase.value))
    for one in status.waves:
        ahead = {point.phase for point in one.points if point.where is not Where.BEHIND}
        table.add_row(_plain(one.wave.id), *(_cell(cell, marked=cell.phase in ahead) for cell in one.cells))
    return table


def _cell(cell: Cell, *, marked: bool) -> str:
    undone = f"[red]↺{cell.undone if cell.undone > 1 else ''}[/red]" if cell.undone else ""
    return _SYMBOLS[cell.stage] + undone + ("[red]![/red]" if marked else "")


def _next(status: Status, lang: Lang) -> Iterator[Row]:
    def say(one: WaveStatus) -> tuple[str, ...]:
        late = f" [red]({WORDS('late', lang, day=one.wave.end)})[/red]" if one.late else ""
        command = f" → {one.next.command}" if one.next.command else ""
        acting = (_plain(f"{said.who(one, lang)}{command}"),) if one.next.who else ()
        return (f"{_plain(said.next_step(one, lang))}{late}", *acting)

    for names, (first, *others) in _alike(status.waves, say):
        yield 2, WORDS("pair", lang, name=f"[bold]{names}[/bold]", text=first)
        yield from ((4, line) for line in others)


def _gates(status: Status, lang: Lang) -> Iterator[Row]:
    standing = [one for one in status.waves if one.gate is not None]
    if not standing:
        yield 2, WORDS("no gate", lang)
    for names, gate in _alike(standing, lambda one: None if one.gate is None else replace(one.gate, wave="")):
        assert gate is not None
        colour = "green" if gate.lets_through else "red"
        title = WORDS(f"gate {gate.side}", lang, wave=names, phase=gate.phase)
        yield 2, f"[bold]{title}[/bold], [{colour}]{WORDS(colour, lang)}[/{colour}]"
        if not gate.verdicts:
            yield 4, WORDS("asks nothing", lang)
        yield from _verdicts(status, gate, lang)


def _verdicts(status: Status, gate: Gate, lang: Lang) -> Iterator[Row]:
    for verdict in gate.verdicts:
        yield 4, _verdict(status, verdict, lang)
        if verdict.objects and not verdict.green:
            yield 8, _plain(objects_of(verdict, lang))


def _verdict(status: Status, verdict: Verdict, lang: Lang) -> str:
    measure = status.move.measures.get(verdict.condition.measure)
    mark = "[green]✓[/green]" if verdict.green else "[red]✗[/red]"
    wanted = said.asked(verdict.condition, measure, lang)
    parts = [] if verdict.green else [WHY[verdict.why].of(lang)]
    if verdict.value is not None:
        parts.append(f"{said.found(verdict, status.move, lang)} ({said.age(verdict, lang)}, {verdict.source})")
    parts.append(WORDS("pair", lang, name=WORDS("asked", lang), text=wanted))
    text = WORDS("pair", lang, name=verdict.condition.measure, text=WORDS("between", lang).join(parts))
    return f"{mark} {_plain(text)}"


def _back(status: Status, lang: Lang) -> Iterator[Row]:
    def say(one: WaveStatus) -> tuple[str, ...]:
        return (_way(one, lang), *(_point(point, lang) for point in one.points))

    for names, (first, *others) in _alike(status.waves, say):
        yield 2, WORDS("pair", lang, name=f"[bold]{names}[/bold]", text=first)
        yield from ((4, line) for line in others)


def _alike(waves: Iterable[WaveStatus], say: Callable[[WaveStatus], T]) -> Iterator[tuple[str, T]]:
    """Waves of which the same is said, together: their names, and what is said of them."""
    groups: list[tuple[list[str], T]] = []
    for one in waves:
        what = say(one)
        found = next((names for names, other in groups if other == what), None)
        if found is None:
            groups.append(([one.wave.id], what))
        else:
            found.append(one.wave.id)
    return ((_plain(", ".join(names)), what) for names, what in groups)


def _point(point: Point, lang: Lang) -> str:
    text = _plain(WORDS(f"point {point.where}", lang, phase=point.phase, act=point.act.of(lang)))
    return text if point.where is Where.AHEAD else f"[red]{text}[/red]"


def _way(one: WaveStatus, lang: Lang) -> str:
    back = one.back
    if back is None:
        return WORDS("nothing yet", lang)
    if back.rollback is None:
        return f"[red]{WORDS('no way', lang, phase=back.phase)}[/red]"
    how = back.rollback
    limit = _plain(WORDS("always", lang) if how.until is None else how.until.of(lang))
    parts = (
        _plain(WORDS("undo", lang, phase=back.phase, action=how.action.of(lang))),
        f"{WORDS('minutes', lang)} {WORDS('n minutes', lang, n=how.max_minutes)}",
        WORDS("pair", lang, name=WORDS("loss", lang), text=_plain(how.data_loss.of(lang))),
        WORDS("pair", lang, name=WORDS("possible", lang), text=limit)
        + (f" [red]({WORDS('passed', lang)})[/red]" if back.late else ""),
    )
    return WORDS("between", lang).join(parts)


def _plain(text: str) -> str:
    return escape(printable(text))
