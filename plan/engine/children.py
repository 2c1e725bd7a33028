"""The two Python processes beside the CLI: the program host and the offline providers."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from facts.errors import RelayedBadInput
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
class Host:
    """A program host that serves one checkout.

    Attributes:
        ports: of each of its processes.
        cloud: the cloud of the estate.
        layers: the layers of the estate as this checkout has them, in their order.
        packages: provider packages that the estate's stacks use.
    """

    child: Child
    ports: tuple[int, ...]
    cloud: str
    layers: tuple[str, ...]
    packages: frozenset[str]

    @property
    def port(self) -> int:
        """The port of its first process."""
        return self.ports[0]

    def each(self) -> tuple[Host, ...]:
        """The host as each of its processes."""
        return tuple(replace(self, ports=(port,)) for port in self.ports)


@contextmanager
def starting_host(folder: Path, root: Path, estate: str, interpreter: Path | None = None) -> Iterator[Child]:
    """A program host for a checkout, from its start to the end of the block. `interpreter`: None for ours.

    Raises EngineFailed where it cannot be started.
    """
    command = [str(interpreter or sys.executable), str(_HOST), str(root), estate]
    with _child("the program host", command, folder, root) as child:
        yield child


def ready_host(child: Child) -> Host:
    """Wait until it serves.

    Raises:
        BadInput: the estate's files in its checkout are wrong.
        EngineFailed: it did not come up.
    """
    answer = _answer(child)
    if "error" in answer:
        raise RelayedBadInput(answer["error"])
    layers, packages = tuple(answer["layers"]), frozenset(answer["packages"])
    return Host(child, tuple(answer["ports"]), answer["cloud"], layers, packages)


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
    """The one line that a child prints when it is ready."""
    out = child.process.stdout
    assert out is not None
    end, line = time.monotonic() + _START_SECONDS, b""
    while not line.endswith(b"\n") and (left := end - time.monotonic()) > 0:
        if select.select([out], [], [], left)[0]:
            piece = os.read(out.fileno(), 65_536)
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
