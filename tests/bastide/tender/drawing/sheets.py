"""What must hold of every layout, whatever is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bastide.tender.drawing.blocks import Picture
from bastide.tender.drawing.geometry import Label, Line, Rect
from bastide.tender.drawing.layout import Box, Layout, Route

_SOLID = frozenset({"segment", "services", "outside"})
_HAIR = 0.01


def faults(layout: Layout) -> list[str]:
    """Every fault of a layout, in words; empty for a good one."""
    return [
        *_overlapping_boxes(layout),
        *_texts_outside(layout),
        *_texts_on_texts(layout),
        *_lines_through_boxes(layout),
        *_lines_through_texts(layout),
        *_lines_on_lines(layout),
        *_loose_ends(layout),
        *_torn(layout),
    ]


def _overlapping_boxes(layout: Layout) -> Iterator[str]:
    sheet = Rect(0, 0, layout.width, layout.height)
    for box in layout.boxes:
        if not sheet.holds(box.rect):
            yield f"{box.kind} {box.id} leaves the sheet"
    for one, other in combinations(layout.boxes, 2):
        nested = one.rect.holds(other.rect) or other.rect.holds(one.rect)
        around = {"area": _SOLID, "internet": {"outside"}}
        allowed = other.kind in around.get(one.kind, ()) or one.kind in around.get(other.kind, ())
        if one.rect.overlaps(other.rect) and not (nested and allowed):
            yield f"{one.kind} {one.id} overlaps {other.kind} {other.id}"


def _marks(box: Box) -> tuple[Label | Picture, ...]:
    return (*box.labels, *box.pictures)


def _texts_outside(layout: Layout) -> Iterator[str]:
    for box in layout.boxes:
        for item in _marks(box):
            if not box.rect.holds(item.box):
                yield f"{item} leaves {box.kind} {box.id} {box.rect}"
        for frame in box.frames:
            if not box.rect.holds(frame):
                yield f"a frame leaves {box.kind} {box.id}"


def _texts_on_texts(layout: Layout) -> Iterator[str]:
    marks = [item for box in layout.boxes for item in _marks(box)]
    marks.sort(key=lambda item: item.box.y)
    for index, one in enumerate(marks):
        for other in marks[index + 1 :]:
            if other.box.y >= one.box.bottom:
                break
            if one.box.overlaps(other.box):
                yield f"{one} lies on {other}"


def _inner(rect: Rect) -> Rect:
    return Rect(rect.x + _HAIR, rect.y + _HAIR, rect.w - 2 * _HAIR, rect.h - 2 * _HAIR)


def _hits(line: Line, rect: Rect) -> bool:
    box = line.box
    return box.x <= rect.right and rect.x <= box.right and box.y <= rect.bottom and rect.y <= box.bottom


def _lines(layout: Layout) -> Iterator[tuple[Route, Line]]:
    for route in layout.routes:
        for line in route.lines:
            yield route, line


def _lines_through_boxes(layout: Layout) -> Iterator[str]:
    solid = [(box, _inner(box.rect)) for box in layout.boxes if box.kind in _SOLID]
    for route, line in _lines(layout):
        if line.x1 != line.x2 and line.y1 != line.y2:
            yield f"{route.key} is neither horizontal nor vertical"
        for box, inner in solid:
            if _hits(line, inner):
                yield f"{route.key} {line} runs through {box.kind} {box.id} {box.rect}"


def _lines_through_texts(layout: Layout) -> Iterator[str]:
    texts = [label for box in layout.boxes for label in box.labels]
    for route, line in _lines(layout):
        for label in texts:
            if _hits(line, _inner(label.box)):
                yield f"{route.key} {line} runs through {label}"


def _lines_on_lines(layout: Layout) -> Iterator[str]:
    lanes: dict[tuple[bool, float], list[tuple[float, float, int, str]]] = {}
    for number, route in enumerate(layout.routes):
        for line in route.lines:
            box = line.box
            fixed, first, last = (box.x, box.y, box.bottom) if line.is_vertical else (box.y, box.x, box.right)
            lanes.setdefault((line.is_vertical, fixed), []).append((first, last, number, route.key))
    for lane, spans in lanes.items():
        for one, other in combinations(spans, 2):
            if one[2] != other[2] and one[0] <= other[1] and other[0] <= one[1]:
                yield f"{one[3]} lies on {other[3]} at {lane}"


def _loose_ends(layout: Layout) -> Iterator[str]:
    boxes: dict[str, Box] = {box.id: box for box in layout.boxes if box.id}
    for route in layout.routes:
        for end, x, y in route.touches:
            rect = boxes[end].rect
            on_side = x in (rect.x, rect.right) and rect.y < y < rect.bottom
            below = y == rect.bottom and rect.x < x < rect.right
            if not (on_side or below):
                yield f"{route.key} does not end at the border of {end}"
        points = {(x, y) for _, x, y in route.touches}
        for head in route.heads:
            if (head.x, head.y) not in points:
                yield f"{route.key} has an arrow that points at nothing"


def _torn(layout: Layout) -> Iterator[str]:
    """Routes whose lines do not hang together."""
    for route in layout.routes:
        joined = [route.lines[0]]
        left = list(route.lines[1:])
        while left:
            near = [line for line in left if any(_hits(line, other.box) for other in joined)]
            if not near:
                yield f"{route.key} is torn: {left}"
                break
            joined += near
            left = [line for line in left if line not in near]
