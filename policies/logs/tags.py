"""What the tags of a record must say: the values of its area, and what the rest of the estate says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.context import Wanted
from policies.kept import kept, kept_of_view
from policies.kinds.readers import each, look
from policies.record import Area, Record
from policies.view import View

_OF_THE_ESTATE: Final = ("controller", "owner")


def expected(record: Record, wanted: Wanted) -> Mapping[str, str]:
    """Tag -> its one right value, as far as the intent, the area and the estate say it."""
    memo = record.view.memo.setdefault("logs.expected", {})
    key = (record.area, *(getattr(wanted, name) for name in _OF_THE_ESTATE))
    if key not in memo:
        memo[key] = _expected(record.area, record.view, wanted)
    return memo[key]  # type: ignore[no-any-return]


def _expected(area: Area, view: View, wanted: Wanted) -> Mapping[str, str]:
    found = dict(usual(view))
    found |= {name: value for name in _OF_THE_ESTATE if (value := getattr(wanted, name))}
    if area.stage:
        found["space"] = area.name if area.stage == "space" else "shared"
    if area.classification and area.name:
        found["classification"] = area.classification
    if area.retention_days is not None:
        found["retention"] = str(area.retention_days)
    return found


@kept_of_view
def usual(view: View) -> Mapping[str, str]:
    """Owner and controller as most of the estate names them, where no intent does: an estate has one of each."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _OF_THE_ESTATE}
    for record in view.records:
        tags = None if record.is_role else record.tags
        for name in _OF_THE_ESTATE if tags else ():
            value = (tags or {}).get(name)
            if isinstance(value, str) and value:
                counts[name][value] += 1
    return {name: count.most_common(1)[0][0] for name, count in counts.items() if count}


def flows_of(record: Record) -> frozenset[str]:
    """The flows that a group of firewall rules must be tagged with: all that its role carries."""
    owner = record.owner
    if record.kind != "net.sg" or owner is None or owner.kind != "role.Firewall":
        return frozenset()
    return _flows(owner)


@kept
def _flows(wall: Record) -> frozenset[str]:
    flows = (look(rule, "flow") for rule in each(look(wall.raw("spec"), "rules")))
    return frozenset(flow for flow in flows if isinstance(flow, str))


def missing(tags: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """Of these names, those that no tag has a value for."""
    return tuple(name for name in names if tags.get(name) is not UNKNOWN and not tags.get(name))
