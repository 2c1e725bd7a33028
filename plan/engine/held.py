"""Interrupts wait while a process is forked.

Python runs what libraries have registered for a fork (`logging` takes its lock, and gives it back afterwards), and
swallows what is raised there. An interrupt at that moment was lost, and with it the lock: the next process that another
thread started waited for it without end.
"""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

_INTERRUPTS: Final = (signal.SIGINT, signal.SIGTERM)


def started(
    make: Callable[[], subprocess.Popen[bytes]], end: Callable[[subprocess.Popen[bytes]], None]
) -> subprocess.Popen[bytes]:
    """The process that `make` starts. Where an interrupt came meanwhile, `end` ends it, and the interrupt is raised."""
    process = None
    try:
        with _interrupts_held():
            process = make()
    except BaseException:
        if process is not None:
            end(process)
        raise
    return process


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Interrupts that come in this block take effect at its end."""
    if threading.current_thread() is not threading.main_thread():
        # only the main thread is ever interrupted
        yield
        return
    came: list[int] = []
    try:
        with ExitStack() as handlers:
            for number in _INTERRUPTS:
                handler = signal.getsignal(number)
                if callable(handler):
                    handlers.callback(signal.signal, number, handler)
                    signal.signal(number, lambda number, _: came.append(number))
            yield
    finally:
        if came:
            signal.raise_signal(came[0])
