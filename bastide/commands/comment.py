"""`bastide comment`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bastide.commands.terminal import emit, stacks_folder
from facts.errors import BadInput
from policies.model import Lang

if TYPE_CHECKING:
    from bastide.comment import Asked
    from bastide.review.comment.render import Style


class Forge(StrEnum):
    """Where the comment is posted."""

    GITHUB = "github"
    GITLAB = "gitlab"


def comment(  # noqa: PLR0913, PLR0917 (one parameter an option)
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STACK]...", help="Estates or single stacks; none named: all estates.", show_default=False
        ),
    ] = None,
    against: Annotated[
        str,
        typer.Option(metavar="GIT-REF", help="The revision that the branch is compared with.", show_default=False),
    ] = "",
    format: Annotated[Forge, typer.Option("--format", "-f", help="The forge that shows it.")] = Forge.GITHUB,
    lang: Annotated[Lang, typer.Option(help="Language of texts.")] = Lang.EN,
    mask: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REGEX", help="Hide what this matches; or env:NAME. Also in BASTIDE_MASKS.", show_default=False
        ),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Templates of your own, a file a block.", show_default=False),
    ] = None,
    group: Annotated[
        str,
        typer.Option(metavar="NAME", help="Name of the comment, in its marker.", show_default="after the stacks"),
    ] = "",
    full_url: Annotated[
        str, typer.Option("--full-url", metavar="URL", help="Where the whole can be read.", show_default=False)
    ] = "",
    full: Annotated[
        Path | None, typer.Option("--full", metavar="FILE", help="Write the whole to this file.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Compare files that are not committed, too.")
    ] = False,
    from_preview: Annotated[
        Path | None,
        typer.Option(
            "--from-preview",
            metavar="FILE",
            help="Take what `preview --against --format json` wrote in an earlier step.",
            show_default=False,
        ),
    ] = None,
    from_check: Annotated[
        Path | None,
        typer.Option(
            "--from-check",
            metavar="FILE",
            help="Take what `check --against --format json` wrote in an earlier step.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the comment of a pull request: what dies, what opens, what breaks the law; 60,000 characters at most.

    Writes it also where there is no plan, and says why. Exits with 0 when there is a comment of a plan, whatever it
    says: the gate is `check`. Exits with 2 or 3 where there is no plan.

    Examples:

    - `bastide comment scaleway --against origin/main -o comment.md` compares with the base branch

    - `bastide comment --against origin/main --format gitlab --lang fr` is of all estates, for GitLab, in French

    - `bastide comment --from-preview plan.json --from-check findings.json` takes files of earlier steps

    - `bastide comment scaleway --against origin/main --mask 'corp-[0-9a-f]+'` hides what the pattern matches
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.comment import Asked, group_of, url_of  # noqa: PLC0415
    from bastide.review.comment.render import Forge as ForgeStyle  # noqa: PLC0415
    from bastide.review.comment.render import Style  # noqa: PLC0415

    names = tuple(stacks or ())
    _require_one_source(names, against, from_preview, from_check, dated=on is not None)
    for file in (output, full):
        _require_folder(file)
    day = on.date() if on else date.today()
    asked = Asked(names, against, day, allow_dirty, from_preview, from_check)
    whole = full.name if full else from_preview.name if from_preview else ""
    style = Style(group_of(group, names), ForgeStyle(format.value), lang, url_of(full_url), whole)
    _write(asked, style, mask or [], templates, output, full)


def _write(
    asked: Asked, style: Style, patterns: list[str], folder: Path | None, output: Path | None, full: Path | None
) -> None:
    """The comment, or the failure to make one. Whatever happens, a comment is written."""
    from bastide.comment import failure_text, made, templates  # noqa: PLC0415
    from bastide.review.comment.masks import masks  # noqa: PLC0415

    mask = None
    try:
        mask = masks(patterns, os.environ).function()
        style = replace(style, own=templates(folder))
        done = made(asked, style, mask, stacks_folder, whole=full is not None)
    except Exception as error:
        text = failure_text(error, asked, style, mask)
        emit(text, output)
        if full is not None:
            emit(text, full)
        raise
    if full is not None:
        emit(done.whole, full)
    emit(done.text, output)


def _require_one_source(
    stacks: tuple[str, ...], against: str, preview: Path | None, check: Path | None, *, dated: bool
) -> None:
    """Raises BadInput for what cannot be asked together."""
    if preview is None and check is None:
        if against:
            return
        raise BadInput(
            "there is nothing to compare with",
            expected="--against GIT-REF, or --from-preview FILE",
            action="name the base branch of the pull request: --against origin/main",
        )
    if preview is None:
        raise BadInput(
            "found --from-check without --from-preview",
            expected="the plan as well: findings say nothing of what dies",
            action="give what `bastide preview --against GIT-REF --format json` wrote with --from-preview",
        )
    other = "stacks" if stacks else "--against" if against else "--date" if dated and check is not None else ""
    if other:
        raise BadInput(
            f"found --from-preview with {other}",
            expected="what stands in the files of the earlier steps",
            action="leave one of them out",
        )


def _require_folder(file: Path | None) -> None:
    """Raises BadInput before anything is planned, where the result could not be written."""
    if file is not None and not file.absolute().parent.is_dir():
        raise BadInput(
            f"{file} cannot be written: there is no such folder", action="name a file in a folder that exists"
        )
