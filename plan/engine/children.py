"""The two Python processes beside the CLI: the program host and the offline providers."""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from facts.errors import BadInput
from plan.engine import environment, processes
from plan.errors import EngineFailed

_START_SECONDS: Final = 60.0
_TOP: Final = Path(__file__).resolve().parents[2]
_HOST: Final = Path(__file__).with_name("host.py")


@dataclass(frozen=True, slots=True)
class Host:
    """A program host that serves one checkout.

    Attributes:
        layers: the layers of the estate as this checkout has them, in their order.
        packages: provider packages that the estate's stacks use.
    """

    process: subprocess.Popen[bytes]
    log: Path
    port: int
    layers: tuple[str, ...]
    packages: frozenset[str]


@contextmanager
def host(folder: Path, root: Path, estate: str, interpreter: Path | None = None) -> Iterator[Host]:
    """Serve the program of a checkout while the block lasts. `interpreter`: that of its environment (None: ours).

    Raises:
        BadInput: the estate's files in that checkout are wrong.
        EngineFailed: the host did not start.
    """
    log = folder / f"host-{root.name}.log"
    command = [str(interpreter or sys.executable), str(_HOST), str(root), estate]
    with _child(command, folder / "home", root, log) as process:
        answer = _answer(process, log, "the program host")
        if "error" in answer:
            raise BadInput(
                f"the estate {estate} of {root} cannot be built: {answer['error']}",
                action="correct the file that it names",
            )
        yield Host(process, log, answer["port"], tuple(answer["layers"]), frozenset(answer["packages"]))


@dataclass(frozen=True, slots=True)
class Offline:
    """The offline providers: one process, a port for each package."""

    process: subprocess.Popen[bytes]
    log: Path
    ports: Mapping[str, int]


@contextmanager
def offline(folder: Path, packages: Sequence[str], options: Sequence[str] = ()) -> Iterator[Offline]:
    """Serve offline providers while the block lasts.

    Raises:
        BadInput: a file of recorded answers is wrong.
        EngineFailed: they did not start.
    """
    log = folder / "offline.log"
    command = [sys.executable, "-m", "plan.offline", "--packages", ",".join(sorted(packages)), *options]
    with _child(command, folder / "home", _TOP, log) as process:
        answer = _answer(process, log, "the offline providers")
        yield Offline(process, log, answer["ports"])


@contextmanager
def _child(command: Sequence[str], home: Path, folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as said:
        try:
            process = processes.start(
                command,
                environment=environment.bare(home),
                folder=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except OSError as error:
            raise EngineFailed(f"{command[0]} cannot be started: {error.strerror}", "run make setup") from None
    try:
        yield process
    finally:
        processes.stop(process)


def _answer(process: subprocess.Popen[bytes], log: Path, what: str) -> dict[str, Any]:
    """The one line that a child prints when it is ready."""
    assert process.stdout is not None
    end, line = time.monotonic() + _START_SECONDS, b""
    while not line.endswith(b"\n") and (left := end - time.monotonic()) > 0:
        if select.select([process.stdout], [], [], left)[0]:
            piece = process.stdout.read1(65_536)  # type: ignore[attr-defined]
            if not piece:
                break
            line += piece
    if line.endswith(b"\n"):
        answer: dict[str, Any] = json.loads(line)
        return answer
    processes.stop(process)
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    if process.returncode == 2:
        raise BadInput(said.removeprefix("error: "), action="correct the file that it names")
    raise EngineFailed(f"{what} did not start: {said[-2000:] or 'no word in a minute'}", "run the command again")
