"""A process that a test starts and interrupts."""

from __future__ import annotations

import signal


def heed_interrupts() -> None:
    """For `preexec_fn`: a job in the background of a shell ignores interrupts, and its children with it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
