"""A change of the process that several runs at the same time share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class SharedChange:
    """Made when the first of its users comes, undone when the last one leaves.

    Each run saving and restoring for itself would restore what another run had set.
    """

    def __init__(self, make: Callable[[], Callable[[], None]]) -> None:
        """`make` makes the change and returns what undoes it."""
        self._make = make
        self._undo: Callable[[], None] | None = None
        self._users = 0
        self._lock = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if self._users == 0:
                self._undo = self._make()
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if self._users == 0 and self._undo is not None:
                    self._undo()
