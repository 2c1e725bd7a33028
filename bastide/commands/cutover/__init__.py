"""`bastide cutover`: where the move stands, its gates, and what is put on record."""

from __future__ import annotations

import typer

from bastide.commands.cutover import gate, journal, record, rehearse, status

app = typer.Typer(
    help="The move from the legacy to the target: where it stands, its gates, what is put on record, its journal.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
app.command()(status.status)
app.command()(gate.gate)
app.command()(rehearse.rehearse)
app.add_typer(record.app, name="record")
app.add_typer(journal.app, name="journal")
