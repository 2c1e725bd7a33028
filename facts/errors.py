"""The one error of bad input: what was found, where, what was expected, and what to do next."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

SHOWN = 12
"""How many faults of one file are shown at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file. `line` and `column` are 1-based; None where the file could not be read as text."""

    file: Path | None
    line: int | None
    column: int | None
    path: str

    def __str__(self) -> str:
        if self.file is None:
            return self.path
        text = _shown(self.file)
        if self.line is not None:
            text += f":{self.line}:{self.column}"
        return f"{text}: {self.path}" if self.path else text


def _shown(file: Path) -> str:
    """Relative to the working directory where it lies below it: messages must not depend on the machine."""
    try:
        return os.fspath(file.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return os.fspath(file)


class BadInput(Exception):
    """Input that a person must correct. The command line shows it as is and exits with code 2.

    Attributes:
        found: what was found, a sentence without a full stop.
        place: where it was found, None when it is not in a file (a command-line argument).
        expected: what would be right, or "".
        action: what to do next.
    """

    def __init__(self, found: str, *, place: Place | None = None, expected: str = "", action: str) -> None:
        self.found, self.place, self.expected, self.action = found, place, expected, action
        super().__init__(self.message())

    def __reduce__(self) -> tuple[Any, ...]:
        # exceptions are pickled by position; this one has keywords, and crosses from worker processes
        return partial(BadInput, place=self.place, expected=self.expected, action=self.action), (self.found,)

    def message(self) -> str:
        """The whole message, one fact a line."""
        head = f"{self.place}: {self.found}" if self.place else self.found
        lines = [head]
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        lines.append(f"  do: {self.action}")
        return "\n".join(lines)


class BadInputs(BadInput):
    """Several faults of one file, reported together so that they can be mended together."""

    def __init__(self, faults: Sequence[BadInput]) -> None:
        self.faults = tuple(faults)
        first = faults[0]
        super().__init__(first.found, place=first.place, expected=first.expected, action=first.action)

    def __reduce__(self) -> tuple[Any, ...]:
        return BadInputs, (self.faults,)

    def message(self) -> str:
        lines = [fault.message() for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"... and {len(self.faults) - SHOWN} more; mend these first")
        return "\n".join(lines)


class RelayedBadInput(BadInput):
    """Bad input that another process found and worded; `text` is its whole message."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text, action="")

    def __reduce__(self) -> tuple[Any, ...]:
        return RelayedBadInput, (self.text,)

    def message(self) -> str:
        return self.text
