"""How pytest-xdist shares the tests out: a file's tests go to one process, which makes the file's fixtures once.

Left to itself it hands out what has no group test by test: each process then makes each module's fixtures, and the
handing out itself, which looks through all that it has handed out, costs as much as thousands of short tests.
"""

from __future__ import annotations

from xdist.scheduler import LoadGroupScheduling


class ByFile(LoadGroupScheduling):  # type: ignore[misc]  # pytest-xdist ships no types
    """Tests of one group stay together, wherever they are; those without a group stay with their file."""

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return scope if scope != nodeid else nodeid.partition("::")[0]
