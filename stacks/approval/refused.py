"""What ends a run that was not approved. No input is wrong and nothing has failed: somebody has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class NotApproved(Exception):
    """Nothing was done, for these reasons.

    Attributes:
        reasons: one sentence each.
        action: what to do next.
    """

    def __init__(self, reasons: Sequence[str], action: str) -> None:
        self.reasons, self.action = tuple(reasons), action
        super().__init__(self.message())

    def __reduce__(self) -> tuple[Any, ...]:
        return NotApproved, (self.reasons, self.action)

    def message(self) -> str:
        """All reasons, one a line, and the next action."""
        return "\n".join(["not approved", *(f"  - {reason}" for reason in self.reasons), f"  do: {self.action}"])
