"""What of the data must be backed up, and what is a copy itself."""

from __future__ import annotations

from policies.logs.keepers import keeps_logs, number
from policies.record import Record


def is_copy(record: Record) -> bool:
    """Whether losing it loses nothing: what waits at an airlock is a copy of what its sender keeps.

    Stores of logs are LOG-003's question.
    """
    return any(role.kind == "role.Airlock" for role in record.owners()) or keeps_logs(record)


def holds_shares(account: Record) -> bool:
    """An account that only carries file shares: they are asked themselves."""
    return bool(account.view.pointing_to(account, "store.file"))


def is_locked(bucket: Record) -> bool:
    """Every state of an object is kept at once, and nobody can delete it for a time: finer than a daily backup, and as
    good against people and programs. Not against the loss of the site: BCK-002.

    Raises:
        KnownLater: it is known only after apply.
    """
    return number(bucket["locked_days"]) >= 1
