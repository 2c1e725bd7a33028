"""Whether something is backed up, how often, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policies.crypto.own_disks import hosts_of
from policies.record import Record, known
from policies.view import View


def backups_of(record: Record) -> Sequence[Record]:
    """What puts a record under a plan of backups."""
    return _index(record.view).get(record.urn, ())


def _index(view: View) -> Mapping[str, Sequence[Record]]:
    found: Mapping[str, Sequence[Record]] | None = view.memo.get("logs.protection")
    if found is None:
        made: dict[str, list[Record]] = {}
        for backup in view.of("backup"):
            for target in backup.refs("of"):
                if target.kind != "backup":
                    made.setdefault(target.urn, []).append(backup)
        found = view.memo["logs.protection"] = made
    return found


def hours_between(backup: Record) -> Any:
    """Hours between two backups: by its own word, its plan's or its vault's; None where nobody says.

    Raises:
        KnownLater: it is known only after apply.
    """
    parts = (backup, *backup.refs("policy", "backup"), *backup.refs("vault", "backup"))
    said = (part.raw("interval_hours") for part in parts)
    return known(next((value for value in said if value is not None), None), "interval_hours")


def is_daily(hours: Any, most: int) -> bool:
    """Whether a number of hours is set and small enough."""
    return isinstance(hours, int | float) and not isinstance(hours, bool) and 0 < hours <= most


def is_backed_up(host: Record) -> bool:
    """Whether a host is under a plan of backups, by its own inputs or a record of it.

    A copy that is made once is no plan: one that says how often stands behind it, or whose plan is not in sight.
    """
    return known(host.raw("backed_up"), "backed_up") is True or any(map(_is_repeated, backups_of(host)))


def _is_repeated(backup: Record) -> bool:
    return hours_between(backup) is not None or backup.sets("policy")


def covering(disk: Record) -> tuple[Record, ...]:
    """What backs a disk up: of itself, or of a host that mounts it."""
    return (*backups_of(disk), *(backup for host in hosts_of(disk) for backup in backups_of(host)))


def hosts_saved(disk: Record) -> bool:
    """Whether every host that mounts a disk is backed up whole by its own inputs."""
    hosts = hosts_of(disk)
    return bool(hosts) and all(known(host.raw("backed_up"), "backed_up") is True for host in hosts)
