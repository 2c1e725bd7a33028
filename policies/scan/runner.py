"""Runs inside checkov's environment: `python -I runner.py FOLDER`. Reads the question there, writes the answer there.

No plan file, no parser: checks are asked of the records directly. It says nothing on standard output and error; where
it fails, the answer names the kind of the error and its place, never what the error says.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]


def main(folder: Path) -> int:
    from policies.scan.inside import guard, names

    guard.install()
    logging.disable(logging.CRITICAL)
    try:
        document = _answer(json.loads((folder / names.QUESTION).read_text(encoding="utf-8")), folder)
    except BaseException as error:
        document = {"error": type(error).__name__, "place": _place(error)}
    _write(folder / names.ANSWER, document)
    return 1 if "error" in document else 0


def _answer(question: dict[str, Any], folder: Path) -> dict[str, Any]:
    # after the guard: importing checkov is where a request would start
    from policies.scan.inside import answers, closed, files, guard, internals, outputs, secret_lines

    if internals.version() != question["version"]:
        raise RuntimeError("another checkov")
    closed.install()
    asked = answers.Asked(question["set_aside"])
    found = [
        *answers.of_records(question["records"], asked),
        *secret_lines.search(question["lines"], folder / "lines"),
    ]
    if question["frameworks"]:
        found += [
            {**item, "framework": item["stack"]}
            for item in files.of_files(Path(question["root"]), question["frameworks"])
        ]
    stopping = {name for name, stop in (("failed", "mandatory"), ("unknown", "strict")) if question[stop]}
    for item in found:
        item["stops"] = item["crashed"] or item["outcome"] in stopping
    every = [*question["findings"], *found]
    return {
        "version": internals.version(),
        "findings": found,
        "asked": asked.count,
        "idle": sorted(asked.idle),
        "stale": asked.stale(),
        "refused": guard.refused(),
        "outputs": outputs.render(every, question["formats"]),
    }


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _write(file: Path, document: dict[str, Any]) -> None:
    """Whole or not at all: a half-written answer is none."""
    unfinished = file.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        json.dump(document, written)
    unfinished.replace(file)


if __name__ == "__main__":
    # last, so that nothing of ours hides what checkov imports
    sys.path.append(str(ROOT))
    sys.exit(main(Path(sys.argv[1])))
