"""Renew the screen in the README from what `bastide preview` prints now."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
COMMAND = "bastide preview"
WIDTH = "100"
_GAPS_SHOWN = 13
_CUT = " ..."


def screen() -> str:
    """Totals, the first gaps, and one space side by side."""
    environment = {**os.environ, "COLUMNS": WIDTH}
    done = subprocess.run(
        [sys.executable, "-m", *COMMAND.split()], env=environment, capture_output=True, text=True, check=True
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    gaps = _first(lines, lambda line: line.startswith("Gaps:"))
    layers = _first(lines, lambda line: line.startswith("Layers by role"))
    space = _first(lines, lambda line: line.startswith(" space-cardio "))
    after = _first(lines, lambda line: line.startswith(" space-onco "))
    blocks = (
        lines[:gaps],
        ["\n"],
        [line for line in lines[gaps:layers] if line][:_GAPS_SHOWN],
        [_CUT, "\n"],
        lines[layers : layers + 4],
        [_CUT],
        lines[space:after],
        [_CUT],
    )
    return "".join(line if line == "\n" else f"{line}\n" for block in blocks for line in block if line)


def _first(lines: list[str], wanted: Callable[[str], bool]) -> int:
    return next(index for index, line in enumerate(lines) if wanted(line))


def main() -> None:
    text = README.read_text(encoding="utf-8")
    start = text.index(f"$ {COMMAND}\n") + len(f"$ {COMMAND}\n")
    README.write_text(text[:start] + screen() + text[text.index("```", start) :], encoding="utf-8")


if __name__ == "__main__":
    main()
