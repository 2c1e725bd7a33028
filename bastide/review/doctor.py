"""What `bastide doctor` writes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bastide.doctor import Part, State

_STYLES: Final[dict[State, str]] = {"ok": "green", "missing": "yellow", "broken": "red"}


def as_json(parts: tuple[Part, ...]) -> str:
    """The document `bastide/doctor/1`."""
    summary = {state: sum(part.state == state for part in parts) for state in _STYLES}
    document = {"schema": "bastide/doctor/1", "parts": [asdict(part) for part in parts], "summary": summary}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def render(parts: tuple[Part, ...], console: Console) -> None:
    """All parts in a table; below it, for each that is not well, what was found, what that costs, and what to do."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("part", "state", "found"):
        table.add_column(heading, no_wrap=heading != "found", overflow="fold")
    for part in parts:
        table.add_row(
            part.name,
            Text(part.state, style=_STYLES[part.state]),
            Text(part.found if part.state == "ok" else "see below"),
        )
    console.print(table)
    for part in parts:
        if part.state != "ok":
            console.print(_advice(part), soft_wrap=True)


def _advice(part: Part) -> Text:
    need = "necessary" if part.necessary else "optional"
    head = Text.assemble((f"{part.name}: {part.state}", _STYLES[part.state]), f" ({need})")
    return head.append(f"\n  found: {part.found}\n  costs: {part.costs}\n  do: {part.action}")
