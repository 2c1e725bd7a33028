"""How fast and how large `bastide preview` is. Targets: imports 0.5 s, three estates 6 s and 400 MB, on two cores."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.bench
PAGE = resource.getpagesize()
Benchmark = Callable[..., Any]


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


def test_preview_of_the_three_estates(benchmark: Any) -> None:
    benchmark.pedantic(run, ("-m", "bastide", "preview"), rounds=5, warmup_rounds=1)
    benchmark.extra_info["peak_megabytes"] = round(peak_megabytes("-m", "bastide", "preview"))


def peak_megabytes(*arguments: str) -> float:
    """The largest sum of the resident memory of the command and all its descendants, sampled every 20 ms.

    Pages that processes share are counted once for each: the true figure is lower.
    """
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
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def test_the_machine_is_named(benchmark: Any) -> None:
    """A figure without its machine says nothing: this puts cores and Python beside them."""
    benchmark.extra_info.update(cores=os.cpu_count(), python=sys.version.split()[0])
    benchmark(lambda: None)
