"""The journal in a file of the repository, committed like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bastide.cutover.journal.chained import IN_FILE, NAME, Said, dated
from bastide.cutover.journal.entry import Entry
from stacks.approval.chain_file import ChainFile, Kept


def _now() -> datetime:
    return datetime.now(UTC)


class FileStore:
    """The file. Writers of one machine wait for each other; writers of several need the database."""

    def __init__(self, root: Path, say: Callable[[str], None], now: Callable[[], datetime] = _now) -> None:
        self.file = root / NAME
        self._chain = ChainFile(self.file, IN_FILE, say)
        self._now = now

    @property
    def name(self) -> str:
        return NAME

    def read(self) -> Kept[Entry]:
        return self._chain.read()

    def append(self, said: Said) -> Entry:
        return self._chain.append(lambda known: dated(said, known, self._now()))
