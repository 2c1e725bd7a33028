"""Puts a scene on the sheet: the outside on top, the hub between two environments, everything else in rows below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bastide.tender.drawing.blocks import LINE, PAD, Block
from bastide.tender.drawing.boxes import LEFT, RIGHT, Content
from bastide.tender.drawing.geometry import Rect
from bastide.tender.drawing.grid import Gap, Grid, grid
from bastide.tender.drawing.layout import Box, Layout, placed
from bastide.tender.drawing.legend import footer, header
from bastide.tender.drawing.nets import Net, nets
from bastide.tender.drawing.routing import Anchors, route
from bastide.tender.drawing.scene import Area, End, Outside, Scene
from bastide.tender.drawing.tracks import AROUND, TRACK
from bastide.tender.drawing.trees import Tree, trees
from bastide.tender.drawing.words import Say

WIDE: Final = 1200
MARGIN: Final = 12
_INSET: Final = 10
_BETWEEN: Final = 8


@dataclass
class _Sheet:
    """What is known while a sheet is being made."""

    scene: Scene
    say: Say
    nets: tuple[Net, ...]
    grid: Grid
    trees: tuple[Tree, ...]
    content: Content
    boxes: list[Box] = field(default_factory=list)
    anchors: Anchors = field(default_factory=Anchors)

    @property
    def spine(self) -> float:
        """Room for the spine left of the rows below the first one."""
        used = sum(tree.spine for tree in self.trees)
        return used * TRACK + AROUND if used else 0

    def gap(self, gap: Gap) -> float:
        used = sum(gap in tree.gaps for tree in self.trees)
        return max(used, 1) * TRACK + 2 * AROUND

    def channel(self, number: int) -> float:
        used = sum(number in tree.channels for tree in self.trees)
        return used * TRACK + 2 * AROUND

    def inside(self, area: Area) -> float:
        """Room for the lines that do not leave an area."""
        used = sum(net.area == area.name for net in self.nets)
        return used * TRACK + AROUND if used else 0


def layout(scene: Scene, title: str, say: Say) -> Layout:
    """The whole drawing; `title` names the estate."""
    found = nets(scene)
    made = grid(scene.areas)
    ways = trees(scene, made, found)
    content = Content(scene, found, _sides(scene, made, found, ways), say)
    sheet = _Sheet(scene, say, found, made, ways, content)
    top = header(scene, title, say, WIDE, MARGIN)
    y = _outside(sheet, top.rect.bottom)
    for row, areas in enumerate(made.rows):
        sheet.anchors.channels[row] = y
        y = _row(sheet, row, areas, y + sheet.channel(row))
    sheet.anchors.spine = MARGIN
    routes = route(ways, found, made, sheet.anchors)
    bottom = footer(scene, routes, say, WIDE, MARGIN, y + LINE)
    return Layout(WIDE, bottom.rect.bottom + MARGIN, (top, *sheet.boxes, bottom), routes)


def _sides(
    scene: Scene, made: Grid, found: Iterable[Net], ways: Iterable[Tree]
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By which side of a segment each of its lines leaves it."""
    homes = {segment.id: area.name for area in scene.areas for segment in area.segments}
    sides: dict[tuple[str, str], tuple[str, ...]] = {}
    for tree in ways:
        for gap, ends in tree.ends.items():
            for end in ends:
                spot = made.spots[homes.get(end, end.removeprefix("#"))]
                side = (LEFT, RIGHT)[spot.gaps.index(gap)] if len(spot.gaps) == 2 else LEFT if spot.left else RIGHT
                sides[tree.net.key, end] = (*sides.get((tree.net.key, end), ()), side)
    for net in found:
        for end in net.rows if net.area else ():
            sides[net.key, end] = (RIGHT if made.spots[net.area].left else LEFT,)
    return sides


def _outside(sheet: _Sheet, y: float) -> float:
    """The ends outside, side by side: those on the internet in one frame; where they end."""
    ends = sheet.scene.outside
    if not ends:
        return y
    wide = (WIDE - 2 * MARGIN - (len(ends) + 1) * _BETWEEN) / len(ends)
    blocks = [sheet.content.outside(item, wide) for item in ends]
    high = max(block.high for block in blocks)
    frame, top = y, y + 2 * PAD + LINE
    for index, (item, block) in enumerate(zip(ends, blocks, strict=True)):
        x = MARGIN + _BETWEEN + index * (wide + _BETWEEN) + (_BETWEEN if item.end is End.SITE else 0)
        box = placed("outside", str(item.end), block, x, top, high)
        sheet.boxes.append(box)
        _stubs_above(sheet, item, box.rect)
    _internet(sheet, ends, frame, top + high + PAD)
    return top + high + PAD


def _internet(sheet: _Sheet, ends: Sequence[Outside], top: float, bottom: float) -> None:
    on_it = [box for box in sheet.boxes if box.kind == "outside" and box.id != End.SITE]
    if not on_it:
        return
    block = Block(on_it[-1].rect.right + _BETWEEN - MARGIN)
    block.text(sheet.say("internet"), bold=True)
    sheet.boxes.insert(0, placed("internet", "", block, MARGIN, top, bottom - top))


def _stubs_above(sheet: _Sheet, item: Outside, rect: Rect) -> None:
    """Where the lines of an end outside leave it downwards: on a grid of its own, off that of the gaps below."""
    used = [tree for tree in sheet.trees if str(item.end) in tree.outside]
    for index, tree in enumerate(used):
        x = rect.x + rect.w * (index + 1) / (len(used) + 1)
        sheet.anchors.above[tree.net.key, str(item.end)] = (_on_grid(x, TRACK / 2), rect.bottom)


def _on_grid(value: float, phase: float) -> float:
    return round((value - phase) / TRACK) * TRACK + phase


def _row(sheet: _Sheet, row: int, areas: Sequence[Area], y: float) -> float:
    """One row of areas; where it ends."""
    left = MARGIN + (sheet.spine if row else 0)
    gaps = {gap: sheet.gap(gap) for gap in sheet.grid.gaps(row)}
    inner = [gap for gap in gaps if gap[1] < len(areas)]
    wide = (WIDE - MARGIN - left - sum(gaps.values())) / len(areas)
    x, bottom = left, y
    for index, area in enumerate(areas):
        gap = (row, index)
        if gap in inner:
            sheet.anchors.gaps[gap] = _on_grid(x + AROUND, 0 if row % 2 == 0 else TRACK / 2)
            x += gaps[gap]
        bottom = max(bottom, _area(sheet, area, x, y, wide, index % 2 * TRACK / 2))
        x += wide
    last = (row, len(areas))
    if last in gaps:
        sheet.anchors.gaps[last] = _on_grid(x + AROUND, 0 if row % 2 == 0 else TRACK / 2)
    return bottom


def _area(sheet: _Sheet, area: Area, x: float, y: float, wide: float, phase: float) -> float:
    """One area with its segments; where it ends. `phase` keeps its lines off those of the area beside it."""
    spot = sheet.grid.spots[area.name]
    inside = sheet.inside(area)
    inner_left = x + _INSET + (0 if spot.left else inside)
    narrow = wide - 2 * _INSET - inside
    top = _on_grid(y, phase) if _on_grid(y, phase) >= y else _on_grid(y, phase) + TRACK
    heading = sheet.content.heading(area, wide)
    line = top + PAD + LINE / 2
    below = top + heading.high
    own = []
    for segment in area.segments:
        block = sheet.content.segment(segment, narrow)
        own.append(placed("segment", segment.id, block, inner_left, below, dashed=bool(segment.missing)))
        for key, stub in block.stubs.items():
            sheet.anchors.ends[key, segment.id] = (own[-1].rect, below + stub)
        below = own[-1].rect.bottom + TRACK
    services = sheet.content.services(area, wide - 2 * _INSET)
    if services is not None:
        own.append(placed("services", "", services, x + _INSET, below))
        below = own[-1].rect.bottom + TRACK
    rect = Rect(x, y, wide, below - y)
    frame = placed("area", f"#{area.name}", heading, x, top, dashed=bool(area.missing))
    sheet.boxes += [replace(frame, rect=rect), *own]
    for net in sheet.nets:
        sheet.anchors.ends[net.key, f"#{area.name}"] = (rect, line + (LINE if net.missing else 0))
    sheet.anchors.inside[area.name] = inner_left + narrow if spot.left else inner_left
    return rect.bottom
