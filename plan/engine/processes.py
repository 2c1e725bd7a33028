"""Child processes that never outlive this one, started with nothing of the user's environment."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from plan.engine import held

_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_GRACE_SECONDS: Final = 3.0


def die_with_parent() -> None:
    """Have the kernel end this process when the thread that started it ends (Linux; elsewhere nothing).

    The other way, closed pipes, reaches only who reads them.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def start(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own (an interrupt at the terminal is ours to pass on).

    Raises OSError where it cannot be started.
    """

    def make() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            list(command),
            env=dict(environment),
            cwd=folder,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            preexec_fn=_begin,  # noqa: PLW1509 (two calls of the kernel, nothing that could deadlock)
        )

    return held.started(make, stop)


def _begin() -> None:
    # what is started in the background (`nohup`, a job of a script) ignores interrupts, and its children would too
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    die_with_parent()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started: politely, then surely. Does nothing where it has ended."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_SECONDS)
    if process.poll() is None:
        _signal(process, signal.SIGKILL)
        process.wait()
    # What it has started may live on after it.
    _signal(process, signal.SIGKILL)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
