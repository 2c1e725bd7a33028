"""checkov's own Python environment: where it is, whether it is whole, and how it is made.

It is kept in the user's cache under the digest of its lock, apart from ours: checkov and Pulumi demand different
versions of the same library. Finding it asks nobody; only `make` asks the package index that pip is set up for.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plan.engine import cache
from policies.scan.errors import ScanFailed

VERSION: Final = "3.3.30"
"""The only checkov that is used. The runner stands on its internals: see `inside/internals.py`."""

LOCK: Final = Path(__file__).resolve().parents[2] / "requirements-scan.txt"
COMMAND: Final = "make scan"
_READY: Final = ".bastide-ready"
_SECONDS: Final = 900
_SHOWN_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment that is whole."""

    folder: Path
    version: str = VERSION

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"


def where() -> Path:
    """Its folder, whether it is there or not.

    Raises ScanFailed where there is no cache folder, or the lock does not hold the one checkov.
    """
    base = cache.root()
    if base is None:
        raise ScanFailed("there is no cache folder for checkov's environment", "set XDG_CACHE_HOME")
    lock = _lock()
    name = hashlib.sha256(lock + platform.python_version().encode()).hexdigest()[:12]
    return base / "checkov" / f"{VERSION}-{name}"


def find() -> Environment:
    """The environment. Raises ScanFailed, with what to do, where it is missing, unfinished or spoilt."""
    folder = where()
    if not folder.exists():
        raise ScanFailed(f"checkov {VERSION} is not here", COMMAND)
    found = Environment(folder)
    if _mark(folder) != _lock():
        raise ScanFailed("the environment of checkov is unfinished", COMMAND)
    if not os.access(found.python, os.X_OK):
        raise ScanFailed("the Python that the environment of checkov was made with is gone", COMMAND)
    return found


def make() -> Environment:
    """Make it, unless it is whole. Two at once make it once; an interrupted one is begun anew.

    Raises ScanFailed where it cannot be made.
    """
    folder = where()
    with _alone(folder):
        try:
            return find()
        except ScanFailed:
            _install(folder)
    return find()


def _install(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(folder)], "this Python makes no environments: install python3-venv")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    _run(
        [*pip, "--compile", "--require-hashes", "-r", str(LOCK)],
        "check that the package index of pip can be reached, then run it again",
    )
    (folder / _READY).write_bytes(_lock())


def _run(command: list[str], action: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScanFailed(f"checkov cannot be installed ({type(error).__name__})", action) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-_SHOWN_LINES:]
        raise ScanFailed(f"checkov cannot be installed: {' / '.join(said) or 'no word'}", action)


def _lock() -> bytes:
    try:
        content = LOCK.read_bytes()
    except OSError:
        raise ScanFailed(f"{LOCK.name} cannot be read", "restore it from git") from None
    if f"checkov=={VERSION} ".encode() not in content:
        raise ScanFailed(f"{LOCK.name} does not hold checkov {VERSION}", "make lock, or restore the file from git")
    return content


def _mark(folder: Path) -> bytes:
    try:
        return (folder / _READY).read_bytes()
    except OSError:
        return b""


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder.with_name(f"{folder.name}.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise ScanFailed(
            f"the cache folder cannot be written ({error.strerror})", "set XDG_CACHE_HOME to a folder of yours"
        ) from None
