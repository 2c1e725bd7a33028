"""Which version a CLI says it is: asked once, then remembered for as long as the file does not change."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
from pathlib import Path
from typing import Final

from plan.engine import cache, environment, processes
from plan.engine.version import SUPPORTED, Version, is_supported, parse

TIME_LIMIT = 20.0
"""Seconds that a CLI has for its answer: twenty times what it takes on a busy machine."""

# A smaller file is a script that starts another program: which one may change while the script does not.
_SCRIPT_BYTES: Final = 1 << 20
_NOWHERE: Final = Path(os.devnull)
_SHOWN: Final = 60


class UnusableError(Exception):
    """This file is no CLI that the engine can be driven with. The message is a predicate: "is v3.100.0, ..."."""


def supported_version(path: Path) -> Version:
    """The version of the CLI at this path.

    Raises UnusableError where it is not a supported one or gives no proper answer.
    """
    version = _version(path)
    if not is_supported(version):
        raise UnusableError(f"is v{version}; supported is {SUPPORTED}")
    return version


def _version(path: Path) -> Version:
    try:
        found = path.stat()
    except OSError as error:
        raise UnusableError(f"cannot be read: {error.strerror}") from None
    if not path.is_file() or not os.access(path, os.X_OK):
        raise UnusableError("is not an executable file")
    note = _note(path, found) if found.st_size >= _SCRIPT_BYTES else None
    version = _recalled(note)
    if version is None:
        version = _ask(path)
        _remember(note, version)
    return version


def _ask(path: Path) -> Version:
    # The environment of a run: a CLI that needs more than that cannot be driven either. It needs no home to answer.
    try:
        process = processes.start(
            [str(path), "version"],
            environment=environment.of_pulumi(_NOWHERE),
            folder=Path("/"),
            stdout=subprocess.PIPE,
        )
    except OSError as error:
        raise UnusableError(f"cannot be started: {error.strerror}") from None
    try:
        said, _ = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise UnusableError(f"gave no answer to `version` in {TIME_LIMIT:g} s") from None
    finally:
        processes.stop(process)
    if process.returncode:
        raise UnusableError(f"failed at `version` ({_ending(process.returncode)})")
    text = said.decode("utf-8", errors="replace").strip()
    version = parse(text)
    if version is None:
        raise UnusableError(f"answers `version` with {_printable(text)}, which is no release")
    return version


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _printable(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    shown = "".join(letter if letter.isprintable() else "?" for letter in first[:_SHOWN])
    return f"`{shown}`" if shown else "nothing"


def _note(path: Path, found: os.stat_result) -> Path | None:
    """The file that holds the answer of this very executable."""
    base = cache.root()
    if base is None:
        return None
    identity = f"{path}\n{found.st_mtime_ns}\n{found.st_size}\n{found.st_ino}"
    return base / "pulumi" / "asked" / hashlib.sha256(identity.encode()).hexdigest()[:24]


def _recalled(note: Path | None) -> Version | None:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return parse(note.read_text(encoding="ascii")) if note else None
    return None


def _remember(note: Path | None, version: Version) -> None:
    """Written whole or not at all; where nothing can be written the next run asks again."""
    if note is None:
        return
    draft = note.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(str(version), encoding="ascii")
        draft.replace(note)
    with contextlib.suppress(OSError):
        draft.unlink(missing_ok=True)
