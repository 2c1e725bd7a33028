"""`pulumi up`, followed step by step: it is stopped at the first step that was not approved."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from bastide.receipt.destructive import Named
from bastide.up.session import Run
from plan.engine import processes
from plan.engine.interrupted import Interrupted, operation_on
from plan.errors import EngineFailed

_POLL_SECONDS: Final = 0.2
_TAIL: Final = 20
_LOSSES: Final[Mapping[str, Literal["delete", "replace"]]] = {
    "delete": "delete",
    "replace": "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
}
_QUIET: Final = frozenset({"same", "read", "refresh", "read-replacement", "replace"})
_CREATES: Final = frozenset({"create", "create-replacement"})
_ENGINE: Final = "pulumi:"
_PATIENCE: Final = 2
"""How often an interrupt is handed on before the CLI is ended by force."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    Attributes:
        done: operation -> how many steps of it came to their end.
        beyond: deletions and replacements that the engine began and nobody had approved.
        unsure: what failed while it was created, and may stand at the cloud all the same.
        errors: what the engine, the program and the providers said.
        interrupted: by whoever started it.
    """

    code: int
    done: Mapping[str, int]
    beyond: tuple[Named, ...]
    errors: tuple[str, ...]
    said: str
    unsure: tuple[Interrupted, ...]
    interrupted: bool

    @property
    def well(self) -> bool:
        """Whether all was done, and nothing else."""
        return self.code == 0 and not self.beyond and not self.interrupted

    @property
    def killed(self) -> bool:
        """Whether the CLI could not write down what was under way."""
        return self.code < 0

    @property
    def _why(self) -> str:
        if self.interrupted:
            return "interrupted"
        return f"ended by signal {-self.code}" if self.killed else f"failed with code {self.code}"

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {operation}" for operation, count in sorted(self.done.items())) or "no change"
        if self.well:
            return f"done: {counts}"
        return f"{self._why}; until then: {counts}"


def up(run: Run, stack: str, allowed: frozenset[Named], message: str, say: Say) -> Outcome:
    """Apply the plan that `run` has kept from its preview.

    An interrupt is handed on to the engine: what is under way comes to its end.

    Raises EngineFailed where the CLI cannot be started.
    """
    log = run.log("up")
    log.touch(mode=0o600)
    options = ("--yes", "--skip-preview", "--plan", str(run.kept_plan), "--message", message)
    told = ("--event-log", str(log), "--non-interactive", "--color", "never")
    caller = run.session.caller
    arguments = [str(caller.executable), *run.command("up", stack, *options), *told]
    watch = _Watch(log, allowed, say)
    said = log.with_suffix(".err")
    with log.with_suffix(".out").open("wb") as out, said.open("wb") as err:
        try:
            process = processes.start(
                arguments, environment=caller.environment, folder=caller.folder, stdout=out, stderr=err
            )
        except OSError as error:
            raise EngineFailed(f"{caller.executable} cannot be started: {error.strerror}", "make pulumi") from None
        try:
            interrupted = _follow(process, watch, say)
        finally:
            processes.stop(process)
    watch.look()
    lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
    return Outcome(
        code=process.returncode,
        done=dict(watch.done),
        beyond=tuple(sorted(watch.beyond)),
        errors=tuple(watch.errors),
        said="\n".join(lines[-_TAIL:]),
        unsure=tuple(sorted(watch.unsure)),
        interrupted=interrupted,
    )


def _follow(process: subprocess.Popen[bytes], watch: _Watch, say: Say) -> bool:
    """Wait for the end, passing interrupts on. Whether there was one."""
    interrupts, stopped = 0, False
    while True:
        try:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_POLL_SECONDS)
                return interrupts > 0
            watch.look()
            if watch.beyond and not stopped:
                stopped = True
                _interrupt(process)
        except KeyboardInterrupt:
            interrupts += 1
            if interrupts > _PATIENCE:
                return True
            say("interrupted: waiting for what is under way, so that the state stays whole; again to give up")
            _interrupt(process)


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGINT)


class _Watch:
    """Reads the engine's log as it grows."""

    def __init__(self, log: Path, allowed: frozenset[Named], say: Say) -> None:
        self._log, self._allowed, self._say = log, allowed, say
        self._read, self._rest = 0, b""
        self.done: Counter[str] = Counter()
        self.beyond: set[Named] = set()
        self.errors: list[str] = []
        self.unsure: list[Interrupted] = []

    def look(self) -> None:
        """Take in what was written since the last look."""
        for event in self._new():
            if (begun := event.get("resourcePreEvent")) is not None:
                self._begun(begun["metadata"])
            elif (ended := event.get("resOutputsEvent")) is not None:
                self._ended(ended["metadata"])
            elif (failed := event.get("resOpFailedEvent")) is not None:
                self._failed(failed["metadata"])
            elif (said := event.get("diagnosticEvent")) is not None and said.get("severity") == "error":
                self.errors.append(str(said.get("message", "")).strip())

    def _new(self) -> Iterator[Mapping[str, Any]]:
        with self._log.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        self._read += len(data)
        # the last line may be half written
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            with suppress(ValueError):
                yield json.loads(line)

    def _begun(self, step: Mapping[str, Any]) -> None:
        loss = loss_of(step)
        if loss is not None and loss not in self._allowed:
            self.beyond.add(loss)

    def _ended(self, step: Mapping[str, Any]) -> None:
        operation = str(step.get("op"))
        if operation in _QUIET or not _is_custom(step):
            return
        self.done[operation] += 1
        self._say(f"  {operation} {step.get('type')} {str(step.get('urn', '')).rpartition('::')[2]}")

    def _failed(self, step: Mapping[str, Any]) -> None:
        if step.get("op") in _CREATES and _is_custom(step):
            self.unsure.append(operation_on({"urn": step["urn"], **step["new"]}))


def loss_of(step: Mapping[str, Any]) -> Named | None:
    """The deletion or replacement that a step of the engine is, None for all else."""
    operation = _LOSSES.get(str(step.get("op")))
    if operation is None or not _is_custom(step) or str(step.get("type")).startswith(_ENGINE):
        return None
    return Named(operation, str(step["urn"]))


def _is_custom(step: Mapping[str, Any]) -> bool:
    state = step.get("new") or step.get("old") or {}
    return bool(state.get("custom"))
