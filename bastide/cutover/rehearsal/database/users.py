"""The users of a rehearsal on loopback: a process that writes, and the question what of it must be at the target."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from bastide.cutover.rehearsal.database import writer
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.failure import ToolkitFailed
from plan.engine import processes

_CHECKOUT: Final = Path(__file__).resolve().parents[4]
_SECONDS: Final = 20.0


class Users:
    """They write from `start` on until the database refuses them.

    Attributes:
        file: the last transaction that they were told was committed; kept over runs.
    """

    def __init__(self, source: Endpoint, folder: Path) -> None:
        self._source, self.file = source, folder / "acknowledged"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._process is None:
            self._process = processes.start(
                [sys.executable, "-m", writer.__name__, str(self.file)],
                environment=self._source.environment(),
                folder=_CHECKOUT,
            )

    def await_refusal(self) -> None:
        """Returns once they have been refused. Raises ToolkitFailed where they go on or have failed otherwise."""
        if self._process is None:
            return
        try:
            code = self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise ToolkitFailed("the users still write to the frozen database", "read the source's log") from None
        if code:
            raise ToolkitFailed("the users of the rehearsal failed", "read the source's log")
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            processes.stop(self._process)
            self._process = None

    def lost(self, target: Endpoint) -> tuple[str, ...]:
        """Answered transactions that the target does not hold, in words."""
        last = writer.last_acknowledged(self.file)
        with connected(target) as connection:
            row = connection.execute(
                "SELECT count(*) FROM rehearsal.acknowledged WHERE number BETWEEN 1 AND %s", (last,)
            ).fetchone()
        held = int(row[0]) if row else 0
        return () if held == last else (f"rehearsal.acknowledged: {last - held} answered transactions are lost",)
