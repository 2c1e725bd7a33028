"""Folders of files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from facts.errors import BadInput

Files = Mapping[str, str | bytes]
"""Path relative to the folder -> content; texts are written as UTF-8."""


def write_folder(files: Files, output: Path, *, sign: str) -> None:
    """Write the files as the folder `output`, in the place of an earlier one.

    `sign` is a file that every such folder has: what is there without it, or has another file beside it, is somebody
    else's and is left alone. Whatever happens, `output` is the old folder or the new one.

    Raises:
        BadInput: `output` holds something else, or cannot be written.
    """
    require_ours(output, sign, own=files)
    with _draft_beside(output) as draft:
        for name, content in files.items():
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        _put(draft, output)


def require_ours(output: Path, sign: str, *, own: Collection[str]) -> None:
    """Raises BadInput where `output` holds what is none of ours: ask before long work, not after it.

    `own`: the files that the command writes. What lies in folders below is the command's.
    """
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise BadInput(
            f"{output} is no folder", expected="a folder, or a name that is free", action="name another with --output"
        )
    try:
        found = sorted(output.iterdir()) if output.exists() else []
        ours = not found or (output / sign).is_file()
        strangers = [item.name for item in found if item.name not in own and not item.is_dir()] if ours else []
    except OSError as error:
        raise _unwritable(output, error) from None
    if not ours:
        raise BadInput(
            f"{output} holds files, and no `{sign}`",
            expected="an empty folder, an earlier one of this command, or a name that is free",
            action="name another folder with --output, or empty this one",
        )
    if strangers:
        raise BadInput(
            f"{output} holds {', '.join(f'`{name}`' for name in strangers)}, which this command did not write",
            expected="nothing but what it writes: the folder is made anew",
            action="move it elsewhere, or name another folder with --output",
        )


@contextmanager
def _draft_beside(output: Path) -> Iterator[Path]:
    """A folder on the same disk, so that it can take the place of `output` at once; gone at the end."""
    draft = output.absolute().parent / f".{output.name}.{os.getpid()}.part"
    try:
        draft.mkdir(parents=True)
        yield draft
    except OSError as error:
        raise _unwritable(output, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, output: Path) -> None:
    """The draft in the place of the old folder, which comes back where that fails."""
    if not output.exists():
        draft.rename(output)
        return
    old = draft.with_suffix(".old")
    output.rename(old)
    try:
        draft.rename(output)
    except OSError:
        old.rename(output)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(output: Path, error: OSError) -> BadInput:
    return BadInput(
        f"{output} cannot be written: {error.strerror or error}",
        expected="a folder that may be written, on a disk with space",
        action="name another folder with --output, or mend its rights",
    )
