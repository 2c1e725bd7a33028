"""Writers at the same time: `python -m ... ROOT WRITERS ENTRIES`. Each begins once all are there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bastide.cutover.journal.opened import open_store
from tests.bastide.cutover.journal.said import note


def main() -> int:
    root, writers, entries = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    ready, start = os.pipe()
    children = []
    for writer in range(writers):
        child = os.fork()
        if child == 0:
            os.close(start)
            os.read(ready, 1)
            os._exit(_write(root, writer, entries))
        children.append(child)
    # closing it lets all go
    os.close(start)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def _write(root: Path, writer: int, entries: int) -> int:
    try:
        store = open_store(root)
        for number in range(entries):
            store.append(note(by=f"writer-{writer}@machine", words=f"entry {number}"))
    except Exception as error:
        print(f"writer {writer}: {error}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
