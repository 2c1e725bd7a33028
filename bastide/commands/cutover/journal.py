"""`bastide cutover journal`: show, verify, anchor, setup."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bastide.commands.terminal import emit, screen, stacks_folder
from bastide.failure import Exit
from facts.errors import BadInput
from policies.model import Lang

if TYPE_CHECKING:
    from bastide.cutover.journal.head import Anchor

app = typer.Typer(
    help="The journal of the move: look at it, find whatever was changed, vouch for it, keep it in a database.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


class JournalFormat(StrEnum):
    """How the journal is written."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[JournalFormat, typer.Option("--format", "-f", help="How to write it.")]
Language = Annotated[Lang, typer.Option(help="Language of the text.")]


@app.command()
def show(
    wave: Annotated[str, typer.Option(metavar="NAME", help="Entries of this wave only.", show_default=False)] = "",
    format: Format = JournalFormat.TEXT,
    lang: Language = Lang.EN,
) -> None:
    """All entries in their order. The chain is checked on the way.

    Examples:

    - `bastide cutover journal show --wave cardio`

    - `bastide cutover journal show --format json | jq '.entries[-1]'`
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.cutover.journal.as_json import entries_json  # noqa: PLC0415
    from bastide.cutover.journal.opened import open_store  # noqa: PLC0415
    from bastide.cutover.journal.text import render_entries  # noqa: PLC0415

    store = open_store(stacks_folder().parent)
    kept = store.read()
    if format is JournalFormat.JSON:
        emit(entries_json(store.name, kept, wave), None)
    else:
        render_entries(store.name, kept, wave, lang, screen())


@app.command()
def verify(
    anchor: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="A signed head that was kept elsewhere; can be repeated.", show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="An anchor must vouch for every entry.")] = False,
    format: Format = JournalFormat.TEXT,
    lang: Language = Lang.EN,
) -> None:
    """Find whatever was changed: in the chain alone, and where its end was cut or all was made anew by the anchors.

    Who may sign anchors stands in `stacks/approvers` as the checked-out commit has it. Exits with 1 where something is
    wrong or there is no entry, with --strict also where an anchor is missing; with 2 where it is no journal at all.

    Examples:

    - `bastide cutover journal verify` checks the chain alone

    - `bastide cutover journal verify --anchor anchor.json --strict` and that nothing came after the anchor
    """
    from bastide.cutover.journal import as_json, text  # noqa: PLC0415
    from bastide.cutover.journal.head import read_anchor  # noqa: PLC0415
    from bastide.cutover.journal.opened import open_store  # noqa: PLC0415
    from bastide.cutover.journal.verify import verify as hold  # noqa: PLC0415
    from stacks.approval.chain import Broken  # noqa: PLC0415

    root = stacks_folder().parent
    store = open_store(root)
    anchors = tuple(read_anchor(file) for file in anchor or ())
    as_text = format is JournalFormat.TEXT
    try:
        verdict = hold(store.read(), anchors, _signers(root, anchors))
    except Broken as error:
        message = error.message()
        emit(
            text.broken_lines(message, lang) if as_text else as_json.broken_json(store.name, message, strict=strict),
            None,
        )
        raise typer.Exit(Exit.FINDINGS) from None
    if as_text:
        emit(text.verdict_lines(store.name, verdict, lang, strict=strict), None)
    else:
        emit(as_json.verdict_json(store.name, verdict, strict=strict), None)
    if not verdict.is_well(strict=strict):
        raise typer.Exit(Exit.FINDINGS)


def _signers(root: Path, anchors: tuple[Anchor, ...]) -> str:
    """The committed list; git is asked only where there is something to check by it."""
    from stacks.approval import repository  # noqa: PLC0415
    from stacks.approval.verify import APPROVERS  # noqa: PLC0415

    return repository.file_at(root, repository.head(root), APPROVERS) if anchors else ""


@app.command()
def anchor(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Write the head to this file.")],
) -> None:
    """Write the head of the journal to a file that a person signs and keeps elsewhere.

    Nothing is signed here. What the file vouches for, once it is signed: every entry up to its own.

    Examples:

    - `bastide cutover journal anchor --output anchor.json`

    - `ssh-keygen -Y sign -n bastide-journal -f KEY anchor.json` signs it
    """
    from bastide.cutover.journal.head import NAMESPACE, head_of, text  # noqa: PLC0415
    from bastide.cutover.journal.opened import open_store  # noqa: PLC0415
    from stacks.approval.signature import how_to_sign  # noqa: PLC0415

    store = open_store(stacks_folder().parent)
    head = head_of(store.read().entries)
    if head is None:
        raise BadInput(
            f"{store.name} has no entry",
            expected="a journal with an entry: an anchor is the digest of its last one",
            action="bastide cutover record ..., then again",
        )
    emit(text(head), output)
    sys.stdout.write(f"{output}: entry {head.number}, {head.digest}\n")
    sys.stdout.write(f"to sign it: {how_to_sign(output, NAMESPACE)}\n")
    sys.stdout.write("then keep both files where who writes the journal cannot write\n")


@app.command()
def setup(
    writer: Annotated[
        list[str] | None,
        typer.Option(metavar="ROLE", help="A role that may read and add entries; can be repeated.", show_default=False),
    ] = None,
) -> None:
    """Make the journal's table in the PostgreSQL database that `BASTIDE_JOURNAL` names, and give roles their rights.

    The role that connects owns the table; who writes the journal uses another one. Can be run again.

    Examples:

    - `BASTIDE_JOURNAL=postgresql://owner@db.example.org/move bastide cutover journal setup --writer movers`
    """
    from bastide.cutover.journal.opened import VARIABLE, database_of, without_client  # noqa: PLC0415

    url = database_of()
    if not url:
        raise BadInput(
            f"{VARIABLE} names no database",
            expected="postgresql://HOST/DATABASE; the journal in a file needs no setup",
            action=f"set {VARIABLE}: docs/journal.md",
        )
    try:
        from bastide.cutover.journal.postgres.setup import setup as make  # noqa: PLC0415
    except ImportError:
        raise without_client() from None

    made = make(url, writer or [])
    sys.stdout.write("bastide.journal is made\n" if made else "bastide.journal was there\n")
    for role in writer or []:
        sys.stdout.write(f"{role} may read it and add to it\n")
