"""Deliveries of logs: of what, and whether they are whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan.values import UNKNOWN
from policies.parameters import parameters
from policies.record import Record, known
from policies.view import View


def sinks_of(record: Record) -> tuple[Record, ...]:
    """The deliveries of a record's logs: that point to it, or to what it is a part of (a share's account)."""
    index = _index(record.view)
    parents = record.refs(record.entry.like) if record.entry.like else ()
    return tuple(sink for item in (record, *parents) for sink in index.get(item.urn, ()))


def _index(view: View) -> Mapping[str, Sequence[Record]]:
    found: Mapping[str, Sequence[Record]] | None = view.memo.get("logs.sinks")
    if found is None:
        made: dict[str, list[Record]] = {}
        for sink in view.of("log.sink"):
            for target in sink.refs("of"):
                made.setdefault(target.urn, []).append(sink)
        found = view.memo["logs.sinks"] = made
    return found


def lacks(sink: Record) -> tuple[str, ...]:
    """The categories of events that a delivery leaves out and must not.

    Raises:
        KnownLater: they are known only after apply.
    """
    delivered = sink["categories"] or ()
    words = {str(item).casefold() for item in delivered if item is not UNKNOWN}
    wanted = parameters().log_categories.value
    if not words.isdisjoint(wanted.everything):
        return ()
    # one that is not known yet can be the one that is missing
    missing = tuple(word for word in _wanted(sink) if word not in words)
    if missing and UNKNOWN in delivered:
        known(UNKNOWN, "categories")
    return missing


def _wanted(sink: Record) -> Sequence[str]:
    wanted = parameters().log_categories.value
    if sink.refs("of", "log.store"):
        return wanted.locked_copy
    return wanted.resource if sink.refs("of") else wanted.control_plane


def is_of_control_plane(sink: Record) -> bool:
    """Whether it delivers what is done to the account or subscription itself, which is in no plan."""
    return sink.sets("of") and not sink.refs("of")


def goes_home(sender: Record) -> bool:
    """Whether logs go to a store of the estate: what is outside the plan is nobody's, or somebody else's."""
    return bool(sender.refs("store", "log.store", "store.object", "reference"))


def whole(sink: Record) -> bool:
    """Whether it is switched on, goes to a store of the estate and leaves nothing out.

    Raises:
        KnownLater: that is known only after apply.
    """
    return sink["enabled"] is True and goes_home(sink) and not lacks(sink)
