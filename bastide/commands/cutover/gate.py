"""`bastide cutover gate`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bastide.commands.cutover.opened import moment_or_now, opened, phase_named
from bastide.commands.terminal import emit, screen
from bastide.failure import Exit


class GateFormat(StrEnum):
    """How a gate is written."""

    TEXT = "text"
    JSON = "json"


def gate(
    wave: Annotated[str, typer.Argument(metavar="WAVE", help="A wave of stacks/cutover.yaml.")],
    phase: Annotated[str, typer.Argument(metavar="PHASE", help="One of its phases.")],
    entry: Annotated[
        bool | None,
        typer.Option("--entry/--exit", help="Which of its gates.", show_default="exit once it was entered, else entry"),
    ] = None,
    format: Annotated[GateFormat, typer.Option("--format", "-f", help="How to write it.")] = GateFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    now: Annotated[
        str, typer.Option(metavar="MOMENT", help="As it was then: 2026-11-28T22:15+01:00.", show_default="now")
    ] = "",
) -> None:
    """Say whether a gate is green, and of each condition what was found, when, by whom and about what.

    Exits with 1 where it is red: a condition does not hold, or its value is missing, too old, from the future, or about
    no objects at all. Approvals and the order of the phases are shown beside it; the exit code is the gate's.

    Examples:

    - `bastide cutover gate cardio freeze` the gate at which the wave stands

    - `bastide cutover gate cardio freeze --exit --format json` for other tools
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.cutover.gates import as_json, text  # noqa: PLC0415
    from bastide.cutover.gates.look import look  # noqa: PLC0415
    from bastide.cutover.move.asked import Side  # noqa: PLC0415

    found = opened()
    side = None if entry is None else Side.ENTRY if entry else Side.EXIT
    seen = look(found.seen(moment_or_now(now, "--now")), wave, phase_named(phase), side)
    if format is GateFormat.TEXT and output is None:
        text.render(seen, found.move, screen())
    else:
        emit((as_json.render if format is GateFormat.JSON else text.as_text)(seen, found.move), output)
    if not seen.gate.lets_through:
        raise typer.Exit(Exit.FINDINGS)
