"""What ends a step that is not allowed now. No input is wrong and nothing has failed: something must come first."""

from __future__ import annotations

from stacks.approval.refused import Refused


class NotAllowed(Refused):
    """Nothing was recorded: a gate is red, or another step comes first."""

    word = "not allowed"
