"""`bastide parity`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bastide.commands.terminal import emit, screen, stacks_folder
from bastide.failure import Exit


class ParityFormat(StrEnum):
    """How parity is written."""

    TEXT = "text"
    JSON = "json"


def parity(
    target: Annotated[
        list[str],
        typer.Option("--target", metavar="ESTATE", help="The estate to move to; several are compared one by one."),
    ],
    legacy: Annotated[str, typer.Option(help="The estate to move from.", metavar="ESTATE")] = "azure-legacy",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
    format: Annotated[ParityFormat, typer.Option("--format", "-f", help="How to write it.")] = ParityFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    detail: Annotated[bool, typer.Option("--detail", help="List everything, and what was decided on purpose.")] = False,
) -> None:
    """Say whether everything that the legacy has has its counterpart at the target, and nothing of it is weaker.

    Roles are compared along stacks/mapping.yaml, never by resource type: retention, encryption, zones, a second node,
    exposure, features, backup. Beside them: who has which right in which area, who reaches whom on which ports, and
    the names that clients use. Exits with 1 while anything is missing, weaker, wider or undecided. Needs no account
    and no network.

    Examples:

    - `bastide parity --target scaleway` compares the legacy with one target

    - `bastide parity --target scaleway --target ovhcloud --format json` writes both for other tools
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.cutover.parity import as_json, text  # noqa: PLC0415
    from bastide.cutover.parity.gather import parities  # noqa: PLC0415

    found = parities(legacy, target, stacks_folder(), on.date() if on else date.today())
    if format is ParityFormat.JSON:
        emit(as_json.render(found), output)
    elif output is None:
        for item in found:
            text.render(item, screen(), detail=detail)
    else:
        emit("\n".join(text.as_text(item, detail=detail) for item in found), output)
    if not all(item.complete for item in found):
        raise typer.Exit(Exit.FINDINGS)
