"""`bastide doctor`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from bastide.commands.terminal import screen
from bastide.failure import Exit


class DoctorFormat(StrEnum):
    """How `doctor` writes."""

    TEXT = "text"
    JSON = "json"


def doctor(
    format: Annotated[DoctorFormat, typer.Option("--format", "-f", help="How to write it.")] = DoctorFormat.TEXT,
) -> None:
    """Show what is installed, what each missing part costs, and what to do next. Changes nothing, asks no network.

    Exits with 0 when everything necessary is there and nothing is broken, with 3 otherwise.

    Examples:

    - `bastide doctor` shows a table, and what to do

    - `bastide doctor --format json` writes the same for other tools
    """
    from bastide.doctor import examine, is_well  # noqa: PLC0415
    from bastide.review.doctor import as_json, render  # noqa: PLC0415

    parts = examine()
    if format is DoctorFormat.JSON:
        sys.stdout.write(as_json(parts))
    else:
        render(parts, screen())
    if not is_well(parts):
        raise typer.Exit(Exit.TOOLKIT_FAILED)
