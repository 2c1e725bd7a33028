"""States as the engine keeps them: what a test does to one, and what the engine said."""

from __future__ import annotations

import json
import secrets
from typing import Any

from plan.engine import reading
from plan.engine.command import Result
from plan.engine.session import Session


def lift(state: Any) -> Any:
    """The state with every protection lifted, as `bastide retire` leaves it after its approvals."""
    lifted = json.loads(json.dumps(state))
    for item in lifted["resources"]:
        item.pop("protect", None)
    return lifted


def call(run: Session, *arguments: str) -> Result:
    """One command of the CLI in a run, without its events."""
    log = run.files.folder / f"{secrets.token_hex(4)}.events"
    return run.caller.run(arguments, log=log, events=False)


def said(done: Result) -> str:
    """What the engine said went wrong."""
    errors = [message.text for message in reading.messages(done) if message.severity == "error"]
    return "\n".join(errors) or done.stderr
