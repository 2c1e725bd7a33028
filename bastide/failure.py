"""What the command line exits with, and the failure that is nobody's input."""

from __future__ import annotations

from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes, a stable contract."""

    WELL = 0
    FINDINGS = 1
    BAD_INPUT = 2
    TOOLKIT_FAILED = 3


class ToolkitFailed(Exception):
    """The toolkit itself failed. Shown without a traceback, with what to do; exits with code 3."""

    def __init__(self, found: str, action: str) -> None:
        super().__init__(f"{found}\n  do: {action}")
        self.found, self.action = found, action

    def __reduce__(self) -> tuple[Any, ...]:
        return ToolkitFailed, (self.found, self.action)
