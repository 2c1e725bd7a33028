"""The locked Python environment of another revision: ours where the lock is the same, else one made from its lock."""

from __future__ import annotations

import fcntl
import hashlib
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from facts.errors import BadInput
from plan.engine import cache
from plan.errors import EngineFailed

_LOCK: Final = "requirements.txt"
_READY: Final = ".bastide-ready"
_SHOWN_LINES: Final = 3


def interpreter(root: Path, ours: Path) -> Path:
    """The interpreter for a revision's files in `root`. `ours` is the checkout that runs now.

    A new environment is kept in the user's cache under the lock's digest; making one asks the package index that pip
    is set up for.

    Raises:
        BadInput: the revision has no lock.
        EngineFailed: the environment cannot be made.
    """
    lock = root / _LOCK
    if not lock.is_file():
        raise BadInput(
            f"the revision has no {_LOCK}",
            expected="a revision of Bastide, with every dependency pinned",
            action="name a later revision",
        )
    content = lock.read_bytes()
    if content == (ours / _LOCK).read_bytes():
        return Path(sys.executable)
    folder = _folder(content)
    with _alone(folder):
        if not (folder / _READY).exists():
            _make(folder, lock)
    return folder / "bin" / "python"


def _folder(lock: bytes) -> Path:
    base = cache.root()
    if base is None:
        raise EngineFailed("there is no cache folder for the base's environment", "set XDG_CACHE_HOME")
    name = hashlib.sha256(lock + platform.python_version().encode()).hexdigest()[:16]
    return base / "environments" / name


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise EngineFailed(
            f"no environment can be made in {folder.parent}: {error.strerror}", "free some space, or set XDG_CACHE_HOME"
        ) from None


def _make(folder: Path, lock: Path) -> None:
    print("making the locked environment of the base (once for each lock; about a minute)", file=sys.stderr)
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(folder / "bin" / "pip"), "install", "--quiet", "--compile", "--require-hashes", "-r", str(lock)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = " / ".join(done.stderr.strip().splitlines()[-_SHOWN_LINES:])
            raise EngineFailed(
                f"the locked environment of the base cannot be made: {said}",
                "run this where pip reaches its package index, once; it is kept afterwards",
            )
    (folder / _READY).touch()
