"""Breaking the glass: a run without an approved receipt, journaled before anything runs."""

from __future__ import annotations

import getpass
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facts.errors import BadInput
from stacks.approval import journal, repository
from stacks.approval.journal import Entry

_LEAST = 10


@dataclass(frozen=True)
class Cause:
    """Why, and where it is written down."""

    reason: str
    ticket: str

    def require_told(self) -> None:
        """Raises BadInput where somebody reading it later would learn nothing."""
        if len(self.reason.strip()) < _LEAST or not self.ticket.strip():
            raise BadInput(
                "a reason and a ticket are missing",
                expected=f"--reason with {_LEAST} characters at least, and --ticket",
                action="say why: somebody will review it",
            )


def begin(root: Path, stack: str, cause: Cause) -> Entry:
    """Write down that the glass is broken. Raises BadInput where it cannot be written: then nothing runs."""
    cause.require_told()
    file = journal.path(root)
    changed = repository.uncommitted(root, (file,))
    return journal.append(file, {**_common(root, stack, cause), "event": "begin", "of": 0, "changed": changed})


def end(root: Path, entry: Entry, outcome: str) -> Entry:
    """Write down how it went."""
    cause = Cause(entry.reason, entry.ticket)
    content = {**_common(root, entry.stack, cause), "event": "end", "of": entry.number, "outcome": outcome}
    return journal.append(journal.path(root), content)


def review(root: Path, stack: str, number: int, cause: Cause) -> Entry:
    """Write down that somebody else has looked at it: `cause` is what they found.

    Raises:
        BadInput: there is nothing to review under that number, or it is the same person.
    """
    cause.require_told()
    waiting = {item.number: item for item in journal.unreviewed(journal.read(journal.path(root)), [stack])}
    if number not in waiting:
        raise BadInput(
            f"the journal has no run of {stack} under {number} that waits for a review",
            expected=f"one of {', '.join(map(str, waiting))}" if waiting else "nothing: all are reviewed",
            action=f"see {journal.NAME}",
        )
    common = _common(root, stack, cause)
    if _address(common["git"]) == _address(waiting[number].git):
        raise BadInput(
            "whoever broke the glass does not review it", action="have somebody else review it in a checkout of theirs"
        )
    return journal.append(journal.path(root), {**common, "event": "review", "of": number})


def _address(identity: str) -> str:
    return identity.rpartition("<")[2].rstrip(">").lower()


def _common(root: Path, stack: str, cause: Cause) -> dict[str, Any]:
    return {
        "time": datetime.now(UTC).replace(microsecond=0),
        "git": repository.identity(root),
        "account": f"{getpass.getuser()}@{socket.gethostname()}",
        "stack": stack,
        "commit": repository.head(root),
        "changed": (),
        "reason": cause.reason.strip(),
        "ticket": cause.ticket.strip(),
        "outcome": "",
    }
