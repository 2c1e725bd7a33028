"""What stands below a role: its own resources and those of the roles inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policies.record import Record
from policies.view import View, matches


def below(role: Record, *kinds: str) -> tuple[Record, ...]:
    """The records of these kinds (`net.*`: of a family) below a role, settings of others left out."""
    members = _index(role.view).get(role.urn, ())
    return tuple(item for item in members if any(matches(item.kind, kind) for kind in kinds))


def _index(view: View) -> Mapping[str, Sequence[Record]]:
    found: Mapping[str, Sequence[Record]] | None = view.memo.get("below")
    if found is None:
        made: dict[str, list[Record]] = {}
        for record in view.records:
            if not record.entry.of and not record.is_role:
                for owner in record.owners():
                    made.setdefault(owner.urn, []).append(record)
        found = view.memo["below"] = made
    return found
