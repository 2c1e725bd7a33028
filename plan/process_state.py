"""What a run changes in the process, shared by runs at the same time and restored when the last one ends."""

from __future__ import annotations

import gc
import io
import re
import sys
import warnings
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final

from plan.shared_change import SharedChange

# A run makes hundreds of objects a resource and few of them are garbage: the default thresholds spend more
# than half of the time looking for it.
_THRESHOLDS: Final = (200_000, 50, 1_000)
# Generated SDKs warn of every renamed class when they are imported, whether it is used or not.
_NOISY_SDKS: Final = re.compile(r"(pulumi|pulumiverse)_\w+(\.|$)")
# A failed program leaves coroutines of the SDK that nothing awaits any more.
_ABANDONED: Final = re.compile(r"coroutine '(Output|Monitor|StackReference)\b.* was never awaited")


def _tune() -> Callable[[], None]:
    undo = (_tune_collector(), _silence_warnings(), _route_prints())

    def restore() -> None:
        for step in reversed(undo):
            step()

    return restore


tuned_process = SharedChange(_tune)
"""While a run lasts: the collector is tuned, deprecation warnings of SDKs are silent, prints of programs stay
off standard output."""


def _tune_collector() -> Callable[[], None]:
    before = gc.get_threshold()
    # A threshold of 0 means that the caller switched the collector off.
    if before[0]:
        gc.set_threshold(*_THRESHOLDS)
    return lambda: gc.set_threshold(*before)


def _silence_warnings() -> Callable[[], None]:
    filters: list[Any] = warnings.filters  # type: ignore[assignment]
    mine = [
        ("ignore", None, DeprecationWarning, _NOISY_SDKS, 0),
        ("ignore", _ABANDONED, RuntimeWarning, None, 0),
    ]
    # Not `filterwarnings`: it moves an equal entry of the caller's, which could not be put back.
    filters[:0] = mine

    def restore() -> None:
        filters[:] = [item for item in filters if not any(item is entry for entry in mine)]

    return restore


_printed: ContextVar[Callable[[str], None] | None] = ContextVar("bastide_printed", default=None)


def bind_prints(take: Callable[[str], None]) -> None:
    """Hand every line that the current context prints to `take` instead of standard output."""
    _printed.set(take)


class _Routed(io.TextIOBase):
    def __init__(self, real: Any) -> None:
        self._real = real

    def write(self, text: str) -> int:
        take = _printed.get()
        if take is None:
            return int(self._real.write(text))
        if text.strip():
            take(text.rstrip("\n"))
        return len(text)

    def flush(self) -> None:
        self._real.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _route_prints() -> Callable[[], None]:
    real, routed = sys.stdout, _Routed(sys.stdout)
    sys.stdout = routed

    def restore() -> None:
        # Someone else (a test's capture) may have replaced it meanwhile: theirs stays.
        if sys.stdout is routed:
            sys.stdout = real

    return restore
