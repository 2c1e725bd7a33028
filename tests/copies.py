"""Copies of the program, as somebody's checkout or clone has it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.conftest import REPOSITORY

_BYTECODE: Final = "__pycache__"


def copied(root: Path, folders: Iterable[str], files: Iterable[str] = ()) -> Path:
    """Some folders and files of the repository.

    With their bytecode, which holds by the time of each file: a thousand files are compiled again by every process
    otherwise. Whoever puts the copy under git must have `.gitignore` leave it out.
    """
    for name in folders:
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("node_modules"))
    for name in files:
        shutil.copy2(REPOSITORY / name, root / name)
    return root


def cloned(origin: Path, root: Path) -> Path:
    """A clone of a copy that is under git, with the copy's bytecode."""
    subprocess.run(["git", "clone", "-q", str(origin), str(root)], check=True, capture_output=True)
    for folder, names, files in os.walk(origin):
        names[:] = [name for name in names if name != ".git"]
        here = root / Path(folder).relative_to(origin)
        for name in files:
            if name.endswith(".py") and (here / name).is_file():
                _share_time(Path(folder) / name, here / name)
        if _BYTECODE in names and here.is_dir():
            names.remove(_BYTECODE)
            shutil.copytree(Path(folder) / _BYTECODE, here / _BYTECODE)
    return root


def again(checkout: Path, root: Path) -> Path:
    """The same checkout once more, as it is. Faster than a clone, whose files must get the times of the bytecode."""
    shutil.copytree(checkout, root, symlinks=True)
    # git looks at no file again whose entry in the index is right
    subprocess.run(["git", "-C", str(root), "update-index", "-q", "--refresh"], check=True, capture_output=True)
    return root


def without_spaces(root: Path, first: str, kept: str = "") -> None:
    """Take project spaces out of the intent of a copy: from the first one to the one that is kept, or to the end.

    A run over all of them takes longer, and says the same.
    """
    file = root / "stacks" / "hdh.yaml"
    text = file.read_text(encoding="utf-8")
    rest = text[text.index(f"  - name: {kept}\n") :] if kept else ""
    file.write_text(text[: text.index(f"  - name: {first}\n")].rstrip() + "\n" + rest, encoding="utf-8")


def _share_time(source: Path, copy: Path) -> None:
    if source.read_bytes() == copy.read_bytes():
        shutil.copystat(source, copy)
