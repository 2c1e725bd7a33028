"""Which gaps, channels and sides each net takes: its tree, before anything has a position.

A gap runs from top to bottom between areas of one row; channel k runs from left to right above row k. The spine, at
the left border, joins the channels of rows that are further apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bastide.tender.drawing.grid import Gap, Grid, Spot
from bastide.tender.drawing.nets import Net, Style
from bastide.tender.drawing.scene import Scene


@dataclass(frozen=True)
class Tree:
    """One connected part of a net.

    Attributes:
        ends: gap -> ends that reach it; `outside`: ends above the first channel.
        channels: channels that it takes; `through`: the gap by which it passes from channel 0 to channel 1, if any.
    """

    net: Net
    ends: Mapping[Gap, tuple[str, ...]]
    outside: tuple[str, ...]
    channels: frozenset[int]
    through: Gap | None = None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All gaps that it takes."""
        return tuple(sorted({*self.ends, *([self.through] if self.through else [])}))

    @property
    def spine(self) -> bool:
        """Whether it needs the spine: channels below the first row can only be joined there."""
        return len(self.channels - {0}) > 1


def trees(scene: Scene, made: Grid, nets: Iterable[Net]) -> tuple[Tree, ...]:
    """The trees of all nets that leave an area or are within the hub."""
    homes = {segment.id: area.name for area in scene.areas for segment in area.segments}
    places = {end: made.spots[area] for end, area in homes.items()}
    places |= {f"#{name}": spot for name, spot in made.spots.items()}
    order = [str(item.end) for item in scene.outside]
    return tuple(tree for net in nets if not net.area for tree in _of(net, places, order))


def _of(net: Net, places: Mapping[str, Spot], order: list[str]) -> Iterator[Tree]:
    two = {end for end in net.rows if end in places and len(places[end].gaps) == 2}
    if net.anchor not in two:
        yield _tree(net, places, net.rows, _side(net, places, order))
        return
    sides = places[net.anchor].gaps
    fixed = {end: places[end].gaps[0] for end in net.rows if end in places and end not in two}
    free = [end for end in net.rows if end not in fixed and end != net.anchor]
    below = [end for end, gap in fixed.items() if gap not in sides]
    liked = _liked(net)
    used = [side for side in (0, 1) if sides[side] in fixed.values()]
    main = liked if below or liked in used or not used else used[0]
    for side in (0, 1):
        beside = [end for end, gap in fixed.items() if gap == sides[side]]
        ends = [*beside, *(below + free if side == main else [])]
        if ends:
            yield _tree(net, places, [net.anchor, *ends], side)


def _liked(net: Net) -> int:
    # administration on the left, the way out and shared services on the right
    return 0 if net.style in (Style.ADMINISTRATION, Style.JOINT) else 1


def _side(net: Net, places: Mapping[str, Spot], order: list[str]) -> int:
    """The side of the hub that a net takes whose anchor is not there."""
    if net.anchor.startswith("@"):
        return 0 if order.index(net.anchor) * 2 < len(order) - 1 else 1
    spot = places[net.anchor]
    return 0 if spot.row == 0 and not spot.left else 1


def _tree(net: Net, places: Mapping[str, Spot], ends: Iterable[str], side: int) -> Tree:
    found: dict[Gap, list[str]] = {}
    outside = []
    for end in ends:
        if end.startswith("@"):
            outside.append(end)
        else:
            gaps = places[end].gaps
            found.setdefault(gaps[side] if len(gaps) == 2 else gaps[0], []).append(end)
    rows = {row for row, _ in found}
    channels = {row for row in rows if row}
    if outside or (rows == {0} and len(found) > 1):
        channels.add(0)
    if channels - {0} and (0 in rows or outside):
        channels.add(1)
    through = _through(found, places, side) if {0, 1} <= channels else None
    return Tree(net, {gap: tuple(names) for gap, names in found.items()}, tuple(outside), frozenset(channels), through)


def _through(found: Mapping[Gap, list[str]], places: Mapping[str, Spot], side: int) -> Gap:
    own = [gap for gap in sorted(found) if gap[0] == 0]
    if own:
        return own[0]
    first = sorted({gap for spot in places.values() if spot.row == 0 for gap in spot.gaps})
    return first[min(side, len(first) - 1)]
