"""The private folder of one run: state, home, project files and logs. Nobody else reads it, and it is gone after."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from plan.errors import EngineFailed

_LOCK: Final = "lock"
_PREFIX: Final = "run-"


@contextmanager
def run_folder() -> Iterator[Path]:
    """A new folder, readable by this user only; removed at the end.

    Folders of runs that were killed are removed too: their lock is free.

    Raises EngineFailed where no such folder can be made.
    """
    try:
        folder, lock = _made(_base())
    except OSError as error:
        raise EngineFailed(
            f"no private folder for the run can be made in {tempfile.gettempdir()}: {error.strerror}",
            "free some space there, or set TMPDIR to a folder of yours",
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _made(base: Path) -> tuple[Path, int]:
    # One at a time: a folder that is not locked yet looks like one whose run was killed.
    turn = _locked(base / _LOCK)
    try:
        _sweep(base)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
        return folder, _locked(folder / _LOCK)
    finally:
        os.close(turn)


def _locked(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _base() -> Path:
    base = Path(tempfile.gettempdir()) / f"bastide-{os.getuid()}"
    base.mkdir(mode=0o700, exist_ok=True)
    found = base.lstat()
    # A folder in a place that everybody writes to may have been put there by somebody else.
    if base.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise EngineFailed(
            f"{base} is not a folder that only you can read",
            "remove it, or set TMPDIR to a folder of yours",
        )
    return base


def _sweep(base: Path) -> None:
    for folder in base.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(folder / _LOCK, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
