"""`bastide exemptions`."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import typer

from bastide.commands.rules import ListFormat
from bastide.commands.terminal import emit, screen
from bastide.failure import Exit


def exemptions(
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day.", show_default="today"),
    ] = None,
    expiring: Annotated[int, typer.Option(metavar="DAYS", min=0, help="Mark what ends within so many days.")] = 30,
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write it.")] = ListFormat.TEXT,
) -> None:
    """List the register of exemptions: in force, ending soon, ended. What matches nothing says `bastide check`.

    Exits with 1 while an exemption is past its end.

    Examples:

    - `bastide exemptions --expiring 60` marks what ends within two months
    """
    from policies.exemptions import register  # noqa: PLC0415

    day = on.date() if on else date.today()
    rows = [_row(item, day, expiring) for item in register()]
    if format is ListFormat.JSON:
        document = {"schema": "bastide/exemptions-list/1", "date": day.isoformat(), "exemptions": rows}
        emit(json.dumps(document, indent=2, ensure_ascii=False) + "\n", None)
    else:
        _show(rows)
    if any(row["state"] == "ended" for row in rows):
        raise typer.Exit(Exit.FINDINGS)


def _row(item: Any, day: date, expiring: int) -> dict[str, str]:
    state = "in force"
    if day > item.until:
        state = "ended"
    elif day < item.since:
        state = "not yet"
    elif item.until <= day + timedelta(days=expiring):
        state = "ends soon"
    return {
        "id": item.id,
        "state": state,
        "rule": item.rule,
        "stack": item.stack,
        "target": item.target,
        "from": item.since.isoformat(),
        "until": item.until.isoformat(),
        "approver": item.approver,
        "ticket": item.ticket,
        "reason": item.reason,
    }


def _show(rows: list[dict[str, str]]) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = screen()
    if not rows:
        console.print("There is no exemption (policies/exemptions.yaml).")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in rows[0]:
        table.add_column(name, overflow="fold")
    for row in rows:
        # as texts of their own: a bracket in a reason is no markup
        table.add_row(*map(Text, row.values()))
    console.print(table)
