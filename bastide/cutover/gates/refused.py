"""What ends a step that is not allowed now. No input is wrong and nothing has failed: something must come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class NotAllowed(Exception):
    """Nothing was recorded, for these reasons.

    Attributes:
        reasons: one sentence each.
        action: what to do next.
    """

    def __init__(self, reasons: Sequence[str], action: str) -> None:
        self.reasons, self.action = tuple(reasons), action
        super().__init__(self.message())

    def __reduce__(self) -> tuple[Any, ...]:
        return NotAllowed, (self.reasons, self.action)

    def message(self) -> str:
        """All reasons, one a line, and the next action."""
        return "\n".join(["not allowed", *(f"  - {reason}" for reason in self.reasons), f"  do: {self.action}"])
