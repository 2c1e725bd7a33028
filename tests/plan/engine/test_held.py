"""An interrupt at the moment of a fork is neither lost, nor does it leave a lock or a process behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SCRIPT = """
import logging, os, signal, sys, threading
from pathlib import Path
from plan.engine import processes

def interrupt(*_):
    raise KeyboardInterrupt

signal.signal(signal.SIGTERM, interrupt)
number = signal.Signals[sys.argv[1]]
# as libraries do, and as `logging` has done already: what is raised in there is swallowed
os.register_at_fork(**{sys.argv[2]: lambda: os.kill(os.getpid(), number)})
before = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
command = [sys.executable, "-c", "import time; time.sleep(600)"]
try:
    processes.start(command, environment={"HELD": "here"}, folder=Path("/"))
except KeyboardInterrupt:
    print("interrupted")
assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == before

def take():
    if logging._lock.acquire(timeout=5):
        print("free")
        logging._lock.release()

other = threading.Thread(target=take)
other.start()
other.join()
sys.stdout.flush()
# the end would wait for the lock, too
os._exit(0)
"""


@pytest.mark.parametrize("when", ["before", "after_in_parent"])
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_an_interrupt_while_a_process_is_forked(number: str, when: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, number, when],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["interrupted", "free"]), done.stderr
    assert not [entry for entry in Path("/proc").iterdir() if _is_ours(entry)], "what was started is left"


def _is_ours(entry: Path) -> bool:
    try:
        return b"HELD=here" in (entry / "environ").read_bytes()
    except OSError:
        return False
