"""Draws the lines of all nets along gaps, channels and the spine: horizontal and vertical, never through a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bastide.tender.drawing.geometry import Line, Rect
from bastide.tender.drawing.grid import Gap, Grid
from bastide.tender.drawing.layout import Head, Route
from bastide.tender.drawing.nets import Net, Style
from bastide.tender.drawing.tracks import AROUND, TRACK, Run, ordered
from bastide.tender.drawing.trees import Tree

_FAR: Final = 1e6


@dataclass
class Anchors:
    """Where lines can go and end.

    Attributes:
        gaps: x of the first line of a gap; `channels`: upper border of a channel; `spine`: left border of the spine.
        ends: key of a net and its end -> the box there, and how high the line meets it.
        above: key of a net and an end outside -> where the line leaves it downwards.
        inside: area -> x of the border of its segments at which lines within it run.
    """

    gaps: dict[Gap, float] = field(default_factory=dict)
    channels: dict[int, float] = field(default_factory=dict)
    spine: float = 0
    ends: dict[tuple[str, str], tuple[Rect, float]] = field(default_factory=dict)
    above: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    inside: dict[str, float] = field(default_factory=dict)


def route(trees: Sequence[Tree], nets: Iterable[Net], grid: Grid, anchors: Anchors) -> tuple[Route, ...]:
    """The lines of all trees, and of the nets that do not leave their area."""
    xs = _gap_tracks(trees, anchors)
    ys = _channel_tracks(trees, xs, anchors)
    spine = {
        index: anchors.spine + number * TRACK
        for number, index in enumerate(index for index, tree in enumerate(trees) if tree.spine)
    }
    made = [
        _drawn(tree, _Tracks({gap: xs[gap, index] for gap in tree.gaps}, _own(ys, index), spine.get(index)), anchors)
        for index, tree in enumerate(trees)
    ]
    for area in grid.spots:
        made += _inside([net for net in nets if net.area == area], area, grid, anchors)
    return tuple(made)


def _own(ys: Mapping[tuple[int, int], float], index: int) -> dict[int, float]:
    return {channel: y for (channel, tree), y in ys.items() if tree == index}


@dataclass(frozen=True)
class _Tracks:
    gaps: Mapping[Gap, float]
    channels: Mapping[int, float]
    spine: float | None


def _gap_tracks(trees: Sequence[Tree], anchors: Anchors) -> dict[tuple[Gap, int], float]:
    """Gap and tree -> x."""
    found: dict[tuple[Gap, int], float] = {}
    for gap in anchors.gaps:
        runs = [_gap_run(tree, index, gap, anchors) for index, tree in enumerate(trees) if gap in tree.gaps]
        for number, run in enumerate(ordered(runs)):
            found[gap, int(run.key)] = anchors.gaps[gap] + number * TRACK
    return found


def _gap_run(tree: Tree, index: int, gap: Gap, anchors: Anchors) -> Run:
    x = anchors.gaps[gap]
    left: list[float] = []
    right: list[float] = []
    for end in tree.ends.get(gap, ()):
        rect, y = anchors.ends[tree.net.key, end]
        (left if rect.x < x else right).append(y)
    ys = [*left, *right]
    if _meets(tree, gap, gap[0]):
        ys.append(-_FAR)
    if gap[0] == 0 and _meets(tree, gap, 1):
        ys.append(_FAR)
    return Run(str(index), min(ys), max(ys), tuple(left), tuple(right))


def _meets(tree: Tree, gap: Gap, channel: int) -> bool:
    """Whether the line of a gap reaches a channel above (its row's own) or below (of the first row only)."""
    if channel not in tree.channels:
        return False
    if gap[0]:
        return channel == gap[0]
    # a net that passes from channel 0 to channel 1 does so once; its other gaps of the first row take the upper one
    if {0, 1} <= tree.channels:
        return channel == 0 or gap == tree.through
    return True


def _channel_tracks(
    trees: Sequence[Tree], xs: Mapping[tuple[Gap, int], float], anchors: Anchors
) -> dict[tuple[int, int], float]:
    """Channel and tree -> y."""
    found: dict[tuple[int, int], float] = {}
    for channel, top in anchors.channels.items():
        runs = [
            _channel_run(tree, index, channel, xs, anchors)
            for index, tree in enumerate(trees)
            if channel in tree.channels
        ]
        for number, run in enumerate(ordered(runs)):
            found[channel, int(run.key)] = top + AROUND + number * TRACK
    return found


def _channel_run(tree: Tree, index: int, channel: int, xs: Mapping[tuple[Gap, int], float], anchors: Anchors) -> Run:
    up = [anchors.above[tree.net.key, end][0] for end in tree.outside] if channel == 0 else []
    up += [xs[gap, index] for gap in tree.gaps if gap[0] == 0 and channel == 1 and _meets(tree, gap, 1)]
    down = [xs[gap, index] for gap in tree.gaps if gap[0] == channel and _meets(tree, gap, channel)]
    every = [*up, *down, *([0.0] if tree.spine and channel else [])]
    return Run(str(index), min(every), max(every), tuple(up), tuple(down))


def _drawn(tree: Tree, tracks: _Tracks, anchors: Anchors) -> Route:
    pen = _Pen(tree.net)
    crossing: dict[int, list[float]] = {channel: [] for channel in tracks.channels}
    for gap, x in tracks.gaps.items():
        ys = [pen.stub(end, anchors.ends[tree.net.key, end], x) for end in tree.ends.get(gap, ())]
        for channel, y in tracks.channels.items():
            if channel in (gap[0], gap[0] + 1 if gap[0] == 0 else gap[0]) and _meets(tree, gap, channel):
                ys.append(y)
                crossing[channel].append(x)
        pen.along(x, ys, vertical=True)
    for end in tree.outside:
        x, y = anchors.above[tree.net.key, end]
        pen.down(end, x, y, tracks.channels[0])
        crossing[0].append(x)
    if tracks.spine is not None:
        below = [y for channel, y in tracks.channels.items() if channel]
        pen.along(tracks.spine, below, vertical=True)
        for channel in tracks.channels:
            crossing[channel] += [tracks.spine] if channel else []
    for channel, y in tracks.channels.items():
        pen.along(y, crossing[channel], vertical=False)
    return pen.route()


def _inside(nets: Sequence[Net], area: str, grid: Grid, anchors: Anchors) -> Iterator[Route]:
    border, away = anchors.inside[area], 1 if grid.spots[area].left else -1
    runs = []
    for index, net in enumerate(nets):
        ys = tuple(anchors.ends[net.key, end][1] for end in net.rows)
        runs.append(Run(str(index), min(ys), max(ys), before=ys if away > 0 else (), after=ys if away < 0 else ()))
    order = ordered(runs if away > 0 else runs[::-1])
    for number, run in enumerate(order if away > 0 else order[::-1]):
        net = nets[int(run.key)]
        x = border + away * (AROUND + number * TRACK)
        pen = _Pen(net)
        pen.along(x, [pen.stub(end, anchors.ends[net.key, end], x) for end in net.rows], vertical=True)
        yield pen.route()


class _Pen:
    """Collects the lines of one net."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._lines: list[Line] = []
        self._heads: list[Head] = []
        self._dots: list[tuple[float, float]] = []
        self._touches: list[tuple[str, float, float]] = []

    def stub(self, end: str, place: tuple[Rect, float], x: float) -> float:
        """From the border of a box to a vertical line; where it meets it."""
        rect, y = place
        border = rect.right if rect.right <= x else rect.x
        self._lines.append(Line(border, y, x, y))
        self._touches.append((end, border, y))
        if self._net.style is not Style.JOINT and self._net.arrives(end):
            self._heads.append(Head(border, y, "left" if border == rect.right else "right"))
        return y

    def down(self, end: str, x: float, top: float, bottom: float) -> None:
        """From the lower border of a box outside to the first channel."""
        self._lines.append(Line(x, top, x, bottom))
        self._touches.append((end, x, top))
        if self._net.arrives(end):
            self._heads.append(Head(x, top, "up"))

    def along(self, fixed: float, places: Iterable[float], vertical: bool) -> None:
        """A line along a track through all places, with a dot where a branch leaves it between its ends."""
        found = sorted(set(places))
        if not found:
            return
        first, last = found[0], found[-1]
        if first < last:
            self._lines.append(Line(fixed, first, fixed, last) if vertical else Line(first, fixed, last, fixed))
        self._dots += [(fixed, place) if vertical else (place, fixed) for place in found[1:-1]]

    def route(self) -> Route:
        """What was drawn."""
        net = self._net
        return Route(
            key=net.key,
            style=net.style,
            missing=net.missing,
            tunnel=net.tunnel,
            lines=tuple(self._lines),
            heads=tuple(self._heads),
            dots=tuple(self._dots),
            touches=tuple(self._touches),
        )
