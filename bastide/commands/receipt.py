"""`bastide receipt`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bastide.commands.terminal import base, emit, stacks_folder
from bastide.failure import Exit
from facts.errors import BadInput
from policies.model import Lang

if TYPE_CHECKING:
    from bastide.receipt.destructive import Named


def receipt(  # noqa: PLR0913, PLR0917 (one parameter an option)
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STACK]...", help="Estates or single stacks; none named: all estates.", show_default=False
        ),
    ] = None,
    against: Annotated[
        str,
        typer.Option(
            metavar="FILE|GIT-REF",
            help="Look for deletions and replacements against an exported state or a revision (Pulumi CLI).",
            callback=base,
            show_default=False,
        ),
    ] = "",
    from_preview: Annotated[
        Path | None,
        typer.Option(
            "--from-preview",
            metavar="FILE",
            help="Look for them in a preview that was made already, of the same commit (JSON).",
            show_default=False,
        ),
    ] = None,
    allow_delete: Annotated[
        list[str] | None,
        typer.Option("--allow-delete", metavar="URN", help="Allow this deletion.", show_default=False),
    ] = None,
    allow_replace: Annotated[
        list[str] | None,
        typer.Option("--allow-replace", metavar="URN", help="Allow this replacement.", show_default=False),
    ] = None,
    allow: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Allow what a file names: lines of `delete URN`, `replace URN`."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day.", show_default="today"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the summary.")] = Lang.EN,
    verify: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Say whether a receipt is approved, and show it.", show_default=False),
    ] = None,
) -> None:
    """Make the receipt of a commit: what is to be, what was found, what may be destroyed. An approver signs it.

    Exits with 1 where a mandatory failure stands that is no known shortfall, where something would be destroyed that
    is not allowed by name, and with --verify where the receipt is not approved.

    Examples:

    - `bastide receipt scaleway-hub --against origin/main -o receipt.json` makes one, if nothing is destroyed

    - `bastide receipt scaleway-hub --against hub.json --allow-replace URN -o receipt.json` allows one replacement

    - `bastide receipt scaleway-hub --from-preview preview.json -o receipt.json` takes what a preview has found

    - `ssh-keygen -Y sign -n bastide-receipt -f KEY receipt.json` approves it

    - `bastide receipt --verify receipt.json` says whether it is approved, by whom and until when
    """
    # imported here so that --help and errors of usage cost nothing
    from stacks.approval.refused import NotApproved  # noqa: PLC0415

    day = on.date() if on else date.today()
    try:
        if verify is not None:
            _require_alone(stacks, against, from_preview, allow_delete, allow_replace, allow, output)
            _verify(verify, day, lang)
        else:
            _require_one_comparison(against, from_preview)
            named = _named(allow_delete or [], allow_replace or [], allow)
            _make(_Asked(stacks or [], day, against, from_preview, named), output, lang)
    except NotApproved as error:
        refuse(error)


def refuse(error: Exception) -> None:
    """Say why something is not approved, and end with the code of findings."""
    sys.stderr.write(f"{error}\n")
    raise typer.Exit(Exit.FINDINGS)


class _Asked(NamedTuple):
    stacks: list[str]
    on: date
    against: str
    preview: Path | None
    named: tuple[Named, ...]


def _require_alone(*given: object) -> None:
    if any(given):
        raise BadInput(
            "found --verify with stacks or other options",
            expected="--verify FILE alone, with --date and --lang at most",
            action="leave the others out",
        )


def _require_one_comparison(against: str, preview: Path | None) -> None:
    if against and preview is not None:
        raise BadInput(
            f"found --against {against} with --from-preview {preview}",
            expected="one of them: a preview is compared already",
            action="leave one of them out",
        )


def _named(delete: list[str], replace: list[str], file: Path | None) -> tuple[Named, ...]:
    from bastide.receipt.destructive import named, named_in  # noqa: PLC0415

    return (
        *(named("delete", urn) for urn in delete),
        *(named("replace", urn) for urn in replace),
        *(named_in(file) if file else ()),
    )


def _make(asked: _Asked, output: Path | None, lang: Lang) -> None:
    from bastide.receipt.make import Asked, make  # noqa: PLC0415
    from bastide.receipt.show import summary  # noqa: PLC0415
    from bastide.receipt.words import WORDS  # noqa: PLC0415
    from stacks.approval.receipt import text  # noqa: PLC0415
    from stacks.approval.signature import how_to_sign, signature_of  # noqa: PLC0415

    besides = (*((output, signature_of(output)) if output else ()), *((asked.preview,) if asked.preview else ()))
    made = make(
        Asked(asked.stacks, asked.on, asked.against, asked.preview, asked.named, besides),
        stacks_folder(),
    )
    emit(text(made), output)
    shown = summary(made, lang)
    if output is None:
        sys.stderr.write(shown)
    else:
        sys.stdout.write(shown + WORDS("to sign", lang, command=how_to_sign(output)) + "\n")


def _verify(file: Path, on: date, lang: Lang) -> None:
    from bastide.receipt.show import summary  # noqa: PLC0415
    from bastide.receipt.words import WORDS  # noqa: PLC0415
    from stacks.approval.verify import approved  # noqa: PLC0415

    found, names = approved(file, stacks_folder().parent, on)
    sys.stdout.write(summary(found, lang) + WORDS("approved", lang, names=", ".join(sorted(names))) + "\n")
