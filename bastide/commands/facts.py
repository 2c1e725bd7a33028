"""`bastide facts`: list, check, diff."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from bastide.commands.terminal import emit, screen
from bastide.failure import Exit

app = typer.Typer(
    help="The dated facts that the rules rest on: list them, check their age and sources, see what a day changes.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Day = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day.", show_default="today"),
]


class FactsFormat(StrEnum):
    """How facts are written."""

    TEXT = "text"
    JSON = "json"


class FactState(StrEnum):
    """How a fact fares on the day."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    STALE = "stale"
    NOT_YET = "not yet"
    ENDED = "ended"


Format = Annotated[FactsFormat, typer.Option("--format", "-f", help="How to write it.")]


@app.command("list")
def list_(
    register: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this register; can be repeated.", show_default=False)
    ] = None,
    state: Annotated[
        list[FactState] | None, typer.Option(help="Only facts in this state; can be repeated.", show_default=False)
    ] = None,
    on: Day = None,
    format: Format = FactsFormat.TEXT,
) -> None:
    """All facts on a day, with source, age and term.

    Examples:

    - `bastide facts list --register qualifications --date 2027-06-30`
    """
    from bastide.facts_command import listed  # noqa: PLC0415
    from bastide.review.facts import list_json, render_list  # noqa: PLC0415

    found = listed(_day(on), tuple(register or ()), tuple(item.value for item in state or ()))
    if format is FactsFormat.JSON:
        emit(list_json(found), None)
    else:
        render_list(found, screen())


@app.command()
def check(on: Day = None, format: Format = FactsFormat.TEXT) -> None:
    """Age, source and schema of every fact. Exits with 1 where one is too old, has no source, or is from the future.

    Examples:

    - `bastide facts check --date 2027-06-30` says what must be looked at again before that day
    """
    from bastide.facts_command import checked  # noqa: PLC0415
    from bastide.review.facts import check_json, render_check  # noqa: PLC0415

    found = checked(_day(on), date.today())
    if format is FactsFormat.JSON:
        emit(check_json(found), None)
    else:
        render_check(found, screen())
    if not found.well:
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def diff(
    earlier: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="DAY", help="One day.")],
    later: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="DAY", help="Another day.")],
    format: Format = FactsFormat.TEXT,
) -> None:
    """What begins, ends and goes stale between two days.

    Examples:

    - `bastide facts diff 2026-12-01 2028-02-15`
    """
    from bastide.facts_command import between  # noqa: PLC0415
    from bastide.review.facts import diff_json, render_diff  # noqa: PLC0415

    found = between(earlier.date(), later.date())
    if format is FactsFormat.JSON:
        emit(diff_json(found), None)
    else:
        render_diff(found, screen())


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()
