"""How far long work is, on standard error: one line that renews itself on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final

_TERMINAL_SECONDS: Final = 0.5
_LOG_SECONDS: Final = 30.0


class Progress:
    """Told often what is done; shows it with the time that has passed, as often as is good for the reader."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._terminal = sys.stderr.isatty()
        self._began = self._shown = time.monotonic()
        self._dirty = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: TracebackType | BaseException | None) -> None:
        if self._dirty:
            sys.stderr.write("\n")

    def tell(self, done: str) -> None:
        """`done` is a few words: "812 packages of at most 1730"."""
        now = time.monotonic()
        if now - self._shown < (_TERMINAL_SECONDS if self._terminal else _LOG_SECONDS):
            return
        self._shown = now
        line = f"  {self._title}: {done}, {_duration(now - self._began)}"
        self._dirty = self._terminal
        sys.stderr.write(f"\r{line}\x1b[K" if self._terminal else f"{line}\n")
        sys.stderr.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
