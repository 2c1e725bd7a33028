"""An end to what a user's pattern or template could draw out for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from facts.errors import BadInput


class _Late(BaseException):
    """Not an Exception: whoever is interrupted must not take it for a fault of its own."""


@contextmanager
def within(seconds: float, error: BadInput) -> Iterator[None]:
    """Ends what takes longer, by raising `error`. Of the main thread only, where signals arrive."""

    def late(*_: object) -> NoReturn:
        raise _Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Late:
        raise error from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
