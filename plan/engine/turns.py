"""When a layer's program runs, and in which process of the program host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Condition, Lock
from typing import Final

from plan.engine.children import Host
from plan.engine.door import door
from plan.errors import EngineFailed

RUNNING: Final = 3
"""Programs at once: two keep the cores busy, the third fills their waits."""
STARTED: Final = 6
"""Calls of the CLI at once, those that wait for their program's turn among them."""


class Turns:
    """Turns of the layers of one run, in their order: a layer waits for the outputs of earlier ones."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._change = Condition()
        self._starting = Lock()
        self._closed = False
        self._passed: set[int] = set()
        self._running: dict[int, int] = {}
        """Layer's number -> the port that its program runs at."""

    @contextmanager
    def turn(self, number: int) -> Iterator[int]:
        """A port for the call of the CLI for layer `number`: leads to the program host when it is the layer's turn.

        Raises what the host raised, or what closed the turns.
        """
        # One CLI starts after the other: at once, they would keep the host from its own start.
        with _released_once(self._starting) as started:
            self._require_open()
            try:
                with door(lambda: self._taken(number), started) as port:
                    yield port
            finally:
                with self._change:
                    self._passed.add(number)
                    self._running.pop(number, None)
                    self._change.notify_all()

    def close(self) -> None:
        """No more turns: whoever waits for one ends."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def _taken(self, number: int) -> int:
        """Wait for the turn; the port of the process with the least to do."""
        ports = self._host.ports
        with self._change:
            self._change.wait_for(lambda: self._closed or number in self._running or self._is_free(number))
            self._require_open()
            if number not in self._running:
                busy = list(self._running.values())
                self._running[number] = min(ports, key=busy.count)
                self._passed.add(number)
                self._change.notify_all()
            return self._running[number]

    def _require_open(self) -> None:
        if self._closed:
            raise EngineFailed("the run has ended before its turn", "see what ended it")

    def _is_free(self, number: int) -> bool:
        return len(self._running) < RUNNING and all(earlier in self._passed for earlier in range(number))


@contextmanager
def _released_once(lock: Lock) -> Iterator[Callable[[], None]]:
    """Hold the lock until the call of what is given, or the end of the block."""
    held = [lock.acquire()]

    def release() -> None:
        with suppress(IndexError):
            held.pop()
            lock.release()

    try:
        yield release
    finally:
        release()
