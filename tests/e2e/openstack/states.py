"""States as the engine keeps them: what a test does to one, and what the engine said."""

from __future__ import annotations

import json
from typing import Any

from plan.engine import reading
from plan.engine.command import Result


def lift(state: Any) -> Any:
    """The state with every protection lifted, as `bastide retire` leaves it after its approvals."""
    lifted = json.loads(json.dumps(state))
    for item in lifted["resources"]:
        item.pop("protect", None)
    return lifted


def said(done: Result) -> str:
    """What the engine said went wrong."""
    errors = [message.text for message in reading.messages(done) if message.severity == "error"]
    return "\n".join(errors) or done.stderr
