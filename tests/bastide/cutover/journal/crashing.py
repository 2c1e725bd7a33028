"""Writers that are killed: `python -m ... ROOT ACKNOWLEDGED ROUNDS SECONDS`, each after so many at most.

Prints how many were ended by the signal.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from bastide.cutover.journal.opened import open_store
from tests.bastide.cutover.journal.said import content


def main() -> int:
    root, file, rounds, longest = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    moments = random.Random(8)
    told = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    ended = 0
    for number in range(rounds):
        child = os.fork()
        if child == 0:
            _write_for_ever(root, told)
        time.sleep(moments.uniform(0.005, longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        ended += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        entry = open_store(root).append(content(number))
        os.write(told, f"{entry.digest}\n".encode())
    print(ended)
    return 0


def _write_for_ever(root: Path, told: int) -> None:
    store = open_store(root)
    for number in count():
        entry = store.append(content(number))
        os.write(told, f"{entry.digest}\n".encode())


if __name__ == "__main__":
    sys.exit(main())
