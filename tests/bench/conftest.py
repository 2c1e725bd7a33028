"""A figure says nothing without its machine: both, and what a benchmark noted beside its time, end the report."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from typing import Any, Final

from plan.engine.cli import find_cli
from plan.errors import EngineFailed

# Columns of `extra_info["line"]`, as docs/performance.md has them.
COLUMNS: Final = (
    "", "resources", "built-in engine", "Pulumi engine", "providers: CPU", "in handlers", "peak", "limit",
)  # fmt: skip

# Other work on the machine makes every figure an upper bound: the report says how much there was.
LOAD_BEFORE: Final = os.getloadavg()[0]


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    session = getattr(config, "_benchmarksession", None)
    if session is None:
        return
    packages = ", ".join(f"{name} {version(name)}" for name in ("pulumi", "grpcio", "protobuf"))
    terminalreporter.write_line(
        f"machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}; load before and after "
        f"{LOAD_BEFORE:.1f}, {os.getloadavg()[0]:.1f}; Python {sys.version.split()[0]}, {_cli()}, {packages}"
    )
    lines = []
    for bench in session.benchmarks:
        noted = dict(bench.extra_info)
        line = noted.pop("line", None)
        if line:
            lines.append(line)
        if noted:
            terminalreporter.write_line(f"{bench.name}: {noted}")
    if lines:
        for line in (COLUMNS, ["---"] * len(COLUMNS), *lines):
            terminalreporter.write_line(f"| {' | '.join(line)} |")


def _cli() -> str:
    try:
        return f"CLI {find_cli().version}"
    except EngineFailed:
        return "no CLI"
