"""`bastide target`."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bastide.commands.terminal import stacks_folder
from bastide.failure import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bastide.target.judge import Judged


def target(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="One stack: scaleway-hub.")],
    from_preview: Annotated[
        Path | None,
        typer.Option(
            "--from-preview",
            metavar="FILE",
            help="Compare a preview with real providers (JSON): it knows what only the state gives.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
) -> None:
    """Say whether a run of one stack would aim at the account, region and state that pipelines/targets.yaml names.

    Compares the providers of the plan, the variables of the environment, the address of the state, the forge and the
    machine. Asks no network. Exits with 1 where anything differs or is not said.

    Examples:

    - `bastide target scaleway-hub` is asked before anything runs with credentials

    - `bastide target scaleway-hub --from-preview real.json` is asked again, once the state has given the ids
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.target.guard import guard  # noqa: PLC0415
    from bastide.target.judge import Refusal  # noqa: PLC0415

    day = on.date() if on else date.today()
    judged = guard(stack, stacks_folder(), os.environ, day, from_preview)
    _show(judged)
    if any(isinstance(item, Refusal) for item in judged):
        raise typer.Exit(Exit.FINDINGS)


def _show(judged: Sequence[Judged]) -> None:
    from bastide.target.judge import Agreed, Later, Refusal  # noqa: PLC0415

    for item in judged:
        if isinstance(item, Agreed):
            sys.stdout.write(f"as meant: {item.provider} {item.aim} = {item.value} ({item.by})\n")
        elif isinstance(item, Later):
            sys.stdout.write(f"later: {item.provider} {item.aim} is known once the state is read\n")
    for item in judged:
        if isinstance(item, Refusal):
            sys.stderr.write(f"refused: {item.found}\n  do: {item.action}\n")
