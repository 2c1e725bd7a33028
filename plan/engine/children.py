"""The two Python processes beside the CLI: the program host and the offline providers."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, Final

from facts.errors import BadInput, RelayedBadInput
from plan.engine import environment, processes
from plan.errors import EngineFailed

_START_SECONDS: Final = 60.0
_TOP: Final = Path(__file__).resolve().parents[2]
_HOST: Final = Path(__file__).with_name("host.py")
_NUMBERS: Final = count()


@dataclass(frozen=True, slots=True)
class Child:
    """A process that was started, with what it says on standard error."""

    process: subprocess.Popen[bytes]
    log: Path
    what: str

    def require_alive(self) -> None:
        """Raises EngineFailed where it has ended."""
        if self.process.poll() is not None:
            raise EngineFailed(
                f"{self.what} ended with code {self.process.returncode}: {_said(self.log) or 'no word'}",
                "run the command again; report it if that does not help",
            )


@dataclass(frozen=True, slots=True)
class Serving:
    """What a program host says when it serves: the ports of its processes, and the packages that its estate uses."""

    ports: tuple[int, ...]
    packages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Host:
    """A program host of one checkout. It knows its estate well before it serves.

    Attributes:
        holds: whether its programs wait for outputs of other stacks that are awaited (`awaited`).
        cloud: the cloud of the estate.
        layers: the layers of the estate as this checkout has them, in their order.
        serving: waits until it serves; raises as `ready_host`.
    """

    child: Child
    holds: bool
    cloud: str
    layers: tuple[str, ...]
    serving: Callable[[], Serving]

    @property
    def ports(self) -> tuple[int, ...]:
        """Of each of its processes; waits until it serves."""
        return self.serving().ports

    @property
    def port(self) -> int:
        """The port of its first process."""
        return self.ports[0]

    @property
    def packages(self) -> frozenset[str]:
        """Provider packages that the estate's stacks use; waits until it serves."""
        return self.serving().packages


def awaited(folder: Path) -> Path:
    """The folder whose files name the stacks of the run `folder` that have no outputs yet, and soon will."""
    return folder / "awaited"


@contextmanager
def starting_host(folder: Path, root: Path, estate: str, interpreter: Path | None = None) -> Iterator[Child]:
    """A program host for a checkout, from its start to the end of the block. `interpreter`: None for ours.

    Raises EngineFailed where it cannot be started.
    """
    command = [str(interpreter or sys.executable), str(_HOST), str(root), estate, str(awaited(folder))]
    with _child("the program host", command, folder, root) as child:
        yield child


def announced_host(child: Child) -> Host:
    """Wait until it knows its estate; it may not serve yet. Raises as `ready_host`."""
    answer = _of_host(child)
    return Host(child, bool(answer["holds"]), answer["cloud"], tuple(answer["layers"]), _Once(child))


def ready_host(child: Child) -> Host:
    """Wait until it serves.

    Raises:
        BadInput: the estate's files in its checkout are wrong.
        EngineFailed: it did not come up.
    """
    host = announced_host(child)
    host.serving()
    return host


class _Once:
    """The second answer of a program host, read by whoever asks first; later ones get the same, or the same failure."""

    def __init__(self, child: Child) -> None:
        self._child, self._turn = child, Lock()
        self._found: Serving | Exception | None = None

    def __call__(self) -> Serving:
        with self._turn:
            if self._found is None:
                self._found = self._read()
        if isinstance(self._found, Exception):
            raise self._found
        return self._found

    def _read(self) -> Serving | Exception:
        try:
            answer = _of_host(self._child)
        except (BadInput, EngineFailed) as error:
            return error
        return Serving(tuple(answer["ports"]), frozenset(answer["packages"]))


def _of_host(child: Child) -> dict[str, Any]:
    answer = _answer(child)
    if "error" in answer:
        raise RelayedBadInput(answer["error"])
    return answer


@contextmanager
def starting_offline(folder: Path, options: Sequence[str] = ()) -> Iterator[Child]:
    """The offline providers, from their start to the end of the block.

    Raises EngineFailed where they cannot be started.
    """
    with _child("the offline providers", [sys.executable, "-m", "plan.offline", *options], folder, _TOP) as child:
        yield child


def ready_offline(child: Child) -> Mapping[str, int]:
    """Wait until they serve: package -> port.

    Raises:
        BadInput: a file of recorded answers is wrong.
        EngineFailed: they did not come up.
    """
    ports: Mapping[str, int] = _answer(child)["ports"]
    return ports


@contextmanager
def _child(what: str, command: Sequence[str], folder: Path, where: Path) -> Iterator[Child]:
    log = folder / f"{what.replace(' ', '-')}-{next(_NUMBERS)}.log"
    with log.open("wb") as said:
        try:
            process = processes.start(
                command,
                environment=environment.bare(folder / "home"),
                folder=where,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except OSError as error:
            raise EngineFailed(f"{command[0]} cannot be started: {error.strerror}", "run make setup") from None
    try:
        yield Child(process, log, what)
    finally:
        processes.stop(process)


def _answer(child: Child) -> dict[str, Any]:
    """The next line that a child prints. Not a byte more is read: it may be waited for elsewhere."""
    out = child.process.stdout
    assert out is not None
    end, line = time.monotonic() + _START_SECONDS, b""
    while not line.endswith(b"\n") and (left := end - time.monotonic()) > 0:
        if select.select([out], [], [], left)[0]:
            piece = os.read(out.fileno(), 1)
            if not piece:
                break
            line += piece
    if line.endswith(b"\n"):
        answer: dict[str, Any] = json.loads(line)
        return answer
    processes.stop(child.process)
    if child.process.returncode == 2:
        raise RelayedBadInput(_said(child.log).removeprefix("error: "))
    raise EngineFailed(
        f"{child.what} did not start: {_said(child.log) or f'no word in {_START_SECONDS:.0f} s'}",
        "run the command again",
    )


def _said(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
