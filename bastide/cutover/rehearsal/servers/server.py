"""A server of the rehearsal: started on loopback, stopped, and never left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bastide.failure import ToolkitFailed
from plan.engine import processes

_START_SECONDS: Final = 90
_END_SECONDS: Final = 120
"""How long a server may take to write down what it holds: Azurite does so when it ends, and else has lost it."""
_LOG_TAIL: Final = 600


class Server:
    """One process that listens on a port of loopback. Ends when the thread that started it ends, however that ends.

    Args:
        name: for messages, and of its files `<name>.log` and `<name>.pid` in `folder`.
        folder: its own; one process at a time works on it.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it and wait until it listens. Raises ToolkitFailed with the end of its log."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._end_leftover()
        own = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.folder), **environment}
        with self.log.open("ab") as log:
            self._process = processes.start(command, environment=own, folder=self.folder, stdout=log, stderr=log)
        self._pid_file.write_text(str(self._process.pid), encoding="utf-8")
        self._await()

    def stop(self) -> None:
        """End it and what it has started. Does nothing where it does not run."""
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
            processes.stop(self._process)
            self._process = None
            self._pid_file.unlink(missing_ok=True)

    def kill(self) -> None:
        """As a loss of power would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def pid(self) -> int:
        """Of the running process; 0 where none runs."""
        return self._process.pid if self._process is not None else 0

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def _pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    def _await(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while not listens(self.port):
            if self._process is None or self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                said = self.log.read_text(encoding="utf-8", errors="replace")[-_LOG_TAIL:].strip()
                raise ToolkitFailed(f"{self.name} does not start: {said}", f"read {self.log.name} in the run's folder")
            time.sleep(0.05)

    def _end_leftover(self) -> None:
        """The one that a killed runner started is ending; two at once would spoil the folder."""
        try:
            pid = int(self._pid_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        end = time.monotonic() + _END_SECONDS
        while _works_in(pid, self.folder):
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _works_in(pid: int, folder: Path) -> bool:
    """Whether it lives and is ours: a number may have been given to another process since."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == folder.resolve()
    except OSError:
        return False
