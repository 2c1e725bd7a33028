"""A figure says nothing without its machine: both, and what a benchmark noted beside its time, end the report."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from typing import Any


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    session = getattr(config, "_benchmarksession", None)
    if session is None:
        return
    packages = ", ".join(f"{name} {version(name)}" for name in ("pulumi", "grpcio", "protobuf"))
    terminalreporter.write_line(
        f"machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}; "
        f"Python {sys.version.split()[0]}, {packages}"
    )
    for bench in session.benchmarks:
        if bench.extra_info:
            terminalreporter.write_line(f"{bench.name}: {dict(bench.extra_info)}")
