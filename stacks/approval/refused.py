"""What ends a run that was not approved. No input is wrong and nothing has failed: somebody has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class Refused(Exception):
    """Nothing was done, for these reasons.

    Attributes:
        word: what the message begins with.
        reasons: one sentence each.
        action: what to do next.
    """

    word: ClassVar[str]

    def __init__(self, reasons: Sequence[str], action: str) -> None:
        self.reasons, self.action = tuple(reasons), action
        super().__init__(self.message())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reasons, self.action)

    def message(self) -> str:
        """All reasons, one a line, and the next action."""
        return "\n".join([self.word, *(f"  - {reason}" for reason in self.reasons), f"  do: {self.action}"])


class NotApproved(Refused):
    """Nothing was done: nobody who may has approved it."""

    word = "not approved"
