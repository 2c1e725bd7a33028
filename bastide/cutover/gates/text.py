"""A gate for a terminal: its conditions, and what else stands before the step."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape

from bastide.cutover.gates.look import Look
from bastide.cutover.gates.words import sentence
from bastide.cutover.move.asked import Side
from bastide.cutover.move.model import Move
from bastide.review.findings.report import printable
from bastide.review.plain import plain
from policies.model import Lang


def render(look: Look, move: Move, console: Console) -> None:
    """The whole answer, a condition a line."""
    for line in _lines(look, move):
        console.print(line, highlight=False, soft_wrap=True)


def as_text(look: Look, move: Move) -> str:
    """The same as plain text, for a file."""
    return plain(lambda console: render(look, move, console))


def _lines(look: Look, move: Move) -> Iterator[str]:
    gate = look.gate
    colour = "green" if gate.lets_through else "red"
    what = f"{gate.wave}: {gate.side} gate of {gate.phase} at {look.now:%Y-%m-%d %H:%M} UTC"
    yield f"[bold]{what}[/bold] is [bold {colour}]{colour}[/bold {colour}]"
    if gate.since is not None and gate.side is Side.ENTRY:
        yield f"what was measured before the rollback of {gate.since:%Y-%m-%d %H:%M} UTC does not count"
    if not gate.verdicts:
        yield "  the plan asks nothing here" if gate.lets_through else "  it asks nothing, and so proves nothing"
    for verdict in gate.verdicts:
        mark = "[green]✓[/green]" if verdict.green else "[red]✗[/red]"
        text = sentence(verdict, move.measures.get(verdict.condition.measure), Lang.EN)
        yield f"  {mark} {escape(printable(text))}"
    if look.needed:
        by = f": {', '.join(look.approved)}" if look.approved else ""
        yield escape(printable(f"{len(look.approved)} of {look.needed} approvals{by}"))
    if look.objection is not None:
        yield f"the step is not possible now: {escape(look.objection.reason)}"
        yield f"  do: {escape(look.objection.action)}"
