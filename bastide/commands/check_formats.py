"""In which formats `bastide check` writes what it found, and where."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from facts.errors import BadInput


class CheckFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


class Written(NamedTuple):
    """One document of a run. `file`: None for standard output."""

    format: CheckFormat
    file: Path | None


def documents(format: CheckFormat, output: Path | None, also: Sequence[str]) -> tuple[Written, ...]:
    """What a run writes: the one of `--format` and `--output` first, then each `FORMAT=FILE` of `--also`.

    Raises:
        BadInput: one of `also` has another form, or two documents would go to one file.
    """
    found = (Written(format, output), *map(_also, also))
    files = [item.file.resolve() for item in found if item.file is not None]
    twice = next((item.file for item in found if item.file and files.count(item.file.resolve()) > 1), None)
    if twice is not None:
        raise BadInput(
            f"found {twice} for two documents", expected="a file for each of them", action="name another file for one"
        )
    return found


def _also(text: str) -> Written:
    name, sign, file = text.partition("=")
    if not sign or not file or name not in set(CheckFormat):
        raise BadInput(
            f"found --also {text}",
            expected=f"FORMAT=FILE, with one of {', '.join(CheckFormat)} as the format",
            action="write it as --also sarif=findings.sarif",
        )
    return Written(CheckFormat(name), Path(file))
