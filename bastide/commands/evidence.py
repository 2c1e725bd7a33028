"""`bastide evidence`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bastide.commands.terminal import screen, stacks_folder
from policies.model import Lang

if TYPE_CHECKING:
    from bastide.tender.evidence.bundle import EvidenceManifest


def evidence(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Write this folder.", show_default=False)
    ],
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STACK]...", help="Estates or single stacks; none named: all estates.", show_default=False
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of texts.")] = Lang.EN,
) -> None:
    """Write what proves each clause: met, open, exempted, or who must bring what. Needs no account and no network.

    One file a clause, an index to read first, and the exemptions. Exits with 0 whatever stands open: `bastide check` is
    the gate.

    Examples:

    - `bastide evidence scaleway --output build/evidence --lang fr`

    - `bastide evidence azure-legacy scaleway --date 2027-03-01 -o build/evidence` has both sides of the move
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.directory import write_folder  # noqa: PLC0415
    from bastide.tender.evidence.bundle import MANIFEST, bundle  # noqa: PLC0415

    made = bundle(stacks or [], stacks_folder(), on.date() if on else date.today(), lang)
    write_folder(made.files, output, sign=MANIFEST)
    _show(made.manifest, output, lang)


def _show(manifest: EvidenceManifest, output: Path, lang: Lang) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from bastide.tender.evidence.status import Status  # noqa: PLC0415
    from bastide.tender.evidence.words import WORDS  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(WORDS("estate", lang))
    for status in Status:
        table.add_column(WORDS(status.value, lang), justify="right")
    table.add_column(WORDS("read first", lang))
    for estate in manifest.estates:
        counts = (str(estate.counts[status]) for status in Status)
        # as texts of their own: a bracket in a path is no markup
        table.add_row(*map(Text, (estate.estate, *counts, str(output / estate.index))))
    screen().print(table)
