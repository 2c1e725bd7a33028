"""The gaps of the roles around a record, for messages: a failure that the cloud causes says so."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.kept import kept
from policies.kinds.readers import each, look
from policies.model import Text
from policies.record import Record

NOTHING = Text("", "")


def gaps(record: Record) -> Iterator[tuple[str, str]]:
    """(capability, level) of every gap that the record's own role and the roles around it carry."""
    roles = (record,) if record.is_role else ()
    for role in (*roles, *record.owners()):
        yield from _own_gaps(role)


@kept
def _own_gaps(role: Record) -> tuple[tuple[str, str], ...]:
    found = ((look(gap, "capability"), look(gap, "level")) for gap in each(role.raw("gaps")))
    return tuple(
        (str(capability), str(level)) for capability, level in found if capability is not UNKNOWN and capability
    )


def note(record: Record, *capabilities: str) -> Text:
    """` (gap `x`, absent)` for those of the capabilities that are gaps here; empty where none is."""
    found = dict.fromkeys((name, level) for name, level in gaps(record) if name in capabilities)
    if not found:
        return NOTHING
    listed = ", ".join(f"`{name}` {level}" for name, level in found)
    return Text(f" (gap: {listed})", f" (lacune : {listed})")
