"""`bastide cutover rehearse`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bastide.commands.terminal import emit, screen, stacks_folder
from bastide.failure import Exit, ToolkitFailed
from policies.model import Lang


class RecordFormat(StrEnum):
    """How the record is written."""

    TEXT = "text"
    JSON = "json"


class PartName(StrEnum):
    """What can be rehearsed."""

    OBJECTS = "objects"
    DATABASE = "database"
    KEYS = "keys"


def rehearse(  # noqa: PLR0913, PLR0917 (one parameter an option)
    wave: Annotated[str, typer.Argument(help="The wave of stacks/cutover.yaml that is rehearsed.", metavar="WAVE")],
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="FILE",
            help="Real endpoints, and the real volume. Secrets stay in environment variables.",
            show_default="servers of its own on this machine",
        ),
    ] = None,
    only: Annotated[
        list[PartName] | None, typer.Option("--only", help="This part alone.", show_default="all that the wave holds")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Of the run: state, logs, servers.", show_default=".cache/rehearsal/WAVE"),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in the folder.")] = False,
    sign_with: Annotated[
        Path | None,
        typer.Option("--sign-with", metavar="KEY", help="Sign the record by ssh-keygen with this key."),
    ] = None,
    job: Annotated[
        int | None,
        typer.Option("--job", metavar="N", min=1, max=1000, help="Print a Kubernetes Job for N machines, and end."),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Of the text.")] = Lang.EN,
    format: Annotated[RecordFormat, typer.Option("--format", "-f", help="How to write it.")] = RecordFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the record to this file as JSON.", show_default=False)
    ] = None,
) -> None:
    """Move objects, a database and data keys for once with real programs, and record what was measured.

    Without settings all of it is on this machine: Azurite to an S3 server by rclone, one PostgreSQL to another while
    both are written to, keys between two engines of OpenBao. Exits with 0 where all is green, with 1 where not. A run
    that was killed goes on with --resume.

    Examples:

    - `bastide cutover rehearse test` rehearses on this machine

    - `bastide cutover rehearse test --resume` goes on after a kill

    - `bastide cutover rehearse test --only objects --output record.json --sign-with ~/.ssh/id_ed25519`
    """
    # imported here so that --help and errors of usage cost nothing
    try:
        from bastide.cutover.rehearsal import record, text  # noqa: PLC0415
        from bastide.cutover.rehearsal import rehearse as runner  # noqa: PLC0415
        from bastide.cutover.rehearsal.green import reds  # noqa: PLC0415
        from bastide.cutover.rehearsal.objects import job as jobs  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ToolkitFailed(f"a package of the rehearsal is not here: {error.name}", "make rehearsal") from None

    if job is not None:
        emit(jobs.manifest(wave, job), output)
        return
    asked = runner.Asked(
        wave=wave,
        folder=folder or Path(".cache/rehearsal") / wave,
        settings=settings,
        only=tuple(str(one) for one in only or ()),
        resume=resume,
    )
    found = runner.rehearse(asked, stacks_folder())
    written = output or asked.folder / "record.json"
    emit(record.text(found), written)
    if sign_with is not None:
        record.sign(written, sign_with)
    if format is RecordFormat.JSON:
        emit(record.text(found), None)
    else:
        text.render(found, screen(), lang)
    if reds(found.measurements):
        raise typer.Exit(Exit.FINDINGS)
