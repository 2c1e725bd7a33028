"""One command of the CLI: run, followed and read. Knows nothing of plans."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from plan.engine import processes
from plan.errors import EngineFailed

_FOLLOW_SECONDS: Final = 0.1

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended.

    Attributes:
        digest: what `--json` printed; empty for commands without.
        events: what the engine said, in order.
        stderr: what else it said, last lines.
    """

    code: int
    digest: Mapping[str, Any]
    events: tuple[Event, ...]
    stderr: str


@dataclass(frozen=True, slots=True)
class Caller:
    """How to call the CLI."""

    executable: Path
    folder: Path
    environment: Mapping[str, str]

    def run(
        self,
        arguments: Sequence[str],
        *,
        log: Path,
        events: bool = True,
        on_resource: Callable[[int], None] | None = None,
    ) -> Result:
        """Run an operation of the engine.

        `events`: have the engine tell every step, into the file `log`; a fifth of its time, so only where somebody
        reads them. `on_resource` is told how many resources the engine has come to.

        Raises EngineFailed where the CLI cannot be started or was killed.
        """
        told = ["--event-log", str(log)] if events else []
        command = [str(self.executable), *arguments, *told, "--non-interactive", "--color", "never"]
        log.touch(mode=0o600)
        printed, said = log.with_suffix(".out"), log.with_suffix(".err")
        with printed.open("wb") as out, said.open("wb") as err:
            process = self._start(command, out, err)
            try:
                with _followed(log, on_resource if events else None):
                    code = process.wait()
            finally:
                processes.stop(process)
        if code < 0:
            raise EngineFailed(f"the Pulumi CLI was ended by signal {-code}", "run the command again")
        result = Result(code, _digest(printed), _events(log), _tail(said))
        if code == 0:
            _require_whole(result, digest="--json" in arguments, events=events)
        if on_resource is not None and not events:
            on_resource(len(result.digest.get("steps") or ()))
        return result

    def _start(self, command: list[str], out: Any, err: Any) -> subprocess.Popen[bytes]:
        try:
            return processes.start(command, environment=self.environment, folder=self.folder, stdout=out, stderr=err)
        except OSError as error:
            raise EngineFailed(f"{self.executable} cannot be started: {error.strerror}", "make pulumi") from None


class _followed:
    """Counts the resources in an event log that another process writes, while the block lasts."""

    def __init__(self, log: Path, report: Callable[[int], None] | None) -> None:
        self._log, self._report = log, report
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> None:
        if self._report is not None:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._end.set()
        if self._report is not None:
            self._thread.join()

    def _follow(self) -> None:
        count = 0
        with self._log.open("rb") as events:
            while not self._end.wait(_FOLLOW_SECONDS):
                found = events.read().count(b'"resourcePreEvent"')
                if found and self._report is not None:
                    count += found
                    self._report(count)


def _require_whole(result: Result, *, digest: bool, events: bool) -> None:
    """The CLI may end well though what it wrote did not reach the disk: half a plan must not pass for a small one."""
    told = not events or any("summaryEvent" in event for event in result.events)
    if not told or (digest and "changeSummary" not in result.digest):
        raise EngineFailed(
            "the answer of the Pulumi CLI is not whole", "check the space in TMPDIR, and run the command again"
        )


def _events(log: Path) -> tuple[Event, ...]:
    lines = log.read_text(encoding="utf-8").splitlines()
    # A CLI that is killed leaves its last line unfinished.
    return tuple(event for event in map(_parsed, lines) if event is not None)


def _digest(printed: Path) -> Mapping[str, Any]:
    content = _parsed(printed.read_text(encoding="utf-8", errors="replace"))
    return content or {}


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _tail(said: Path) -> str:
    return "\n".join(said.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
