"""What every place that keeps the journal can do."""

from __future__ import annotations

from typing import Protocol

from bastide.cutover.journal.chained import Said
from bastide.cutover.journal.entry import Entry
from stacks.approval.chain_file import Kept


class Store(Protocol):
    """A place that keeps the journal. Entries are added, and never changed or taken out."""

    @property
    def name(self) -> str:
        """For people. Never holds an address or a password."""
        ...

    def read(self) -> Kept[Entry]:
        """Every entry, checked.

        Raises:
            Broken: they are not those that were written.
            BadInput: it is no journal, or it cannot be read.
        """
        ...

    def append(self, said: Said) -> Entry:
        """Add an entry at the present time, and return it once it is safe on a disk.

        Where `said` is a function it is called while nobody else can write, with every entry there is: what it decides
        still holds when the entry stands. What it raises is raised, and nothing is written then. It must not use the
        store itself: it would wait for its own end.

        Raises:
            Broken, BadInput: as `read` does; or it cannot be written. Nothing is half-written.
        """
        ...
