"""The command line: the commands, and every end of the program as an exit code. Nothing else."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from typer.exceptions import TyperException

from bastide.commands import (
    check,
    comment,
    cutover,
    doctor,
    evidence,
    exemptions,
    facts,
    inventory,
    parity,
    preview,
    receipt,
    rules,
    target,
    tender,
    up,
)
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


_INTERRUPTED = 130
"""What Typer makes of an interrupt."""


def _say_version(asked: bool) -> None:
    if asked:
        # imported here: no other command needs it, and it costs each one's start
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"bastide {version('bastide')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", help="Say the version and end.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """What is asked of the program and not of a command of it."""


for command in (
    preview.preview,
    check.check,
    comment.comment,
    tender.tender,
    evidence.evidence,
    receipt.receipt,
    up.up,
    target.target,
    inventory.inventory,
    parity.parity,
    rules.rules,
    exemptions.exemptions,
    doctor.doctor,
):
    app.command()(command)
app.add_typer(facts.app, name="facts")
app.add_typer(cutover.app, name="cutover")


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
    console = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
    console.print("error:", style="bold red", end=" ")
    console.print(message, markup=False)
    sys.exit(code)


def _interrupt(*_: object) -> NoReturn:
    """Ended from outside: as at an interrupt, what was started is ended too."""
    raise KeyboardInterrupt


def _speak_utf8() -> None:
    """Whatever the locale: a report is the same bytes everywhere, and no sign of it ends a command half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def main() -> None:
    """The `bastide` command."""
    signal.signal(signal.SIGTERM, _interrupt)
    _speak_utf8()
    with _exit_codes():
        code = app(prog_name="bastide", standalone_mode=False)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else Exit.WELL)
