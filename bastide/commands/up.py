"""`bastide up`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bastide.commands.preview import Providers
from bastide.commands.receipt import refuse
from bastide.commands.terminal import stacks_folder
from bastide.failure import Exit
from facts.errors import BadInput

if TYPE_CHECKING:
    from bastide.up.broken import Cause
    from bastide.up.run import Stack


def up(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="One stack: scaleway-hub.")],
    receipt: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The receipt that approves it, its signature beside it.", show_default=False),
    ] = None,
    providers: Annotated[
        Providers, typer.Option(help="The clouds, or stand-ins on this machine with a state for rehearsals.")
    ] = Providers.REAL,
    break_glass: Annotated[
        bool, typer.Option("--break-glass", help="Without a receipt, in an emergency. It is journaled.")
    ] = False,
    review: Annotated[
        int, typer.Option(metavar="NUMBER", help="Review that entry of the journal; nothing runs.", show_default=False)
    ] = 0,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why the glass is broken, or what the review found.")
    ] = "",
    ticket: Annotated[str, typer.Option(metavar="ID", help="Where it is dealt with.")] = "",
) -> None:
    """Do `pulumi up` for one stack, if that is what a receipt approves.

    The commit must be that of the receipt, the desired state the same, and every deletion and replacement that the
    engine finds against what stands among the allowed ones. Exits with 1 where not; nothing was changed then.

    Examples:

    - `bastide up scaleway-hub --receipt receipt.json` applies what was approved

    - `bastide up scaleway-hub --break-glass --reason "bastion locked out" --ticket INC-7` does without, in an emergency

    - `bastide up scaleway-hub --review 1 --reason "seen with the operator" --ticket INC-7` reviews that afterwards
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.up.broken import Cause  # noqa: PLC0415
    from bastide.up.run import Stack  # noqa: PLC0415
    from stacks.approval.refused import NotApproved  # noqa: PLC0415

    _require_one(receipt is not None, break_glass, review > 0)
    wanted = Stack(stack, stacks_folder(), providers is Providers.REAL)
    if receipt is not None and (reason or ticket):
        raise BadInput(
            "found --reason or --ticket with --receipt",
            expected="them with --break-glass or --review only",
            action="leave them out: the approval is the reason",
        )
    try:
        if review:
            _review(wanted, review, Cause(reason, ticket))
        else:
            _apply(wanted, receipt, Cause(reason, ticket))
    except NotApproved as error:
        refuse(error)


def _require_one(*asked: bool) -> None:
    if sum(asked) != 1:
        raise BadInput(
            "found none of --receipt, --break-glass and --review" if not any(asked) else "found more than one of them",
            expected="one of --receipt FILE, --break-glass and --review NUMBER",
            action="make a receipt and have it approved: docs/receipt.md",
        )


def _review(stack: Stack, number: int, cause: Cause) -> None:
    from bastide.up.broken import review  # noqa: PLC0415
    from stacks.approval.journal import NAME  # noqa: PLC0415

    _ = stack.parts
    entry = review(stack.root, stack.name, number, cause)
    sys.stdout.write(f"entry {entry.number} of {NAME}: {number} is reviewed by {entry.git}; commit it\n")


def _apply(stack: Stack, receipt: Path | None, cause: Cause) -> None:
    from bastide.up.run import approved_up, broken_up  # noqa: PLC0415

    outcome = approved_up(stack, receipt, _say) if receipt is not None else broken_up(stack, cause, _say)
    sys.stdout.write(f"{stack.name}: {outcome}\n")
    if outcome.interrupted:
        raise typer.Exit(Exit.TOOLKIT_FAILED)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
