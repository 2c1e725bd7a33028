"""Which area stands in which row, and by which gap between areas its lines leave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bastide.tender.drawing.scene import Area

_MOST_IN_ROW: Final = 5

Gap = tuple[int, int]
"""Row and place in it: gap 0 is left of the first area, gap 1 right of it."""


@dataclass(frozen=True)
class Spot:
    """The place of an area. `gaps`: where its lines leave it: two for the hub, left and right, else one.

    `left`: its (first) gap is on its left side.
    """

    row: int
    index: int
    gaps: tuple[Gap, ...]
    left: bool


@dataclass(frozen=True)
class Grid:
    """Rows of areas, from above."""

    rows: tuple[tuple[Area, ...], ...]
    spots: dict[str, Spot]

    def gaps(self, row: int) -> tuple[Gap, ...]:
        """The gaps of a row that lines use, from left to right."""
        return tuple(sorted({gap for spot in self.spots.values() if spot.row == row for gap in spot.gaps}))


def grid(areas: Sequence[Area]) -> Grid:
    """The hub in the middle of the first row between two environments, the rest in rows of equal length below."""
    hubs = [area for area in areas if area.is_hub][:1]
    others = [area for area in areas if area not in hubs]
    beside = [area for area in others if area.stage != "space"][:2] or others[:2]
    below = [area for area in others if area not in beside]
    first = (*beside[:1], *hubs, *beside[1:])
    rows = [first] if first else []
    rows += _balanced(below)
    spots = {
        area.name: _spot(row, index, area.is_hub, bool(hubs))
        for row, members in enumerate(rows)
        for index, area in enumerate(members)
    }
    return Grid(tuple(rows), spots)


def _balanced(areas: Sequence[Area]) -> list[tuple[Area, ...]]:
    if not areas:
        return []
    rows = -(-len(areas) // _MOST_IN_ROW)
    length = -(-len(areas) // rows)
    return [tuple(areas[start : start + length]) for start in range(0, len(areas), length)]


def _spot(row: int, index: int, is_hub: bool, has_hub: bool) -> Spot:
    if row:
        return Spot(row, index, ((row, index),), True)
    if is_hub:
        return Spot(0, index, ((0, index), (0, index + 1)), True)
    # the first one beside the hub meets it on its right, the second one on its left
    right = index == 0
    return Spot(0, index, ((0, index + 1) if right else (0, index),), not right)
