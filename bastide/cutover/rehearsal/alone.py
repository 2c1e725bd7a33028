"""One runner at a time in a folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facts.errors import BadInput


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made where it is not. The kernel lets go of it when the process ends, however it ends.

    Raises BadInput where another runner holds it, or it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / ".lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise BadInput(f"another runner works in {folder}", action="wait for it, or name another folder") from None
