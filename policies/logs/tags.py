"""What the tags of a record must say: the values of its area, and what the rest of the estate says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.context import Wanted
from policies.kinds.readers import each, look
from policies.record import Record
from policies.view import View

_OF_THE_ESTATE: Final = ("controller", "owner")


def expected(record: Record, wanted: Wanted) -> Mapping[str, str]:
    """Tag -> its one right value, as far as the intent, the area and the estate say it."""
    area, found = record.area, dict(usual(record.view))
    found |= {name: value for name in _OF_THE_ESTATE if (value := getattr(wanted, name))}
    if area.stage:
        found["space"] = area.name if area.stage == "space" else "shared"
    if area.classification and area.name:
        found["classification"] = area.classification
    if area.retention_days is not None:
        found["retention"] = str(area.retention_days)
    return found


def usual(view: View) -> Mapping[str, str]:
    """Owner and controller as most of the estate names them, where no intent does: an estate has one of each."""
    found: Mapping[str, str] | None = view.memo.get("logs.tags")
    if found is None:
        counts: dict[str, Counter[str]] = {name: Counter() for name in _OF_THE_ESTATE}
        for record in view.records:
            tags = None if record.kind.startswith("role.") else record.tags
            for name in _OF_THE_ESTATE if tags else ():
                value = (tags or {}).get(name)
                if isinstance(value, str) and value:
                    counts[name][value] += 1
        found = view.memo["logs.tags"] = {name: count.most_common(1)[0][0] for name, count in counts.items() if count}
    return found


def flows_of(record: Record) -> frozenset[str]:
    """The flows that a group of firewall rules must be tagged with: all that its role carries."""
    owner = record.owner
    if record.kind != "net.sg" or owner is None or owner.kind != "role.Firewall":
        return frozenset()
    flows = (look(rule, "flow") for rule in each(look(owner.raw("spec"), "rules")))
    return frozenset(flow for flow in flows if isinstance(flow, str))


def missing(tags: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """Of these names, those that no tag has a value for."""
    return tuple(name for name in names if tags.get(name) is not UNKNOWN and not tags.get(name))
