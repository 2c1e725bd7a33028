"""The command line: reads arguments, calls the work, decides the exit code. Nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from typer.exceptions import TyperException

from bastide.failure import Exit, ToolkitFailed
from facts.errors import BadInput

app = typer.Typer(
    name="bastide",
    help="Sovereign environments for health data: one intent, many clouds, side by side.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


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


class _Screen(Console):
    """Standard output. That its reader has gone (`| head`) is no failure."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


@app.callback()
def _root() -> None:
    """Keeps `preview` a command of its own while it is the only one."""


@app.command()
def preview(
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
        Engine, typer.Option(help="Who computes the plan; `auto` takes the built-in engine.")
    ] = Engine.AUTO,
    detail: Annotated[bool, typer.Option("--detail", help="List every resource (text, one estate).")] = False,
) -> None:
    """Show the plan of each stack, side by side. Needs no account, no network and no Pulumi CLI.

    Examples:

    - `bastide preview` shows all estates side by side

    - `bastide preview scaleway` shows one estate as a tree by role

    - `bastide preview scaleway-space-cardio --detail` shows every resource of one stack

    - `bastide preview --format json --output plan.json` writes the plan for other tools
    """
    # imported here so that --help and errors of usage cost nothing; `engine` has one meaning while there is one engine
    del engine
    from bastide.preview import plan_stacks, written  # noqa: PLC0415

    plans = plan_stacks(stacks or [], stacks_folder())
    if format is Format.TEXT and output is None:
        from bastide.review.compare import Comparison  # noqa: PLC0415
        from bastide.review.text import render  # noqa: PLC0415

        render(Comparison(plans), _Screen(width=None if sys.stdout.isatty() else _piped_width()), detail=detail)
        return
    _emit(written(plans, format.value, detail=detail), output)


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


def main() -> None:
    """The `bastide` command."""
    with _exit_codes():
        code = app(prog_name="bastide", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else Exit.WELL)
