"""Production and non-production as two sides of an estate, and what tells them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from plan.values import Secret
from policies.kinds.tables import identifiers
from policies.net.addresses import Network, network, overlap
from policies.net.estate import estate
from policies.record import Area, Record
from policies.texts import Cleared, Texts
from policies.view import View

PRODUCTION: Final = "production"
NON_PRODUCTION: Final = "non-production"
_SIDES: Final[Mapping[str, str]] = {
    "production": PRODUCTION,
    # a space works on extracts of the production data
    "space": PRODUCTION,
    "non-production": NON_PRODUCTION,
}
_OTHER: Final = {PRODUCTION: NON_PRODUCTION, NON_PRODUCTION: PRODUCTION}
_HIDDEN: Final = "***"
_LONG_ENOUGH: Final = 8
"""Characters of a name that stands for one resource alone; shorter ones (`core`) are words."""

_AN_ID: Final = 400
"""Characters; longer texts are documents, and no id."""


def side_of(area: Area) -> str:
    """`production`, `non-production`, or "" for the hub, which both share, and for what no area says."""
    return _SIDES.get(area.stage, "")


@dataclass(frozen=True)
class Side:
    """What names one side.

    Attributes:
        names: ids and names of its resources alone, in lower case.
        containers: beginnings of ids of everything in its projects (resource groups), in lower case, ending in `/`.
        ranges: of its networks.
        layers: endings of the names of its stacks.
    """

    names: frozenset[str]
    containers: tuple[str, ...]
    ranges: tuple[Network, ...]
    layers: tuple[str, ...]

    def may_be_named(self, texts: Texts) -> bool:
        """Whether `named_in` could find anything among the inputs with these texts. Nearly always not."""
        return texts.odd or not (self._strange.all(texts.plain) and self._strange.all(texts.hidden))

    @cached_property
    def _strange(self) -> Cleared:
        return Cleared(lambda text: not self._is_named(text))

    def named_in(self, inputs: Any) -> str:
        """The first text among inputs that names something of this side; "" where none does, `***` inside a secret."""
        waiting = [inputs]
        while waiting:
            item = waiting.pop()
            kind = type(item)
            if kind is str:
                if self._is_named(item):
                    return str(item)
            elif kind is dict:
                waiting.extend(item.values())
            elif kind is list or kind is tuple:
                waiting.extend(item)
            elif kind is Secret:
                if self.named_in([item.value]):
                    return _HIDDEN
            elif isinstance(item, Mapping):
                waiting.extend(item.values())
        return ""

    def _is_named(self, text: str) -> bool:
        if len(text) > _AN_ID:
            return False
        folded = text.casefold()
        if folded in self.names or folded.startswith(self.containers):
            return True
        if not text[:1].isdigit() or not self.ranges:
            return False
        found = network(text)
        return found is not None and found.prefixlen > 0 and any(overlap(found, item) for item in self.ranges)


def other_side(record: Record) -> Side | None:
    """The other side of the estate, seen from a record; None from the hub and without areas."""
    mine = side_of(record.area)
    return sides(record.view)[_OTHER[mine]] if mine else None


def sides(view: View) -> Mapping[str, Side]:
    """Side -> what names it."""
    found: Mapping[str, Side] | None = view.memo.get("logs.sides")
    if found is None:
        names = _names(view)
        found = view.memo["logs.sides"] = {
            side: Side(frozenset(names[side]), _containers(view, side), _ranges(view, side), _layers(view, side))
            for side in _OTHER
        }
    return found


def _names(view: View) -> Mapping[str, set[str]]:
    """The names of each side, without those that others have too."""
    owners: dict[str, str] = {}
    for record in view.records:
        if record.is_role or record.kind in ("gap", "reference", "provider"):
            continue
        names = [name for name in identifiers(record.resource, record.entry) if len(name) >= _LONG_ENOUGH]
        for folded in map(str.casefold, names):
            side = side_of(record.area)
            owners[folded] = side if owners.get(folded, side) == side else ""
    return {side: {name for name, owner in owners.items() if owner == side} for side in _OTHER}


def _containers(view: View, side: str) -> tuple[str, ...]:
    ids = (
        name
        for record in view.of("project")
        if side_of(record.area) == side
        for name in (record.resource.id, record.resource.options.import_id)
    )
    return tuple(f"{name.casefold().rstrip('/')}/" for name in ids if name)


def _ranges(view: View, side: str) -> tuple[Network, ...]:
    areas = [name for name, area in view.areas.items() if side_of(area) == side]
    return tuple(item for name in areas for item in estate(view).ranges.get(name, ()))


def _layers(view: View, side: str) -> tuple[str, ...]:
    named = ((f"-space-{name}" if area.stage == "space" else f"-{name}", area) for name, area in view.areas.items())
    return tuple(ending for ending, area in named if side_of(area) == side)
