"""`bastide cutover status`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bastide.commands.cutover.opened import moment_or_now, opened
from bastide.commands.terminal import emit, screen
from policies.model import Lang


class StatusFormat(StrEnum):
    """How the status is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def status(
    format: Annotated[StatusFormat, typer.Option("--format", "-f", help="How to write it.")] = StatusFormat.TEXT,
    lang: Annotated[Lang, typer.Option(help="Language of text and page.")] = Lang.EN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    now: Annotated[
        str, typer.Option(metavar="MOMENT", help="As it was then: 2026-11-28T22:15+01:00.", show_default="now")
    ] = "",
) -> None:
    """Where the move stands: waves and phases, gates with value, age and source, what is next, who must act.

    Always exits with 0 where it can be told; whether a gate is green is asked by `bastide cutover gate`.

    Examples:

    - `bastide cutover status`

    - `bastide cutover status --format html --lang fr --output status.html` one page that asks for nothing
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.cutover.move.approvers import persons  # noqa: PLC0415
    from bastide.cutover.status import as_json, page, text  # noqa: PLC0415
    from bastide.cutover.status.status import status_of  # noqa: PLC0415

    found = opened()
    at = found.seen(moment_or_now(now, "--now"))
    shown = status_of(
        found.move, at.state, at.entries, at.now, at.approvers, at.asked, persons(found.move, found.folder)
    )
    if format is StatusFormat.JSON:
        emit(as_json.render(shown), output)
    elif format is StatusFormat.HTML:
        emit(page.render(shown, lang), output)
    elif output is None:
        text.render(shown, screen(), lang)
    else:
        emit(text.as_text(shown, lang), output)
