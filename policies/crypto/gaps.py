"""The gaps of the roles around a record, for messages: a failure that the cloud causes says so."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.kinds.readers import each, look
from policies.model import Text
from policies.record import Record

NOTHING = Text("", "")


def gaps(record: Record) -> Iterator[tuple[str, str]]:
    """(capability, level) of every gap that the record's own role and the roles around it carry."""
    roles = (record,) if record.kind.startswith("role.") else ()
    for role in (*roles, *record.owners()):
        for gap in each(role.raw("gaps")):
            capability, level = look(gap, "capability"), look(gap, "level")
            if capability is not UNKNOWN and capability:
                yield str(capability), str(level)


def note(record: Record, *capabilities: str) -> Text:
    """` (gap `x`, absent)` for those of the capabilities that are gaps here; empty where none is."""
    found = dict.fromkeys((name, level) for name, level in gaps(record) if name in capabilities)
    if not found:
        return NOTHING
    listed = ", ".join(f"`{name}` {level}" for name, level in found)
    return Text(f" (gap: {listed})", f" (lacune : {listed})")
