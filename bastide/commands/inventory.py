"""`bastide inventory`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bastide.commands.terminal import emit, screen, stacks_folder
from bastide.failure import Exit


class InventoryFormat(StrEnum):
    """How coverage is written."""

    TEXT = "text"
    JSON = "json"


def inventory(  # noqa: PLR0913, PLR0917 (one parameter an option)
    from_: Annotated[
        list[Path],
        typer.Option(
            "--from",
            metavar="FILE",
            help="`az resource list`, Resource Graph, ARM template, Terraform or Pulumi state; several add up.",
            show_default=False,
        ),
    ],
    estate: Annotated[str, typer.Option(help="The estate at Azure.", metavar="NAME")] = "azure-legacy",
    group: Annotated[
        str, typer.Option(help="Resource group of an exported template.", metavar="NAME", show_default=False)
    ] = "",
    ignored: Annotated[
        Path | None,
        typer.Option(
            help="Register of what is left out on purpose.",
            metavar="FILE",
            show_default="stacks/<estate>.ignored.yaml",
        ),
    ] = None,
    taken: Annotated[
        datetime | None,
        typer.Option(
            "--taken", formats=["%Y-%m-%d"], metavar="DAY", help="The day of the inventory.", show_default=False
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
    adopt: Annotated[
        bool,
        typer.Option("--write-imports", help="Write ids that the plan lacks into the estate's file of imports."),
    ] = False,
    format: Annotated[InventoryFormat, typer.Option("--format", "-f", help="How to write it.")] = InventoryFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    detail: Annotated[bool, typer.Option("--detail", help="List every row (text).")] = False,
) -> None:
    """Say whether the legacy's plan covers everything that exists. Reads files; asks no cloud.

    Every row is exactly one of: managed, unmanaged, unmapped (no sovereign counterpart is known for its kind), ignored
    (with reason, owner and last day), automatic (Azure makes it with something else), repeated. Exits with 1 while
    anything is unmanaged, unmapped, or ignored beyond its day.

    Examples:

    - `bastide inventory --from resources.json` compares `az resource list > resources.json` with the legacy

    - `bastide inventory --from graph.json --from rights.json --taken 2026-11-20` adds up two queries

    - `bastide inventory --from group.json --group rg-hdh-prod` reads the template of a resource group

    - `bastide inventory --from graph.json --write-imports` lets `pulumi up` adopt what it would create
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.cutover.inventory import as_json, text  # noqa: PLC0415
    from bastide.cutover.inventory.gather import Asked, covered, write_imports  # noqa: PLC0415

    day = on.date() if on else date.today()
    asked = Asked(estate, tuple(from_), group, ignored, taken.date() if taken else None, day)
    folder = stacks_folder()
    found, definition, known = covered(asked, folder)
    if format is InventoryFormat.TEXT and output is None:
        text.render(found, screen(), detail=detail)
    else:
        emit(as_json.render(found) if format is InventoryFormat.JSON else text.as_text(found, detail=detail), output)
    if adopt:
        file = write_imports(found, definition, known, folder)
        typer.echo(f"wrote {file}" if file else "every id is known already: nothing to write", err=True)
    if not found.complete:
        raise typer.Exit(Exit.FINDINGS)
