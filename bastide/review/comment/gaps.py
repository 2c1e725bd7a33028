"""Gaps that come and go with a change, read from what changes at the roles. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bastide.review.comment.model import GapChange
from facts.load import capabilities, own_key_store
from plan.model import Change, Gap, LayerPlan, Operation, PlannedResource
from plan.origin import CLOUDS
from policies.model import Text

_MEMBER: Final = re.compile(r"gaps\[(\d+)\](?:\.(\w+))?\Z")


def gap_changes(plans: Iterable[LayerPlan]) -> tuple[GapChange, ...]:
    """What each plan opens and closes against its base; nothing for a plan that is compared with nothing."""
    return tuple(change for plan in plans if plan.base is not None for change in _of(plan))


def _of(plan: LayerPlan) -> Iterator[GapChange]:
    facts = {(gap.role, gap.name, gap.capability): gap for gap in plan.gaps}
    for role in plan.resources:
        if role.is_role and role.operation not in (Operation.SAME, Operation.READ):
            now, before = _now(role), _before(role)
            yield from (_change(plan, role, key, facts, opened=True) for key in (now - before).elements())
            yield from (_change(plan, role, key, facts, opened=False) for key in (before - now).elements())


def _change(
    plan: LayerPlan, role: PlannedResource, key: tuple[str, str], facts: Mapping[Any, Gap], *, opened: bool
) -> GapChange:
    path = plan.role_path(role)
    known = facts.get((path, role.name, key[0]))
    reason = _reason(plan.cloud, known) if known and opened else Text("", "")
    return GapChange(f"{plan.stack}-{plan.layer}".rstrip("-"), path, role.name, *key, reason, opened)


def _reason(cloud: str, gap: Gap) -> Text:
    """Why it is one. A plan says it in English; the French is that of the fact, if it is still the same one."""
    tables = (capabilities(cloud), own_key_store()) if cloud in CLOUDS.values() else ()
    rows = (row for table in tables if (row := table.get(gap.capability)) is not None)
    return Text(gap.reason, next((row.note_fr for row in rows if row.note == gap.reason), gap.reason))


def _now(role: PlannedResource) -> Counter[tuple[str, str]]:
    return _keys([] if role.operation is Operation.DELETE else _listed(role))


def _before(role: PlannedResource) -> Counter[tuple[str, str]]:
    if role.operation is Operation.DELETE:
        return _keys(_listed(role))
    if role.operation in (Operation.CREATE, Operation.IMPORT):
        return Counter()
    return _keys(undone(_listed(role), role.diff.changes if role.diff else ()))


def _listed(role: PlannedResource) -> list[Any]:
    listed = role.inputs.get("gaps")
    return list(listed) if isinstance(listed, list | tuple) else []


def _keys(gaps: Iterable[Any]) -> Counter[tuple[str, str]]:
    rows = (gap for gap in gaps if isinstance(gap, Mapping))
    return Counter((str(row.get("capability")), str(row.get("level"))) for row in rows)


def undone(listed: list[Any], changes: Iterable[Change]) -> list[Any]:
    """The list as it was before the changes of it, each of which names a member or a field of one."""
    before: dict[int, Any] = dict(enumerate(listed))
    for change in changes:
        if change.path == "gaps":
            return list(change.old or ())
        found = _MEMBER.match(change.path)
        if found is None:
            continue
        index, field = int(found[1]), found[2]
        if field is not None and isinstance(before.get(index), Mapping):
            before[index] = {**before[index], field: change.old}
        elif change.kind == "add":
            before.pop(index, None)
        else:
            before[index] = change.old
    return [before[index] for index in sorted(before)]
