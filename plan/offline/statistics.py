"""What the process did: calls, and the time and memory it took."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import Any, Final

SCHEMA: Final = "bastide/offline-statistics/1"


class Statistics:
    """Counts calls by name and adds up the time in handlers, from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: Counter[str] = Counter()
        self._seconds = 0.0

    def note(self, call: str, seconds: float) -> None:
        """One call and how long its handler took."""
        with self._lock:
            self._calls[call] += 1
            self._seconds += seconds

    def report(self) -> dict[str, Any]:
        """All figures, ready for JSON."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with self._lock:
            return {
                "schema": SCHEMA,
                "calls": dict(sorted(self._calls.items())),
                "handler_seconds": round(self._seconds, 6),
                "cpu_seconds": round(time.process_time(), 6),
                # macOS counts bytes
                "peak_kib": peak // 1024 if sys.platform == "darwin" else peak,
            }

    def write(self, path: Path) -> None:
        """The report as a JSON file. Raises OSError."""
        path.write_text(json.dumps(self.report(), indent=2) + "\n", encoding="utf-8")
