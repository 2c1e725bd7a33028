"""What `bastide facts` writes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bastide.facts_command import Checked, Differences, Facts, Problem, What
from facts.inventory import Item, State

_SCHEMA: Final = "bastide/facts/1"
_STYLES: Final[dict[State, str]] = {
    "known": "green",
    "unknown": "yellow",
    "stale": "red",
    "not yet": "cyan",
    "ended": "magenta",
}
_EVENTS: Final[dict[What, str]] = {"begins": "cyan", "ends": "magenta", "goes stale": "red"}
_SHOWN: Final = 60
"""How many problems are shown in full; a day far ahead makes all facts stale."""


def list_json(found: Facts) -> str:
    """The document `bastide/facts/1` of a list."""
    facts = [{**_row(entry.item), "state": entry.state} for entry in found.entries]
    return _document("list", found, {"date": _day(found.on), "facts": facts, "summary": _states(found)})


def check_json(found: Checked) -> str:
    """The document `bastide/facts/1` of a check."""
    problems = [
        {**_row(problem.item), "state": problem.state, "fault": problem.fault, "action": problem.action}
        for problem in found.problems
    ]
    summary = {"facts": found.total, "problems": len(problems), "unknown": len(found.unknown)}
    unknown = [_row(item) for item in found.unknown]
    body = {"date": _day(found.on), "problems": problems, "unknown": unknown, "summary": summary}
    return _document("check", found, body)


def diff_json(found: Differences) -> str:
    """The document `bastide/facts/1` of a comparison of two days."""
    changes = [{"day": _day(c.day), "what": c.what, **_row(c.item)} for c in found.changes]
    summary = {what: sum(change.what == what for change in found.changes) for what in _EVENTS}
    body = {"from": _day(found.earlier), "to": _day(found.later), "changes": changes, "summary": summary}
    return _document("diff", found, body)


def _document(view: str, found: Facts | Checked | Differences, body: dict[str, Any]) -> str:
    head = {"schema": _SCHEMA, "view": view, "version": found.version, "digest": found.digest}
    return json.dumps({**head, **body}, indent=2, ensure_ascii=False) + "\n"


def _row(item: Item) -> dict[str, Any]:
    return {
        "file": item.file,
        "line": item.line,
        "path": item.path,
        "register": item.register,
        "value": item.value,
        "source": item.source,
        "checked": _day(item.checked),
        "mark": item.mark,
        "since": _day(item.since),
        "until": _day(item.until),
        "believed_until": _day(item.believed_until),
        "ask": item.ask,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _states(found: Facts) -> dict[str, int]:
    count = Counter(entry.state for entry in found.entries)
    return {state: count[state] for state in _STYLES}


def render_list(found: Facts, console: Console) -> None:
    """All facts of a day in a table, and how many there are of each state."""
    table = _table("state", "where", "states", "mark", "checked", "in force")
    for entry in found.entries:
        item = entry.item
        table.add_row(
            Text(entry.state, style=_STYLES[entry.state]),
            Text(_where(item)),
            Text(item.value),
            Text(item.mark),
            Text(_day(item.checked) or "never"),
            Text(_term(item)),
        )
    console.print(table)
    console.print(_line(f"{count} {state}" for state, count in _states(found).items() if count), highlight=False)
    _foot(found, f"on {found.on}", console)


def render_check(found: Checked, console: Console) -> None:
    """Each fact that must be looked at, with who must do what; then what is recorded as unknown, by register."""
    for problem in found.problems[:_SHOWN]:
        console.print(_advice(problem), soft_wrap=True)
    if len(found.problems) > _SHOWN:
        rest = Counter(problem.item.register for problem in found.problems[_SHOWN:])
        listed = ", ".join(f"{count} of {register}" for register, count in sorted(rest.items()))
        console.print(f"... and {len(found.problems) - _SHOWN} more ({listed}); --format json has all", highlight=False)
    unknown = Counter(item.register for item in found.unknown)
    if unknown:
        console.print("recorded as unknown, which the rules treat as failures:", highlight=False)
        for register, count in sorted(unknown.items()):
            console.print(f"  {count} of {register}", highlight=False)
    verdict = (
        f"{len(found.problems)} of {found.total} facts must be looked at"
        if found.problems
        else "every recorded fact is believed"
    )
    console.print(Text(verdict, style="red" if found.problems else "green"))
    _foot(found, f"on {found.on}", console)


def render_diff(found: Differences, console: Console) -> None:
    """What happens to facts between two days, by day."""
    if not found.changes:
        console.print("no fact changes between these days", highlight=False)
    else:
        table = _table("day", "what", "where", "states")
        for change in found.changes:
            table.add_row(
                Text(change.day.isoformat()),
                Text(change.what, style=_EVENTS[change.what]),
                Text(_where(change.item)),
                Text(change.item.value),
            )
        console.print(table)
    _foot(found, f"from {found.earlier} to {found.later}", console)


def _table(*headings: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in ("state", "day", "what", "checked"))
    return table


def _where(item: Item) -> str:
    return f"{item.file}:{item.line} {item.path}"


def _term(item: Item) -> str:
    if item.since is None and item.until is None:
        return ""
    return f"{_day(item.since) or '?'} to {_day(item.until) or '?'}"


def _advice(problem: Problem) -> Text:
    item = problem.item
    head = Text.assemble((f"{item.file}:{item.line}", _STYLES[problem.state]), f" {item.path}")
    return head.append(f"\n  states: {item.value}\n  found: {problem.fault}\n  do: {problem.action}")


def _line(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _foot(found: Facts | Checked | Differences, days: str, console: Console) -> None:
    console.print(f"facts {found.version}, {days}", style="dim", highlight=False)
