"""`bastide tender`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bastide.commands.terminal import base, stacks_folder
from policies.model import Lang


def tender(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ESTATE]...", help="Candidates; none named: all of them.", show_default=False),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Write the report to this folder.")
    ] = Path("build/tender"),
    lang: Annotated[Lang, typer.Option(help="Language of the report.")] = Lang.EN,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
    prices: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Bidders' unit prices for the bill of quantities: CSV, XLSX or YAML (docs/quantities.md).",
            show_default=False,
        ),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Templates of your own that take the place of ours (docs/tender.md).",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str,
        typer.Option(
            metavar="FILE|GIT-REF",
            help="Say what dies against an exported state or another revision (needs the Pulumi CLI).",
            callback=base,
            show_default=False,
        ),
    ] = "",
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Compare files that are not committed, too.")
    ] = False,
) -> None:
    """Write the report that compares the candidates: a page, its data, and the evidence, in one folder.

    The page is one file that needs no network. What a cloud cannot do, what breaks the law on the day, and what is not
    known stand first. By itself it needs no account, no network and no Pulumi CLI.

    Examples:

    - `bastide tender --output build/tender --lang fr` writes the French report of all candidates

    - `bastide tender scaleway outscale` compares two

    - `bastide tender --prices offers.xlsx` totals what bidders ask for

    - `bastide tender --date 2027-07-01` judges by what holds on a day to come
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.directory import require_ours, write_folder  # noqa: PLC0415
    from bastide.tender.gather import DATA, FILES, Asked, examine, read_prices, report_of  # noqa: PLC0415

    folder = stacks_folder()
    require_ours(output, DATA, own=FILES)
    asked = Asked(on.date() if on else date.today(), lang, against, allow_dirty)
    named = read_prices(prices, stacks or [], folder) if prices else None
    examined = examine(stacks or [], folder, asked)
    from bastide.tender.files import files  # noqa: PLC0415
    from bastide.tender.page.render import render  # noqa: PLC0415

    report = report_of(examined, asked, folder.parent, named)
    write_folder(files(report, examined, render(report, templates)), output, sign=DATA)
    typer.echo(f"wrote {output / 'report.html'}", err=True)
