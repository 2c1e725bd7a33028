"""How fast and how large `bastide preview` is, on two cores. Imports should take 0.5 s; limits of a preview are held.

A limit of time holds on a quiet machine, so only a timed run is held to it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.bench
SECONDS_OF_ALL, MEGABYTES_OF_ALL = 10.0, 600.0
"""The six estates side by side."""


def run(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def test_imports(benchmark: Any) -> None:
    benchmark.pedantic(run, ("-c", "import components.contract, plan, bastide"), rounds=5, warmup_rounds=1)


def test_imports_of_what_they_hold(benchmark: Any) -> None:
    modules = (
        "components.contract.role, components.contract.site, plan.model, plan.estate, bastide.cli, bastide.preview"
    )
    benchmark.pedantic(run, ("-c", f"import {modules}"), rounds=5, warmup_rounds=1)


def test_preview_of_all_estates(benchmark: Any) -> None:
    command = ("-m", "bastide", "preview")
    if benchmark.disabled:
        peak = benchmark.pedantic(peak_megabytes, command)
    else:
        benchmark.pedantic(run, command, rounds=5, warmup_rounds=1)
        peak = peak_megabytes(*command)
    benchmark.extra_info["peak_megabytes"] = round(peak)
    assert peak < MEGABYTES_OF_ALL
    if not benchmark.disabled:
        assert benchmark.stats.stats.median < SECONDS_OF_ALL, f"load {os.getloadavg()[0]:.1f}"


def peak_megabytes(*arguments: str) -> float:
    """The largest memory (proportional set size) of the command with all its descendants, sampled every 20 ms."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    peak = 0.0
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.is_set():
            peak = max(peak, sum(resident(pid) for pid in family(process.pid)))
            time.sleep(0.02)

    watcher = threading.Thread(target=sample)
    watcher.start()
    assert process.wait() == 0
    done.set()
    watcher.join()
    return peak / 1_000_000


def family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                found += family(int(child))
        except OSError:
            continue
    return found


def resident(pid: int) -> int:
    """Its share of the memory: pages that several processes use are divided among them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)
