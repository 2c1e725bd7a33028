"""What a scan raises where it cannot say anything. A scan that cannot be trusted is never an empty report."""

from __future__ import annotations

from typing import Any


class ScanFailed(Exception):
    """checkov, its environment or its answer failed, and no plan is to blame. The command exits with 3.

    Attributes:
        found: what was found, a sentence without a full stop. Never a value of a plan.
        action: what to do next.
    """

    def __init__(self, found: str, action: str) -> None:
        super().__init__(f"{found}\n  do: {action}")
        self.found, self.action = found, action

    def __reduce__(self) -> tuple[Any, ...]:
        return ScanFailed, (self.found, self.action)
