"""What all commands share: standard output, files, the working directory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer
from rich.console import Console

from facts.errors import BadInput

_WIDTH = 140
"""Wide enough for tables."""


class Screen(Console):
    """Standard output. That its reader has gone (`| head`) is no failure."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def screen() -> Screen:
    """Standard output, as wide as its terminal; wide enough for tables where it is none."""
    return Screen(width=None if sys.stdout.isatty() else _columns())


def _columns() -> int:
    """What COLUMNS says; some terminals and tools set it to 0 or to nothing."""
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isascii() and text.isdigit() and int(text) else _WIDTH


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


def base(context: typer.Context, option: typer.CallbackParam, value: str) -> str:
    """What `--against` names. An empty name, as of a variable that is not set, does not mean to compare with nothing.

    Raises:
        BadInput: the option was given, and names nothing.
    """
    source = context.get_parameter_source(option.name or "")
    if not value and source is not None and source.name == "COMMANDLINE":
        raise BadInput(
            "found --against without a name",
            expected=f"{option.metavar}, such as origin/main",
            action="name it (is a variable not set?), or leave the option out to compare with nothing",
        )
    return value


def emit(text: str, output: Path | None) -> None:
    """To standard output, or to a file that is written whole or not at all.

    A link stays and its file is written; a device or a pipe is written to and never replaced.

    Raises:
        BadInput: it cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        if output.exists() and not output.is_file():
            output.write_text(text, encoding="utf-8")
        else:
            _put(text, output.resolve())
    except OSError as error:
        raise BadInput(
            f"{output} cannot be written: {error.strerror}", action="name a file in a folder that exists"
        ) from None


def _put(text: str, file: Path) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
