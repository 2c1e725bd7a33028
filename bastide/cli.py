"""The command line: reads arguments, calls the work, decides the exit code. Nothing else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer
from rich.console import Console
from typer.exceptions import TyperException

from bastide.failure import Exit, ToolkitFailed
from facts.errors import BadInput

if TYPE_CHECKING:
    from plan.engine.plans import Request

app = typer.Typer(
    name="bastide",
    help="Sovereign environments for health data: one intent, many clouds, side by side.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


_INTERRUPTED = 130
"""What Typer makes of an interrupt."""


class Format(StrEnum):
    """How a document is written. For what it holds, see the command."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class DoctorFormat(StrEnum):
    """How `doctor` writes."""

    TEXT = "text"
    JSON = "json"


class Engine(StrEnum):
    """Who computes the plan."""

    AUTO = "auto"
    BUILTIN = "builtin"
    PULUMI = "pulumi"


class Providers(StrEnum):
    """Who answers the Pulumi engine."""

    OFFLINE = "offline"
    REAL = "real"


class _Screen(Console):
    """Standard output. That its reader has gone (`| head`) is no failure."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


@app.command()
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

        render(Comparison(plans), _Screen(width=None if sys.stdout.isatty() else _piped_width()), detail=detail)
    else:
        _emit(written(plans, format.value, detail=detail), output)
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


@app.command()
def doctor(
    format: Annotated[DoctorFormat, typer.Option("--format", "-f", help="How to write it.")] = DoctorFormat.TEXT,
) -> None:
    """Show what is installed, what each missing part costs, and what to do next. Changes nothing, asks no network.

    Exits with 0 when everything necessary is there and nothing is broken, with 3 otherwise.

    Examples:

    - `bastide doctor` shows a table, and what to do

    - `bastide doctor --format json` writes the same for other tools
    """
    from bastide.doctor import examine, is_well  # noqa: PLC0415
    from bastide.review.doctor import as_json, render  # noqa: PLC0415

    parts = examine()
    if format is DoctorFormat.JSON:
        sys.stdout.write(as_json(parts))
    else:
        render(parts, _Screen(width=None if sys.stdout.isatty() else _piped_width()))
    if not is_well(parts):
        raise typer.Exit(Exit.TOOLKIT_FAILED)


def _piped_width() -> int:
    return int(os.environ.get("COLUMNS", "") or 140)


def stacks_folder() -> Path:
    """The estates of the repository in which the command runs.

    Raises:
        BadInput: the working directory is no such repository.
    """
    folder = Path.cwd() / "stacks"
    if not folder.is_dir():
        raise BadInput(
            "there is no folder `stacks` here",
            expected="the top folder of a Bastide repository as the working directory",
            action="change into the repository",
        )
    return folder


def _emit(text: str, output: Path | None) -> None:
    """To standard output, or to a file that is written whole or not at all."""
    if output is None:
        sys.stdout.write(text)
        return
    draft = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(output)
    except OSError as error:
        raise BadInput(
            f"{output} cannot be written: {error.strerror}", action="name a file in a folder that exists"
        ) from None
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _exit_codes() -> Iterator[None]:
    """Every end of the program as an exit code; never a traceback."""
    try:
        yield
    except BadInput as error:
        _fail(error.message(), Exit.BAD_INPUT)
    except ToolkitFailed as error:
        _fail(str(error), Exit.TOOLKIT_FAILED)
    except TyperException as error:
        # without arguments the help is shown and the message is empty
        if error.format_message():
            _fail(f"{error.format_message()}\n  do: see {_command(error)} --help", Exit.BAD_INPUT)
        sys.exit(Exit.BAD_INPUT)
    except typer.Exit as error:
        sys.exit(error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        _fail("interrupted", Exit.TOOLKIT_FAILED)
    except BrokenPipeError:
        # the reader has gone (`| head`); nothing can be said to it any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.WELL)
    except Exception as error:
        if os.environ.get("BASTIDE_TRACEBACK"):
            raise
        _fail(
            f"the toolkit failed: {type(error).__name__}\n  do: run again with BASTIDE_TRACEBACK=1 and report it",
            Exit.TOOLKIT_FAILED,
        )


def _command(error: TyperException) -> str:
    """The command that was used wrongly."""
    context = getattr(error, "ctx", None)
    return context.command_path if context else "bastide"


def _fail(message: str, code: Exit) -> NoReturn:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print("error:", style="bold red", end=" ")
    console.print(message, markup=False)
    sys.exit(code)


def _interrupt(*_: object) -> NoReturn:
    """Ended from outside: as at an interrupt, what was started is ended too."""
    raise KeyboardInterrupt


def main() -> None:
    """The `bastide` command."""
    signal.signal(signal.SIGTERM, _interrupt)
    with _exit_codes():
        code = app(prog_name="bastide", standalone_mode=False)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else Exit.WELL)
