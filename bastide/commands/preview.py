"""`bastide preview`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bastide.commands.terminal import base, emit, screen, stacks_folder
from bastide.failure import Exit
from facts.errors import BadInput

if TYPE_CHECKING:
    from plan.engine.plans import Request


class Format(StrEnum):
    """How a document is written. For what it holds, see the command."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class Engine(StrEnum):
    """Who computes the plan."""

    AUTO = "auto"
    BUILTIN = "builtin"
    PULUMI = "pulumi"


class Providers(StrEnum):
    """Who answers the Pulumi engine."""

    OFFLINE = "offline"
    REAL = "real"


def preview(  # noqa: PLR0913, PLR0917 (one parameter an option)
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STACK]...", help="Estates or single stacks; none named: all estates.", show_default=False
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(help="Who computes the plan; `auto` takes `pulumi` for what only it can do, else `builtin`."),
    ] = Engine.AUTO,
    providers: Annotated[
        Providers,
        typer.Option(help="Who answers the Pulumi engine: stand-ins on this machine, or the clouds (with an account)."),
    ] = Providers.OFFLINE,
    against: Annotated[
        str,
        typer.Option(
            metavar="FILE|GIT-REF",
            help="Compare with an exported state, or with another revision.",
            callback=base,
            show_default=False,
        ),
    ] = "",
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Compare files that are not committed, too.")
    ] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read every resource anew before comparing.")] = False,
    policy_pack: Annotated[
        list[Path] | None,
        typer.Option(help="Run this Pulumi policy pack (folder or executable) too.", show_default=False),
    ] = None,
    detail: Annotated[bool, typer.Option("--detail", help="List every resource (text, one estate).")] = False,
) -> None:
    """Show the plan of each stack, side by side. By itself it needs no account, no network and no Pulumi CLI.

    Exits with 1 where the engine or a mandatory policy refuses the plan.

    Examples:

    - `bastide preview` shows all estates side by side

    - `bastide preview scaleway` shows one estate as a tree by role

    - `bastide preview scaleway-space-cardio --detail` shows every resource of one stack

    - `bastide preview --format json --output plan.json` writes the plan for other tools

    - `bastide preview scaleway --against origin/main` shows what the branch changes, deletions first

    - `bastide preview scaleway-hub --against hub.json` compares with what `pulumi stack export` wrote
    """
    # imported here so that --help and errors of usage cost nothing
    from bastide.preview import plan_stacks, written  # noqa: PLC0415

    asked = _Asked(against, allow_dirty, refresh, tuple(policy_pack or ()), providers is Providers.REAL)
    plans = plan_stacks(stacks or [], stacks_folder(), _request(engine, asked))
    if format is Format.TEXT and output is None:
        from bastide.review.compare import Comparison  # noqa: PLC0415
        from bastide.review.text import render  # noqa: PLC0415

        render(Comparison(plans), screen(), detail=detail)
    else:
        emit(written(plans, format.value, detail=detail), output)
    if any(plan.refused for plan in plans):
        raise typer.Exit(Exit.FINDINGS)


class _Asked(NamedTuple):
    """The options of `preview` that only the Pulumi engine can serve."""

    against: str
    allow_dirty: bool
    refresh: bool
    policy_packs: tuple[Path, ...]
    real: bool


def _request(engine: Engine, asked: _Asked) -> Request | None:
    """What to ask the Pulumi engine; None where the built-in one does.

    Raises BadInput where the built-in engine is asked for what it cannot do.
    """
    special = any(asked)
    if engine is Engine.BUILTIN and special:
        raise BadInput(
            "the built-in engine compares with nothing and asks no provider",
            expected="--engine pulumi or auto with --against, --refresh, --policy-pack or --providers real",
            action="leave --engine out",
        )
    if engine is Engine.BUILTIN or (engine is Engine.AUTO and not special):
        return None
    from plan.engine.plans import Request  # noqa: PLC0415

    return Request(asked.against, asked.allow_dirty, asked.refresh, asked.policy_packs, real=asked.real)
