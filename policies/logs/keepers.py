"""Where logs are kept: stores of logs, and buckets that logs or recordings go to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.below import below
from policies.record import Record
from policies.view import View


def keeps_logs(record: Record) -> bool:
    """Whether a record is a store of logs, by its class or because something sends logs there."""
    return record.kind == "log.store" or record.urn in _buckets(record.view)


def _buckets(view: View) -> frozenset[str]:
    found: frozenset[str] | None = view.memo.get("logs.keepers")
    if found is None:
        found = view.memo["logs.keepers"] = frozenset(item.urn for item in _all(view) if item.kind == "store.object")
    return found


def _all(view: View) -> Iterator[Record]:
    for role in view.of("role.AuditSink"):
        yield from below(role, "store.object")
    for bastion in view.of("role.Bastion"):
        recordings = view.linked(bastion, "recordings")
        if recordings is not None:
            yield from below(recordings, "store.object")
    for sender in view.of("log.sink", "net.flowlog"):
        yield from sender.refs("store")


def number(value: Any) -> float:
    """A number as it is, anything else as 0."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
