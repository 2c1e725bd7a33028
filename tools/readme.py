"""Renew the screens in the README from what `bastide` prints now.

    python tools/readme.py

The second screen is that of a branch: a copy of this checkout as `origin/main`, and one line changed on top of it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
README: Final = ROOT / "README.md"
WIDTH: Final = "100"
PREVIEW: Final = "bastide preview"
CHANGES: Final = "bastide preview scaleway --against origin/main"
RULE: Final = "bastide rules SOV-CTL-002"
BASE: Final = "origin/main"

# What the branch changes: the machine keys live half a year longer.
_CHANGED: Final = ("stacks/scaleway.yaml", "machine_keys_until: 2027-06-30", "machine_keys_until: 2027-12-31")
_PROGRAM: Final = ("bastide", "components", "facts", "plan", "policies", "providers", "stacks", "tools/pulumi")
_FILES: Final = (".gitignore", "Pulumi.yaml", "__main__.py", "requirements.txt")
_IDENTITY: Final = ("-c", "user.name=readme", "-c", "user.email=readme@example.org")
_COMMIT: Final = re.compile(r"\([0-9a-f]{12}\)")
_GAPS_SHOWN: Final = 13
_CUT: Final = " ..."


def preview_screen() -> str:
    """Totals, the first gaps, and one space side by side."""
    lines = printed(PREVIEW, ROOT)
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


def changes_screen() -> str:
    """What the branch changes, without the table above it."""
    with tempfile.TemporaryDirectory() as folder:
        lines = printed(CHANGES, branch(Path(folder)))
    start = _first(lines, lambda line: line.startswith("Changes against"))
    return "".join(f"{without_commit(line)}\n" for line in (_CUT, *lines[start:]) if line)


def rule_screen() -> str:
    """One rule, without its clauses: those are a page of their own."""
    lines = printed(RULE, ROOT)
    end = _first(lines, lambda line: line.startswith("target:"))
    return "".join(f"{line}\n" for line in (*lines[: end + 1], _CUT))


SCREENS: Final[Mapping[str, Callable[[], str]]] = {
    PREVIEW: preview_screen,
    CHANGES: changes_screen,
    RULE: rule_screen,
}
"""Command in the README -> its screen."""


def without_commit(line: str) -> str:
    """The line with a fixed commit: the real one differs whenever any file does."""
    return _COMMIT.sub("(5e1c0b7a9d42)", line)


def branch(folder: Path) -> Path:
    """A repository in which the checkout's files are `origin/main`, and one commit changes a line of them."""
    root = folder / "repository"
    for name in _PROGRAM:
        shutil.copytree(ROOT / name, root / name)
    for name in _FILES:
        shutil.copy2(ROOT / name, root / name)
    _git(root, "init", "-q", "-b", "branch")
    _commit(root)
    _git(root, "update-ref", f"refs/remotes/{BASE}", "HEAD")
    file, old, new = _CHANGED
    text = (root / file).read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{file} holds {old!r} {text.count(old)} times: correct _CHANGED in tools/readme.py")
    (root / file).write_text(text.replace(old, new), encoding="utf-8")
    _commit(root)
    return root


def _commit(root: Path) -> None:
    _git(root, "add", "-A")
    _git(root, *_IDENTITY, "commit", "-qm", "change")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def printed(command: str, folder: Path) -> list[str]:
    """The lines that a command prints in a folder, without spaces at their ends."""
    environment = {**os.environ, "COLUMNS": WIDTH}
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [line.rstrip() for line in done.stdout.splitlines()]


def _first(lines: list[str], wanted: Callable[[str], bool]) -> int:
    return next(index for index, line in enumerate(lines) if wanted(line))


def main() -> None:
    text = README.read_text(encoding="utf-8")
    for command, screen in SCREENS.items():
        start = text.index(f"$ {command}\n") + len(f"$ {command}\n")
        text = text[:start] + screen() + text[text.index("```", start) :]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
